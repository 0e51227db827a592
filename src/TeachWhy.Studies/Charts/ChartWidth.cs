namespace TeachWhy.Studies.Charts;

/// <summary>The two widths every chart can be drawn in, in CSS pixels: text keeps its size on a phone instead of shrinking.</summary>
public enum ChartWidth
{
    /// <summary>For phones.</summary>
    Narrow = 340,

    /// <summary>For screens and paper.</summary>
    Wide = 940,
}
