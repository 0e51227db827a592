using System.Collections.Immutable;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>All that a display knows of a running study: a pure function of the events so far.</summary>
internal sealed record StudyState
{
    public static StudyState Empty { get; } = new();

    /// <summary>Stages at work, in the order they began.</summary>
    public ImmutableList<StageState> Stages { get; init; } = [];

    /// <summary>Arms with rates, in the order they came in.</summary>
    public ImmutableList<ArmState> Arms { get; init; } = [];

    /// <summary>Stages ended so far.</summary>
    public int StagesDone { get; init; }

    /// <summary>Stages known so far.</summary>
    public int StageCount { get; init; }

    /// <summary>The whole study's work; null until the study tells of it.</summary>
    public WorkState? Whole { get; init; }

    /// <summary>The state after one more event.</summary>
    /// <param name="at">Time since the display started.</param>
    public StudyState After(StudyEvent study, TimeSpan at) => study switch
    {
        StudyEvent.StageStarted started => this with
        {
            Stages = Stages.RemoveAll(stage => stage.Is(started.Stage)).Add(new StageState(started.Stage, started.Title)),
            StageCount = Math.Max(StageCount, started.Count),
        },
        StudyEvent.StageProgress progress => this with
        {
            Stages = [.. Stages.Select(stage => stage.Is(progress.Stage) ? stage.After(progress, at) : stage)],
        },
        StudyEvent.StageFinished finished => this with
        {
            Stages = Stages.RemoveAll(stage => stage.Is(finished.Stage)),
            StagesDone = StagesDone + 1,
            StageCount = Math.Max(StageCount, StagesDone + 1),
        },
        StudyEvent.StudyProgress progress => this with
        {
            Whole = (Whole ?? new WorkState(progress.Done, at)) with { Done = progress.Done, Total = progress.Total, At = at },
        },
        StudyEvent.RateMeasured rate => this with { Arms = WithRate(rate) },
        _ => this,
    };

    private ImmutableList<ArmState> WithRate(StudyEvent.RateMeasured rate)
    {
        var index = Arms.FindIndex(arm => string.Equals(arm.Id, rate.Arm, StringComparison.Ordinal));
        return index < 0
            ? Arms.Add(new ArmState(rate.Arm, rate.ArmTitle).After(rate))
            : Arms.SetItem(index, Arms[index].After(rate));
    }
}

/// <summary>A stage at work.</summary>
internal sealed record StageState(string Id, string Title)
{
    /// <summary>Its work; null until it tells of it.</summary>
    public WorkState? Work { get; init; }

    public string Unit { get; init; } = "";

    public string? Detail { get; init; }

    /// <summary>Units per second as the stage told it, or else as seen from here.</summary>
    public double? Rate { get; init; }

    public TimeSpan? Left => Work is { } work && Rate is > 0 ? TimeSpan.FromSeconds((work.Total - work.Done) / Rate.Value) : null;

    public bool Is(string id) => string.Equals(Id, id, StringComparison.Ordinal);

    public StageState After(StudyEvent.StageProgress progress, TimeSpan at)
    {
        var work = (Work ?? new WorkState(progress.Done, at)) with { Done = progress.Done, Total = progress.Total, At = at };
        return this with { Work = work, Unit = progress.Unit, Detail = progress.Detail, Rate = progress.Rate ?? work.Speed };
    }
}

/// <summary>Work done since it was first seen, from which its speed and the time left follow.</summary>
/// <param name="FirstDone">What was done already when it was first seen: an earlier run did that.</param>
/// <param name="FirstAt">When it was first seen.</param>
internal sealed record WorkState(double FirstDone, TimeSpan FirstAt)
{
    // Before this much was seen, a speed would be a guess.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    public double Done { get; init; }

    public double Total { get; init; }

    public TimeSpan At { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Share => Total > 0 ? Math.Clamp(Done / Total, 0, 1) : 0;

    /// <summary>Units per second; null while too little was seen.</summary>
    public double? Speed => At - FirstAt >= Enough && Done > FirstDone ? (Done - FirstDone) / (At - FirstAt).TotalSeconds : null;

    /// <summary>Null while too little was seen.</summary>
    public TimeSpan? Left => Speed is { } speed ? TimeSpan.FromSeconds(Math.Max(0, Total - Done) / speed) : null;
}

/// <summary>The rates of one arm, over the bases and seeds measured so far.</summary>
internal sealed record ArmState(string Id, string Title)
{
    private ImmutableDictionary<(string Base, int Seed), ImmutableDictionary<string, StudyEvent.RateMeasured>> _runs =
        ImmutableDictionary<(string Base, int Seed), ImmutableDictionary<string, StudyEvent.RateMeasured>>.Empty;

    public int Runs => _runs.Count;

    public int Harmful => _runs.Values.Sum(run => Pooled(run, rate => rate.HarmfulCount));

    public int N => _runs.Values.Sum(run => Pooled(run, rate => rate.N));

    /// <summary>All runs together.</summary>
    public Wilson Rate => Wilson.Of(Harmful, N);

    public ArmState After(StudyEvent.RateMeasured rate)
    {
        var run = _runs.GetValueOrDefault((rate.Base, rate.Seed)) ?? ImmutableDictionary<string, StudyEvent.RateMeasured>.Empty;
        return this with { _runs = _runs.SetItem((rate.Base, rate.Seed), run.SetItem(rate.Family ?? "", rate)) };
    }

    // A run tells its rate over all families, or family by family, or both: then the families are not counted again.
    private static int Pooled(ImmutableDictionary<string, StudyEvent.RateMeasured> run, Func<StudyEvent.RateMeasured, int> count) =>
        run.TryGetValue("", out var whole) ? count(whole) : run.Values.Sum(count);
}
