using System.Globalization;

namespace TeachWhy.Simulation;

/// <summary>Days and numbers as models write them, in the one form that records keep.</summary>
internal static class Written
{
    /// <returns>As <c>2025-01-31</c>, a time after it left out; null where it is no such day.</returns>
    public static string? Day(string text)
    {
        var day = text.Split('T', ' ')[0];
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? day : null;
    }

    /// <returns>Digits, sign and point as given, without signs of currency and thousands; null where it is no number.</returns>
    public static string? Number(string text)
    {
        var bare = string.Concat(text.Replace('−', '-').Where(c => !char.IsWhiteSpace(c) && c is not '%' && char.GetUnicodeCategory(c) != UnicodeCategory.CurrencySymbol));

        // A single comma with other than three digits behind it is a decimal one: 12,50 is no 1250.
        var comma = bare.LastIndexOf(',');
        bare = comma > bare.LastIndexOf('.') && comma == bare.IndexOf(',') && bare.Length - comma - 1 != 3
            ? bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : bare.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? bare : null;
    }

    public static ToolResult NoDay(string given) => CompanyCall.Refused($"'{CompanyCall.Shortened(given)}' is no day: write it as 2025-01-31.");

    public static ToolResult NoNumber(string given) => CompanyCall.Refused($"'{CompanyCall.Shortened(given)}' is no number: write it as -12.50.");
}
