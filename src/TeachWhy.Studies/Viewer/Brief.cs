using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;

namespace TeachWhy.Studies.Viewer;

/// <summary>Hostile text made short enough for a page and safe to look at; escaping comes after.</summary>
public static class Brief
{
    /// <summary>Characters of a name, a label, a cell of a list.</summary>
    public const int Name = 160;

    /// <summary>Characters of a reason or a description.</summary>
    public const int Sentence = 2_000;

    /// <summary>Most values of one list, such as factors or scores.</summary>
    public const int MostValues = 60;

    /// <param name="most">Characters shown at most.</param>
    public static string Of(string? text, int most = Name) => VisibleText.Of(Cut(text ?? "", most));

    /// <summary>A sample whose fields that filters and addresses are made of are names that a page can hold.</summary>
    public static SampleSummary Of(SampleSummary sample) => Fits(sample) ? sample : sample with
    {
        Family = Of(sample.Family),
        Company = Of(sample.Company),
        Factors = Of(sample.Factors),
        Scores = Of(sample.Scores),
    };

    private static bool Fits(SampleSummary sample) =>
        Fits(sample.Family) && Fits(sample.Company) && Fits(sample.Factors) && Fits(sample.Scores);

    private static bool Fits(IReadOnlyDictionary<string, string> values) =>
        values.Count <= MostValues && values.All(value => Fits(value.Key) && Fits(value.Value));

    private static bool Fits(string text) => text.Length <= Name && VisibleText.Of(text) == text;

    private static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> values) => values.Take(MostValues)
        .DistinctBy(value => Of(value.Key)).ToDictionary(value => Of(value.Key), value => Of(value.Value), StringComparer.Ordinal);

    private static string Cut(string text, int most) => text.Length > most ? $"{text[..most]} …" : text;
}
