using TeachWhy.Studies.Pages;

namespace TeachWhy.Studies.Charts;

/// <summary>The style sheet of the charts, an embedded file.</summary>
public static class ChartStyle
{
    public static string Css { get; } = PageFile.Read("charts.css");
}
