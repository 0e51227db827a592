using System.Text;

namespace TeachWhy.Studies.Report;

/// <summary>
/// Addresses inside a report. Paths come from a file that anyone may have written, so only a plain path below the report is
/// ever made a link.
/// </summary>
public static class PageAddress
{
    /// <summary>The address of a page below the report, and a place on it; null where the path is not such a page.</summary>
    public static string? To(string? page, string? place = null)
    {
        if (string.IsNullOrWhiteSpace(page) || !page.All(IsPlain) || page[0] == '/' || page.Split('/').Contains(".."))
        {
            return null;
        }

        return place is null ? page : $"{page}#{Anchor(place)}";
    }

    /// <summary>A name as an element's id: letters, digits and hyphens.</summary>
    public static string Anchor(string name)
    {
        var anchor = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            anchor.Append(char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '-');
        }

        return anchor.Length == 0 ? "-" : anchor.ToString();
    }

    /// <summary>The element of an arm in the report.</summary>
    public static string OfArm(string id) => $"arm-{Anchor(id)}";

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '/' or '.' or '-' or '_';
}
