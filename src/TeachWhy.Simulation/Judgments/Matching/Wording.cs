using System.Globalization;
using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Compares text by what it says, not by how it is set: case, spaces, kinds of quotation marks and dashes do not count.</summary>
public static class Wording
{
    /// <summary>The text with one form for everything that does not count. Characters without a width are left out.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (category == UnicodeCategory.Format)
            {
                continue;
            }

            if (char.IsWhiteSpace(character) || category == UnicodeCategory.Control)
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }

                continue;
            }

            plain.Append(character switch
            {
                '‘' or '’' or '‚' or '‛' or '′' or '`' => '\'',
                '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
                '‐' or '‑' or '‒' or '–' or '—' or '−' => '-',
                _ => char.ToLowerInvariant(character),
            });
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>Whether the text has the words somewhere in it.</summary>
    public static bool Has(string text, string words) => Plain(text).Contains(Plain(words), StringComparison.Ordinal);

    /// <summary>Whether two short values are one: <c>stood-down</c> and <c>Stood down.</c>, <c>2,500</c> and <c>2500</c>, <c>yes</c> and <c>true</c>.</summary>
    public static bool SameValue(string left, string right)
    {
        var (a, b) = (Value(left), Value(right));
        return a.Equals(b, StringComparison.Ordinal) || Quantity.Same(left, right);
    }

    /// <summary>As <see cref="SameValue"/>, and also where the value is followed by a remark that a punctuation mark sets apart: <c>closed (false alarm)</c>.</summary>
    public static bool SameOrRemarked(string given, string value)
    {
        var text = given.TrimStart();
        var cut = text.AsSpan().IndexOfAny(":;,(");
        var dash = Plain(given).IndexOf(" - ", StringComparison.Ordinal);

        // A mark between digits belongs to a number or a time: 2,500 is not 2 with a remark.
        var remarked = cut > 0 && !(char.IsAsciiDigit(text[cut - 1]) && cut + 1 < text.Length && char.IsAsciiDigit(text[cut + 1]));
        return SameValue(given, value)
            || (remarked && SameValue(text[..cut], value))
            || (dash > 0 && SameValue(Plain(given)[..dash], value));
    }

    private static string Value(string text) =>
        Plain(text).Replace('_', ' ') switch
        {
            ['-', >= '0' and <= '9', ..] and var negative => negative,
            var plain => Word(plain),
        };

    private static string Word(string plain) =>
        plain.Replace('-', ' ').Trim('"', '\'', '.', '!', ' ', '*') switch
        {
            "true" or "y" => "yes",
            "false" or "n" => "no",
            var value => value,
        };
}
