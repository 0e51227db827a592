using System.Globalization;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>Numbers as a person reads them.</summary>
internal static class Words
{
    /// <summary>Such as <c>8.3 s</c>, <c>4 min 10 s</c> or <c>1 h 20 min</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 60 } => $"{(int)time.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>An estimate, no finer than it deserves: <c>about 4 min</c>.</summary>
    public static string About(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => "a few seconds",
        { TotalSeconds: < 55 } => $"about {Math.Ceiling(time.TotalSeconds / 10) * 10:0} s",
        { TotalMinutes: < 55 } => $"about {Math.Ceiling(time.TotalMinutes):0} min",
        _ => $"about {Of(TimeSpan.FromMinutes(Math.Ceiling(time.TotalMinutes / 10) * 10))}",
    };

    /// <summary>Such as <c>about 4 min left</c>.</summary>
    public static string Left(TimeSpan time) => $"{About(time)} left";

    /// <summary>Such as <c>[ 4:07]</c>: time since the start.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours < 1
        ? $"[{time.Minutes,2}:{time.Seconds:00}]"
        : $"[{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}]";

    /// <summary>With thousands apart.</summary>
    public static string Of(double number) => number switch
    {
        >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => number.ToString("0.#", CultureInfo.InvariantCulture),
    };

    /// <summary>Such as <c>1,204</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>84,000</c> or <c>3.1 million</c>.</summary>
    public static string Tokens(long number) => number >= 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.0} million") : Count(number);

    /// <summary>Such as <c>$0.42</c>; cents are told apart below one dollar.</summary>
    public static string Money(decimal cost) => cost.ToString(cost is > 0 and < 1 ? "$0.000" : "$#,0.00", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>3.4 GiB</c> or <c>12 MiB</c>.</summary>
    public static string Memory(long bytes) => bytes >= 1L << 30
        ? (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB"
        : $"{Math.Max(1, bytes >> 20)} MiB";

    /// <summary>Such as <c>31%</c>, or <c>8.3%</c> below ten.</summary>
    public static string Percent(double? share) => share switch
    {
        null => "-",
        < 0.0995 => (share.Value * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        _ => (share.Value * 100).ToString("0", CultureInfo.InvariantCulture) + "%",
    };

    /// <summary>Such as <c>31% (27% to 35%)</c>.</summary>
    public static string Rate(Wilson rate) =>
        rate.Rate is null ? "-" : $"{Percent(rate.Rate)} ({Percent(rate.Low)} to {Percent(rate.High)})";

    /// <summary>Percentage points with a sign, such as <c>-24 points</c>.</summary>
    public static string Points(double difference) => (difference * 100).ToString("+0.#;-0.#;0", CultureInfo.InvariantCulture);
}
