using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What a run did: <c>training.json</c>.</summary>
public sealed record TrainingRecord
{
    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Everything that decided the result, as it was given.</summary>
    public required IReadOnlyList<RunInput> Inputs { get; init; }

    public required TransformerShape Shape { get; init; }

    public required long Parameters { get; init; }

    /// <summary>Those of them that learned.</summary>
    public required long TrainedParameters { get; init; }

    /// <summary>The options with every default filled in.</summary>
    public required TrainingOptions Options { get; init; }

    public required DataCounts Data { get; init; }

    /// <summary>Null where nothing was held out.</summary>
    public DataCounts? ValidationData { get; init; }

    /// <summary>Tokens seen, every epoch's counted.</summary>
    public required long Tokens { get; init; }

    public required IReadOnlyList<LossPoint> Losses { get; init; }

    public required IReadOnlyList<ValidationPoint> Validation { get; init; }

    /// <summary>The smallest validation loss after any step, which the checkpoint in <c>best</c> has.</summary>
    public ValidationPoint? Best { get; init; }

    /// <summary>Working time over all sessions.</summary>
    public required double Seconds { get; init; }

    /// <summary>Of training steps alone.</summary>
    public required double TokensPerSecond { get; init; }

    /// <exception cref="InvalidDataException">The file is not there or damaged.</exception>
    public static TrainingRecord Read(string path) =>
        RunFolder.Read<TrainingRecord>(path) ?? throw new InvalidDataException($"{path} is not the record of a training run.");
}
