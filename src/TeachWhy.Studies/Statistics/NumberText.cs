using System.Globalization;

namespace TeachWhy.Studies.Statistics;

/// <summary>Numbers as a reader meets them, the same in charts, tables and sentences. A dash where there is no number.</summary>
public static class NumberText
{
    public const string None = "–";

    /// <summary>A share: <c>6.6%</c>.</summary>
    public static string Percent(double? share) => Finite(share) is { } value ? Invariant($"{value * 100:0.0}%") : None;

    /// <summary>A share without its last digit, for axes: <c>25%</c>.</summary>
    public static string Axis(double share) => Invariant($"{share * 100:0.#}%");

    /// <summary>The two ends of an interval of shares: <c>5.4–8.0%</c>.</summary>
    public static string PercentRange(double? low, double? high) =>
        Finite(low) is { } from && Finite(high) is { } to ? Invariant($"{from * 100:0.0}–{to * 100:0.0}%") : None;

    /// <summary>A difference of shares, in points: <c>−24.3</c>.</summary>
    public static string Signed(double? difference) => Finite(difference) is { } value ? SignedPoints(value) : None;

    /// <summary><c>−30.2 to −18.0</c></summary>
    public static string SignedRange(double? low, double? high) =>
        Finite(low) is { } from && Finite(high) is { } to ? $"{SignedPoints(from)} to {SignedPoints(to)}" : None;

    /// <summary>The size of a difference: <c>24.3 points</c>.</summary>
    public static string Points(double share)
    {
        var points = Math.Round(Math.Abs(share) * 100, 1);
        return Invariant($"{points:0.#} {(points == 1 ? "point" : "points")}");
    }

    /// <summary>A p value: <c>.034</c>, or <c>&lt; .001</c>.</summary>
    public static string Chance(double? p) => Finite(p) switch
    {
        null => None,
        < 0.001 => "< .001",
        >= 0.9995 => "1",
        { } value => Invariant($"{value:.000}"),
    };

    /// <summary>Tokens, rounded: <c>20k</c>, <c>3.2M</c>.</summary>
    public static string Tokens(long tokens) => tokens switch
    {
        >= 1_000_000 => Invariant($"{tokens / 1e6:0.##}M"),
        >= 1_000 => Invariant($"{tokens / 1e3:0.#}k"),
        _ => Invariant($"{tokens}"),
    };

    /// <summary>A loss, in nats per token: <c>1.234</c>.</summary>
    public static string Loss(double? loss) => Finite(loss) is { } value ? Invariant($"{value:0.000}") : None;

    /// <summary><c>11 min 32 s</c></summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => Invariant($"{seconds:0.#} s"),
        < 60 => Invariant($"{seconds:0} s"),
        < 3600 => Invariant($"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):0} s"),
        _ => Invariant($"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };

    /// <summary><c>1.2 GiB</c></summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => Invariant($"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => Invariant($"{bytes / (double)(1L << 20):0} MiB"),
        _ => Invariant($"{bytes / 1024.0:0} KiB"),
    };

    /// <summary>A count with its noun: <c>1 run</c>, <c>1,440 rollouts</c>.</summary>
    public static string Count(long number, string noun) => Invariant($"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static string SignedPoints(double share)
    {
        var points = Math.Round(share * 100, 1);
        return Invariant($"{(points < 0 ? "−" : points > 0 ? "+" : "")}{Math.Abs(points):0.0}");
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
