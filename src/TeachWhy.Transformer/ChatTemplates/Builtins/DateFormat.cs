using System.Globalization;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>A moment as C's <c>strftime</c> writes it, in English.</summary>
internal static class DateFormat
{
    public static string Write(DateTimeOffset moment, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
            }
            else if (format[i + 1] == '-' && i + 2 < format.Length)
            {
                // The GNU form without leading zeros.
                i += 2;
                var part = Part(moment, format[i]).TrimStart('0', ' ');
                text.Append(part.Length > 0 ? part : "0");
            }
            else
            {
                text.Append(Part(moment, format[++i]));
            }
        }

        return text.ToString();
    }

    private static string Part(DateTimeOffset moment, char letter)
    {
        return letter switch
        {
            'Y' => In("yyyy"),
            'y' => In("yy"),
            'm' => In("MM"),
            'd' => In("dd"),
            'e' => In("%d").PadLeft(2),
            'B' => In("MMMM"),
            'b' or 'h' => In("MMM"),
            'A' => In("dddd"),
            'a' => In("ddd"),
            'H' => In("HH"),
            'I' => In("hh"),
            'M' => In("mm"),
            'S' => In("ss"),
            'f' => In("ffffff"),
            'p' => In("tt"),
            'j' => moment.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'F' => In("yyyy-MM-dd"),
            'T' => In("HH:mm:ss"),
            'D' => In("MM/dd/yy"),
            'R' => In("HH:mm"),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => throw new ChatTemplateException($"a date has no part \"%{letter}\"."),
        };

        // "/" and ":" stand for themselves only in the invariant culture.
        string In(string format) => moment.ToString(format, CultureInfo.InvariantCulture);
    }
}
