namespace TeachWhy.Studies.Charts;

/// <summary>The style sheet of the charts, an embedded file.</summary>
public static class ChartStyle
{
    public static string Css { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ChartStyle).Assembly.GetManifestResourceStream("charts.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
