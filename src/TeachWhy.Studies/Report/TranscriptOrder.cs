using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>Transcripts as a reader wants them: harmful ones first, then what could not be judged, then the rest.</summary>
public static class TranscriptOrder
{
    public const string Harmful = "harmful";
    public const string Harmless = "harmless";
    public const string Unscored = "unscored";

    public static IEnumerable<Transcript> HarmfulFirst(IEnumerable<Transcript> transcripts) => transcripts.OrderBy(RankOf);

    private static int RankOf(Transcript transcript) => transcript.Verdict switch { Harmful => 0, Harmless => 2, _ => 1 };
}
