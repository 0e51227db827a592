using TeachWhy.Studies.Charts;

namespace TeachWhy.Studies.Report;

/// <summary>The style sheet of every page: the charts' colours, then the page's own rules; both are embedded files.</summary>
public static class ReportStyle
{
    public static string Css { get; } = ChartStyle.Css + Read();

    private static string Read()
    {
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
