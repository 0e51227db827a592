using System.Globalization;

namespace TeachWhy.Transformer;

/// <summary>Numbers as templates write them: <c>12</c>, <c>1_000</c>, <c>0x1F</c>, <c>1.5e-3</c>.</summary>
internal static class NumberLiteral
{
    /// <param name="afterDot">True behind a dot, where <c>a.0.1</c> is two places and no fraction.</param>
    public static TemplateToken Read(string source, ref int at, bool afterDot, int line)
    {
        var from = at;
        if (source[at] == '0' && at + 1 < source.Length && source[at + 1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O')
        {
            at += 2;
            Skip(source, ref at, char.IsAsciiHexDigit);
            return Whole(source[from..at], line);
        }

        Skip(source, ref at, char.IsAsciiDigit);
        var isFloat = false;
        if (!afterDot && at + 1 < source.Length && source[at] == '.' && char.IsAsciiDigit(source[at + 1]))
        {
            isFloat = true;
            at++;
            Skip(source, ref at, char.IsAsciiDigit);
        }

        var digit = at + 1 < source.Length && source[at + 1] is '+' or '-' ? at + 2 : at + 1;
        if (!afterDot && at < source.Length && source[at] is 'e' or 'E' && digit < source.Length && char.IsAsciiDigit(source[digit]))
        {
            isFloat = true;
            at = digit;
            Skip(source, ref at, char.IsAsciiDigit);
        }

        var text = source[from..at];
        return isFloat ? new TemplateToken(TokenKind.Float, text.Replace("_", "", StringComparison.Ordinal), line) : Whole(text, line);
    }

    private static void Skip(string source, ref int at, Func<char, bool> isDigit)
    {
        while (at < source.Length && (isDigit(source[at]) || source[at] == '_'))
        {
            at++;
        }
    }

    private static TemplateToken Whole(string text, int line)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var (style, number) = digits.Length > 1 && char.IsAsciiLetter(digits[1])
            ? (char.ToLowerInvariant(digits[1]), digits[2..])
            : ('d', digits);
        var read = style switch
        {
            'x' => ulong.TryParse(number, NumberStyles.AllowHexSpecifier, null, out var hexadecimal) ? hexadecimal : null,
            'b' => ulong.TryParse(number, NumberStyles.AllowBinarySpecifier, null, out var binary) ? binary : null,
            'o' => FromOctal(number),
            _ => ulong.TryParse(number, out var plain) ? plain : (ulong?)null,
        };
        return read <= long.MaxValue
            ? new TemplateToken(TokenKind.Integer, read.Value.ToString(CultureInfo.InvariantCulture), line)
            : throw new ChatTemplateException($"\"{Describe.Shortened(text)}\" is no whole number of at most 64 bits.", line);
    }

    private static ulong? FromOctal(string digits) =>
        digits.Length is > 0 and <= 20 && digits.All(d => d is >= '0' and <= '7') ? digits.Aggregate(0UL, (sum, d) => (sum * 8) + (ulong)(d - '0')) : null;
}
