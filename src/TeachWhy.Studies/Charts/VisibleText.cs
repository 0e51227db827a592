using System.Globalization;
using System.Text;

namespace TeachWhy.Studies.Charts;

/// <summary>
/// Text from models and files made safe to look at: characters that steer the display (control characters, direction marks,
/// invisible ones) are shown instead of obeyed. Escaping for HTML or XML still comes after.
/// </summary>
public static class VisibleText
{
    private const int ControlPictures = 0x2400;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.Any(Steers))
        {
            return text ?? "";
        }

        var shown = new StringBuilder(text.Length + 16);

        // Enumerating runes turns lone surrogates into U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            Append(shown, rune);
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune)
    {
        if (rune.Value is '\n' or '\t' || !IsHidden(rune))
        {
            shown.Append(rune);
        }
        else if (rune.Value < 0x20)
        {
            shown.Append((char)(ControlPictures + rune.Value));
        }
        else
        {
            shown.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
        }
    }

    private static bool Steers(char character) =>
        character is not ('\n' or '\t') && (character < 0x20 || character > 0x7E);

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0;
}
