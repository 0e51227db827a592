namespace TeachWhy.Studies.Pages;

/// <summary>The shape that stands before a verdict's word: colour alone would not reach everybody.</summary>
public static class VerdictSign
{
    public static string Of(string verdict) => verdict switch
    {
        "harmful" => "◆",
        "weaker harm" => "◇",
        "harmless" => "●",
        "not judged" => "–",
        _ => "✗",
    };
}
