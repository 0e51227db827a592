using TeachWhy.Studies.Charts;

namespace TeachWhy.Studies.Pages;

/// <summary>The style sheet of every page: the charts' colours, then the page's own rules; both are embedded files.</summary>
public static class PageStyle
{
    public static string Css { get; } = ChartStyle.Css + PageFile.Read("pages.css");
}
