namespace TeachWhy.Training;

/// <summary>The training loss after some steps: the mean over those since the point before.</summary>
public sealed record LossPoint(int Step, long Tokens, double Loss, double LearningRate);

/// <summary>The validation loss after some steps.</summary>
public sealed record ValidationPoint(int Step, double Loss);

/// <summary>What a run has found so far, beside the trainer's state.</summary>
public sealed record RunNotes
{
    public IReadOnlyList<LossPoint> Losses { get; init; } = [];

    public IReadOnlyList<ValidationPoint> Validation { get; init; } = [];

    /// <summary>Σ loss of the steps since the last point.</summary>
    public double LossSum { get; init; }

    /// <summary>Steps since the last point.</summary>
    public int LossSteps { get; init; }

    /// <summary>Seconds of work over all sessions.</summary>
    public double Seconds { get; init; }

    /// <summary>Of them, those in training steps.</summary>
    public double StepSeconds { get; init; }

    /// <summary>The smallest validation loss after any step; null where none was measured.</summary>
    public ValidationPoint? Best => Validation.Where(point => point.Step > 0).MinBy(point => point.Loss);
}
