using System.Runtime.CompilerServices;

namespace TeachWhy.Training;

/// <summary>How the learning rate falls after warm-up.</summary>
public enum ScheduleShape
{
    Linear,
    Cosine,
}

/// <summary>Everything that decides a training run.</summary>
public sealed record TrainingOptions
{
    /// <summary>Optimizer steps.</summary>
    public required int Steps { get; init => field = Positive(value); }

    /// <summary>Packed rows of one step.</summary>
    public int BatchRows { get; init => field = Positive(value); } = 8;

    /// <summary>Tokens of the longest row; null for the model's whole context. Activations need memory for as many.</summary>
    public int? Context { get; init => field = value is { } context ? Positive(context) : null; }

    /// <summary>Learning rate at the end of warm-up.</summary>
    public float PeakLearningRate { get; init => field = Positive(value); } = 3e-3f;

    /// <summary>The last step's learning rate, as a share of the peak.</summary>
    public float FinalFraction { get; init => field = Between(value, 0f, 1f); } = 0.1f;

    public ScheduleShape Schedule { get; init; } = ScheduleShape.Linear;

    /// <summary>Steps over which the learning rate rises from nothing.</summary>
    public int WarmupSteps { get; init => field = NotNegative(value); } = 60;

    /// <summary>AdamW: share of the gradient's mean that is kept each step.</summary>
    public float Beta1 { get; init => field = Between(value, 0f, 0.99999f); } = 0.9f;

    /// <summary>AdamW: share of the squared gradient's mean that is kept each step.</summary>
    public float Beta2 { get; init => field = Between(value, 0f, 0.99999f); } = 0.98f;

    /// <summary>Shrinks matrices (not gains) by this times the learning rate each step.</summary>
    public float WeightDecay { get; init => field = Between(value, 0f, 10f); } = 0.05f;

    /// <summary>Largest gradient norm; longer gradients are scaled back to it. Null turns clipping off.</summary>
    public float? GradientClip { get; init => field = value is { } clip ? Positive(clip) : null; } = 1f;

    /// <summary>Threads; the result is the same for any number.</summary>
    public int Threads { get; init => field = Positive(value); } = 1;

    /// <summary>
    /// Separate sums of gradients, added up in order at the end of a step. Part of the result: another number rounds
    /// differently. More threads than shards have nothing to do.
    /// </summary>
    public int GradientShards { get; init => field = Positive(value); } = 4;

    /// <summary>Progress is reported every so many steps, and at the last.</summary>
    public int ReportEvery { get; init => field = Positive(value); } = 20;

    private static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");

    private static float Positive(float value, [CallerMemberName] string name = "") =>
        value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and finite.");

    private static int NotNegative(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must not be negative.");

    private static float Between(float value, float low, float high, [CallerMemberName] string name = "") =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {low} and {high}.");
}
