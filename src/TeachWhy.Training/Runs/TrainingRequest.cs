using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What a person asks of a training run. Null leaves a choice to the run, which says what it chose.</summary>
public sealed record TrainingRequest
{
    /// <summary>The checkpoint to go on from: a folder or a GGUF file. Null for a new model.</summary>
    public string? From { get; init; }

    /// <summary>The shape of a new model; see <see cref="NamedShape"/>.</summary>
    public string? Shape { get; init; }

    public required Objective Objective { get; init; }

    /// <summary>Files of one example per line.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Where everything goes that the run writes.</summary>
    public required string Folder { get; init; }

    /// <summary>A folder with the tokenizer of a new model; null to make one from the data.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Tokens of a tokenizer that is made from the data.</summary>
    public int Vocabulary { get; init; } = 4096;

    /// <summary>A file with a chat template; null for the checkpoint's own.</summary>
    public string? Template { get; init; }

    /// <summary>Trains an adapter of this rank on the frozen checkpoint (LoRA); null for the model itself.</summary>
    public int? AdapterRank { get; init; }

    /// <summary>The adapter's strength: what it adds is multiplied by this over the rank. Null for twice the rank.</summary>
    public float? AdapterAlpha { get; init; }

    /// <summary>Optimizer steps; at most one of steps, epochs and tokens is given, and one epoch where none is.</summary>
    public int? Steps { get; init; }

    /// <summary>Times that all data is seen.</summary>
    public int? Epochs { get; init; }

    /// <summary>Tokens to train on.</summary>
    public long? Tokens { get; init; }

    /// <summary>Tokens of one step, in rows of <see cref="Context"/>; null for eight rows.</summary>
    public int? BatchTokens { get; init; }

    /// <summary>Tokens of the longest row; null for the model's context, but of a checkpoint at most 512.</summary>
    public int? Context { get; init; }

    /// <summary>Learning rate after warm-up; null for the shape's own, 1e-4 from a checkpoint, 2e-4 for an adapter.</summary>
    public float? LearningRate { get; init; }

    public ScheduleShape Schedule { get; init; } = ScheduleShape.Linear;

    /// <summary>Steps until the learning rate is reached; null for a tenth of all, at most 60.</summary>
    public int? Warmup { get; init; }

    public float WeightDecay { get; init; } = 0.05f;

    /// <summary>Largest gradient norm; null for no limit.</summary>
    public float? Clip { get; init; } = 1f;

    /// <summary>Everything random derives from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Changes the time taken, never the result.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>Files that are never trained on; the loss on them is measured.</summary>
    public IReadOnlyList<string> Validation { get; init; } = [];

    /// <summary>Share of the data that is held out instead; null for a twentieth where there is no validation file.</summary>
    public double? ValidationShare { get; init; }

    /// <summary>Steps between measurements of the validation loss; null for a twentieth of all.</summary>
    public int? EvaluateEvery { get; init; }

    /// <summary>Steps between saves; null for a twentieth of all.</summary>
    public int? SaveEvery { get; init; }

    /// <summary>How the saved weights are stored; learning is always in float32.</summary>
    public WeightType Type { get; init; }

    /// <summary>Cuts documents longer than a row where the row ends, rather than going on in another row. A supervised run always does.</summary>
    public bool Truncate { get; init; }
}
