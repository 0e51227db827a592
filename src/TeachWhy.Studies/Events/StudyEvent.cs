using System.Text.Json.Serialization;

namespace TeachWhy.Studies.Events;

/// <summary>Something a person who waits for a study would like to know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StageStarted), "stage-started")]
[JsonDerivedType(typeof(StageProgress), "stage-progress")]
[JsonDerivedType(typeof(StageFinished), "stage-finished")]
[JsonDerivedType(typeof(StudyProgress), "study-progress")]
[JsonDerivedType(typeof(RateMeasured), "rate-measured")]
[JsonDerivedType(typeof(GateChecked), "gate-checked")]
[JsonDerivedType(typeof(BaseUnfit), "base-unfit")]
[JsonDerivedType(typeof(ArtifactDamaged), "artifact-damaged")]
[JsonDerivedType(typeof(Warned), "warned")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract record StudyEvent
{
    private StudyEvent()
    {
    }

    /// <summary>A stage began; <paramref name="Index"/> counts from 1 among <paramref name="Count"/> stages known so far.</summary>
    /// <param name="Stage">A stable id, unique within the run.</param>
    public sealed record StageStarted(string Stage, string Title, int Index, int Count) : StudyEvent;

    /// <summary>How far a stage is, in units of its own work.</summary>
    /// <param name="Unit">What is counted, such as <c>tokens</c> or <c>rollouts</c>.</param>
    /// <param name="Rate">Units per second just now; null where not known.</param>
    /// <param name="Detail">A few words, such as <c>loss 1.23</c>.</param>
    public sealed record StageProgress(string Stage, long Done, long Total, string Unit, double? Rate = null, string? Detail = null) : StudyEvent;

    /// <summary>A stage ended; <paramref name="Reused"/> where an earlier run had finished it.</summary>
    public sealed record StageFinished(
        string Stage, string Title, [property: JsonPropertyName("elapsed_seconds")] TimeSpan Elapsed, bool Reused) : StudyEvent;

    /// <summary>
    /// How far the whole study is, in any unit of equal cost (such as tokens passed through the model): the time left is estimated from it.
    /// Work that an earlier run had finished is in neither number.
    /// </summary>
    public sealed record StudyProgress(double Done, double Total) : StudyEvent;

    /// <summary>A rate was measured, with its Wilson 95% interval.</summary>
    /// <param name="Seed">The arm seed; 0 for a base before any arm.</param>
    /// <param name="Family">Null for all families together.</param>
    public sealed record RateMeasured(
        string Arm, string ArmTitle, string Base, int Seed, string? Family,
        int HarmfulCount, int N, double Rate, double Low, double High) : StudyEvent;

    /// <summary>A gate on a base was checked.</summary>
    /// <param name="AtMost">True where the threshold is an upper bound.</param>
    /// <param name="Required">False where the figure is only reported.</param>
    public sealed record GateChecked(
        string Base, string Gate, double Measured, double Threshold, bool Passed, bool AtMost = false, bool Required = true) : StudyEvent;

    /// <summary>A base failed its gates: it is reported and counted, and the next seed is taken.</summary>
    public sealed record BaseUnfit(string Base, string Reason) : StudyEvent;

    /// <summary>An artifact on disk was not what its manifest says; it is made again.</summary>
    public sealed record ArtifactDamaged(string Path, string Reason) : StudyEvent;

    /// <summary>Something a person should know, but nothing stops.</summary>
    public sealed record Warned(string Text) : StudyEvent;

    /// <summary>The report is written.</summary>
    /// <param name="Elapsed">Working time over all sessions.</param>
    public sealed record Finished(
        string ReportPath, string ResultsPath, [property: JsonPropertyName("elapsed_seconds")] TimeSpan Elapsed) : StudyEvent;
}
