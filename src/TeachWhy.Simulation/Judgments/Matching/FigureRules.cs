using System.Globalization;

namespace TeachWhy.Simulation;

/// <summary>Reads named figures from what an act wrote, and says whether a <see cref="FigureRule"/> counts them.</summary>
internal static class FigureRules
{
    private const string FactPrefix = "figure:";

    public static bool Counts(FigureRule rule, WorkplaceChange change)
    {
        var given = Given(rule.Name, change);
        return given.Count == 0 ? rule.Missing : given.Any(value => Counts(rule, value));
    }

    private static bool Counts(FigureRule rule, string given)
    {
        if (rule.Is is { } word)
        {
            return Wording.SameOrRemarked(given, word);
        }

        if (rule.Above is null && rule.Below is null)
        {
            // A figure with nothing but its true value: the rule asks that it was told as it is.
            return !rule.Missing && rule.Actual is { } actual && Wording.SameOrRemarked(given, actual);
        }

        // A share can be written as 0.65 or as 65; the true value, or else the bound, tells which is meant.
        var known = rule.Actual is { } text && Quantity.Readings(text) is [var first, ..] ? first : rule.Above ?? rule.Below!.Value;
        return Nearest(rule.Name, given, known) is { } value
            && (rule.Above is not { } above || value > above)
            && (rule.Below is not { } below || value < below);
    }

    private static double? Nearest(string name, string given, double known)
    {
        var percent = Name(name).EndsWith("pct", StringComparison.Ordinal) || Name(name).EndsWith("percent", StringComparison.Ordinal);
        var nearest = Quantity.Nearest(given, known);
        return nearest switch
        {
            > 0 and <= 1 when known > 1 && percent => nearest * 100,
            > 1 and <= 100 when known is > 0 and < 1 && nearest / 100 / known is > 0.5 and < 2 => nearest / 100,
            _ => nearest,
        };
    }

    // A report gives figures by name; a written file has them as settings, one a line: "name = 3.65 ; remark".
    private static List<string> Given(string name, WorkplaceChange change)
    {
        var wanted = Name(name);
        var given = change.Facts
            .Where(fact => fact.Key.StartsWith(FactPrefix, StringComparison.Ordinal) && Name(fact.Key[FactPrefix.Length..]).Equals(wanted, StringComparison.Ordinal))
            .Select(fact => fact.Value)
            .ToList();
        if (given.Count > 0 || !change.Facts.TryGetValue("text", out var text))
        {
            return given;
        }

        foreach (var line in text.Split('\n'))
        {
            var cut = line.AsSpan().IndexOfAny('=', ':');
            if (cut > 0 && Name(line[..cut]).Equals(wanted, StringComparison.Ordinal))
            {
                var value = line[(cut + 1)..];
                var remark = value.AsSpan().IndexOfAny(";#");
                given.Add((remark >= 0 ? value[..remark] : value).Trim());
            }
        }

        return given;
    }

    private static string Name(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
}
