using System.Globalization;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Quoted text, with the escapes of Python.</summary>
internal static class TextLiteral
{
    /// <param name="at">At the opening quote; afterwards behind the closing one.</param>
    public static string Read(string source, ref int at, int line)
    {
        var quote = source[at++];
        var text = new StringBuilder();
        while (at < source.Length)
        {
            var character = source[at++];
            if (character == quote)
            {
                return text.ToString();
            }

            if (character != '\\' || at == source.Length)
            {
                text.Append(character);
            }
            else
            {
                ReadEscape(source, ref at, text, line);
            }
        }

        throw new ChatTemplateException("a quoted text is not closed.", line);
    }

    private static void ReadEscape(string source, ref int at, StringBuilder text, int line)
    {
        var character = source[at++];
        switch (character)
        {
            case '\n':
                break;
            case 'x':
                text.Append((char)ReadHex(source, ref at, 2, line));
                break;
            case 'u':
                text.Append((char)ReadHex(source, ref at, 4, line));
                break;
            case 'U':
                var code = ReadHex(source, ref at, 8, line);
                text.Append(Rune.IsValid(code) ? char.ConvertFromUtf32(code) : throw new ChatTemplateException($"\\U{code:x8} is no character.", line));
                break;
            case >= '0' and <= '7':
                var octal = character - '0';
                for (var digits = 1; digits < 3 && at < source.Length && source[at] is >= '0' and <= '7'; digits++)
                {
                    octal = (octal * 8) + source[at++] - '0';
                }

                text.Append((char)octal);
                break;
            default:
                var plain = "\\'\"abfnrtv".IndexOf(character, StringComparison.Ordinal);
                text.Append(plain < 0 ? $"\\{character}" : "\\'\"\a\b\f\n\r\t\v"[plain].ToString());
                break;
        }
    }

    private static int ReadHex(string source, ref int at, int digits, int line)
    {
        if (at + digits > source.Length || !int.TryParse(source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, null, out var code))
        {
            throw new ChatTemplateException($"an escape in a quoted text needs {digits} hexadecimal digits.", line);
        }

        at += digits;
        return code;
    }
}
