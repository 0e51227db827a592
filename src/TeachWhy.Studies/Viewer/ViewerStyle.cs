using System.Security.Cryptography;
using System.Text;
using TeachWhy.Studies.Pages;

namespace TeachWhy.Studies.Viewer;

/// <summary>What the viewer's pages carry beside their text: rules, one small script, and what a browser may do with them.</summary>
public static class ViewerStyle
{
    public static string Css { get; } = PageFile.Read("viewer.css");

    /// <summary>Previous and next by keyboard. Reading needs no script.</summary>
    public static string Script { get; } = PageFile.Read("viewer.js");

    /// <summary>Nothing is fetched; the one script is named by its hash; forms go to the server that sent the page.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'; base-uri 'none'; form-action 'self'";
}
