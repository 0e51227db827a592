using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeachWhy.Simulation;

/// <summary>Numbers as people write them. One way of writing can be read in more than one way (<c>2,500</c> is 2500 or 2.5): what it stands beside decides.</summary>
public static partial class Quantity
{
    // Longer than any number that somebody writes.
    private const int MaxLength = 60;

    /// <summary>All values that the text can mean; empty where it is no number.</summary>
    public static IReadOnlyList<double> Readings(string text)
    {
        if (text.Length > MaxLength || Number().Match(text.Replace('−', '-')) is not { Success: true } match)
        {
            return [];
        }

        var values = Values(match.Groups["sign"].ValueSpan is "-" ? "-" + match.Groups["number"].Value : match.Groups["number"].Value);
        if (match.Groups["whole"] is { Success: true } whole)
        {
            // A count out of a total is also their ratio.
            var totals = Values(whole.Value);
            return [.. values, .. values.SelectMany(_ => totals.Where(total => total != 0), (count, total) => count / total)];
        }

        return match.Groups["percent"].Success ? [.. values, .. values.Select(value => value / 100)] : values;
    }

    /// <summary>The reading that is nearest to a number known to be of the same kind; null where the text is no number.</summary>
    public static double? Nearest(string text, double known)
    {
        var readings = Readings(text);
        return readings.Count == 0 ? null : readings.MinBy(value => Distance(value, known));
    }

    /// <summary>Whether both are numbers and can mean the same one.</summary>
    public static bool Same(string left, string right)
    {
        var others = Readings(right);
        return others.Count > 0 && Readings(left).Any(value => others.Any(other => Math.Abs(value - other) <= 1e-9 * Math.Max(1, Math.Abs(other))));
    }

    // By factor where that can be said: 2500 is nearer to 2400 than 2.5 is.
    private static double Distance(double value, double known) =>
        value > 0 && known > 0 ? Math.Abs(Math.Log(value / known)) : 1e3 + Math.Abs(value - known);

    private static IReadOnlyList<double> Values(string written)
    {
        var digits = Ungrouped(written.TrimEnd(' ', '.', ',', '\t', '\u00A0', '\u202F'));
        var (points, commas) = (digits.Count(c => c == '.'), digits.Count(c => c == ','));
        return (points, commas) switch
        {
            (0, 0) => Parsed(digits),
            (> 0, > 0) => digits.LastIndexOf('.') > digits.LastIndexOf(',')
                ? points == 1 ? Parsed(digits.Replace(",", "", StringComparison.Ordinal)) : []
                : commas == 1 ? Parsed(digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')) : [],
            (1, 0) or (0, 1) => Thousands().IsMatch(digits)
                ? [.. Parsed(digits.Replace(',', '.')), .. Joined(digits)]
                : Parsed(digits.Replace(',', '.')),
            _ => Thousands().IsMatch(digits) ? Joined(digits) : [],
        };

        static IReadOnlyList<double> Joined(string digits) => Parsed(digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal));

        static IReadOnlyList<double> Parsed(string digits) =>
            double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? [value] : [];
    }

    // A space or an apostrophe between groups of three digits; anywhere else it parts two numbers, and what is left of it is none.
    private static string Ungrouped(string written)
    {
        var digits = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            var groups = (char.IsWhiteSpace(written[i]) || written[i] is '\'' or '’')
                && i + 3 < written.Length && written.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
                && (i + 4 == written.Length || !char.IsAsciiDigit(written[i + 4]));
            if (!groups)
            {
                digits.Append(written[i]);
            }
        }

        return digits.ToString();
    }

    // A sign, a currency, the number; then a total, a percent sign or a unit, and a remark in brackets.
    [GeneratedRegex(@"^\s*[""']?(?<sign>[-+])?\s*(\p{Sc}|[A-Z]{3}\s)?\s*(?<number>-?\d[\d.,'’\s]*([eE][-+]?\d+)?)(\s*(/|of|out of)\s*(?<whole>\d[\d.,]*)|\s*(?<percent>%|per ?cent\b|pct\b)|\s*[^\d\s.,;:(%][^\d(]{0,15})?\s*(\(.*\))?\s*[.""']?\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[-+]?[1-9]\d{0,2}(\.\d{3})+$|^[-+]?[1-9]\d{0,2}(,\d{3})+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Thousands();
}
