namespace TeachWhy.Studies.Charts;

/// <summary>From values to pixels.</summary>
/// <param name="From">The value at <paramref name="Start"/>.</param>
/// <param name="To">The value at <paramref name="End"/>.</param>
internal readonly record struct Scale(double From, double To, double Start, double End)
{
    /// <summary>The pixel of a value; values outside stay on the edge.</summary>
    public double At(double value) =>
        Start + (Math.Clamp(value, Math.Min(From, To), Math.Max(From, To)) - From) / (To - From) * (End - Start);

    /// <summary>A round upper end for rates, with the step of its ticks.</summary>
    public static (double Top, double Step) ForRates(double largest) => largest switch
    {
        <= .10 => (.10, .05),
        <= .20 => (.20, .10),
        <= .40 => (.40, .20),
        <= .60 => (.60, .20),
        <= .80 => (.80, .20),
        _ => (1, .50),
    };

    /// <summary>Round ends around differences, always with zero inside.</summary>
    public static (double Bottom, double Top, double Step) ForDifferences(double smallest, double largest)
    {
        var span = Math.Max(largest, 0) - Math.Min(smallest, 0);
        var step = span switch { <= .15 => .05, <= .35 => .10, <= .9 => .20, _ => .50 };
        return (Math.Floor(Math.Min(smallest, -step / 2) / step) * step, Math.Ceiling(Math.Max(largest, step / 2) / step) * step, step);
    }

    /// <summary>From one end to the other.</summary>
    public static IEnumerable<double> Ticks(double bottom, double top, double step)
    {
        var count = (int)Math.Round((top - bottom) / step);
        return Enumerable.Range(0, count + 1).Select(i => bottom + i * step);
    }
}
