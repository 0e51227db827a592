namespace TeachWhy.Studies.Pages;

/// <summary>What a browser may do with our pages, as <c>Content-Security-Policy</c> says it.</summary>
public static class PagePolicy
{
    /// <summary>Nothing is fetched, nothing runs, nothing is sent.</summary>
    public const string NoScript = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
}
