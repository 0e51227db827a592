namespace TeachWhy.Studies.Statistics;

/// <summary>An interval with both ends.</summary>
public readonly record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Cut to what a difference of two rates can be.</summary>
    internal Interval CutToDifference() => new(Math.Max(-1, Low), Math.Min(1, High));
}
