using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>Events as lines of plain text.</summary>
internal static class EventLines
{
    /// <summary>One line; null for an event that is no news by itself.</summary>
    public static string? Of(StudyEvent study) => study switch
    {
        StudyEvent.StageStarted started => $"{started.Title} (stage {started.Index} of {started.Count})",
        StudyEvent.StageFinished { Reused: true } finished => $"{finished.Title}: done by an earlier run",
        StudyEvent.StageFinished finished => $"{finished.Title}: done in {Words.Of(finished.Elapsed)}",
        StudyEvent.RateMeasured rate =>
            $"Harm of {rate.ArmTitle} on {rate.Base}{(rate.Seed == 0 ? "" : $", seed {rate.Seed}")}{(rate.Family is null ? "" : $", {rate.Family}")}: " +
            $"{rate.HarmfulCount} of {rate.N}, {Words.Rate(new(rate.Rate, rate.Low, rate.High))}",
        StudyEvent.GateChecked gate =>
            $"Gate {gate.Gate} on {gate.Base}: {gate.Measured:0.00}, {(gate.AtMost ? "at most" : "at least")} {gate.Threshold:0.00} wanted: " +
            $"{(gate.Passed ? "passed" : gate.Required ? "failed" : "missed, but not required")}",
        StudyEvent.BaseUnfit unfit => $"{unfit.Base} is unfit and counted as such: {unfit.Reason}",
        StudyEvent.ArtifactDamaged damaged => $"The artifact {damaged.Path} was damaged ({damaged.Reason}) and is made again",
        StudyEvent.Warned warned => $"Warning: {warned.Text}",
        _ => null,
    };

    /// <summary>The kind of progress that an event tells of; null for one that tells of none.</summary>
    public static string? ProgressOf(StudyEvent study) => study switch
    {
        StudyEvent.StageProgress progress => $"stage {progress.Stage}",
        StudyEvent.StudyProgress => "study",
        _ => null,
    };

    /// <summary>How far a stage is, such as <c>Pretraining: 230,000 of 2,000,000 tokens, 22,000 tokens/s, about 2 min left</c>.</summary>
    public static string Of(StageState stage)
    {
        if (stage.Work is not { } work)
        {
            return stage.Title;
        }

        string?[] parts =
        [
            $"{Words.Of(work.Done)} of {Words.Of(work.Total)} {stage.Unit}",
            stage.Rate is { } rate ? $"{Words.Of(rate)} {stage.Unit}/s" : null,
            stage.Left is { } left ? Words.Left(left) : null,
            stage.Detail,
        ];
        return $"{stage.Title}: {string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)))}";
    }

    /// <summary>How far the whole study is, such as <c>stage 7 of 42, about 8 min left</c>.</summary>
    public static string Of(StudyState state)
    {
        var stages = $"{state.StagesDone} of {state.StageCount} stages done";
        return state.Whole is { } whole
            ? $"{stages}, {Words.Percent(whole.Share)}{(whole.Left is { } left ? $", {Words.Left(left)}" : "")}"
            : stages;
    }
}
