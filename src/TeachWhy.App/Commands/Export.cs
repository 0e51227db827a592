using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

internal enum ExportFormat
{
    HuggingFace,
    Gguf,

    /// <summary>An evaluation log as Inspect's archive.</summary>
    InspectArchive,

    /// <summary>An evaluation log as one file of JSON.</summary>
    InspectJson,

    /// <summary>A dataset for TRL.</summary>
    Trl,

    /// <summary>A dataset for Axolotl.</summary>
    Axolotl,

    /// <summary>A dataset for OpenAI's fine-tuning.</summary>
    OpenAI,
}

/// <summary>What to export, and how.</summary>
internal sealed record ExportRequest
{
    public required string Checkpoint { get; init; }

    public required ExportFormat Format { get; init; }

    public required string Output { get; init; }

    /// <summary>Null for what the checkpoint has.</summary>
    public WeightType? Type { get; init; }

    /// <summary>The folder of an adapter; null without.</summary>
    public string? Adapter { get; init; }

    /// <summary>Tokens that end a text beside those the checkpoint names.</summary>
    public IReadOnlyList<string> End { get; init; } = [];

    public bool Force { get; init; }
}

/// <summary>What was exported.</summary>
/// <param name="Bytes">Of everything written.</param>
/// <param name="Wide">Matrices that had to be stored wider than asked for.</param>
/// <param name="IsWords">The tokenizer knows whole words only.</param>
/// <param name="Chats">A chat template went with it.</param>
internal sealed record Export(long Parameters, WeightType Type, long Bytes, IReadOnlyList<string> Wide, bool IsWords, bool Chats)
{
    /// <summary>Reads weights a stretch at a time, so that a model larger than memory can be exported; with an adapter it is loaded.</summary>
    public static Export Run(ExportRequest request, CancellationToken cancellation)
    {
        using var checkpoint = request.Adapter is null ? Transformer.Checkpoint.Open(request.Checkpoint) : Transformer.Checkpoint.Load(request.Checkpoint);
        if (request.Adapter is { } folder)
        {
            using var adapter = LowRankAdapter.Load(folder, checkpoint.Shape);
            adapter.MergeInto(checkpoint.Model);
        }
        var stored = request is { Format: ExportFormat.HuggingFace, Type: null } && checkpoint.StoredAs == WeightType.Quantized8 ? WeightType.Float32 : checkpoint.StoredAs;
        var options = new CheckpointOptions
        {
            Type = request.Type ?? stored,
            ChatTemplate = checkpoint.ChatTemplate,
            SpecialTokens = checkpoint.SpecialTokens with { End = [.. checkpoint.SpecialTokens.End.Concat(request.End.Select(Token)).Distinct()] },
        };
        if (request.Format == ExportFormat.Gguf && options.SpecialTokens.End.Count == 0)
        {
            throw new Mistake($"{request.Checkpoint} names no token that ends a text, and llama.cpp needs one; name it with --end.");
        }
        var weights = new StoppableWeights(checkpoint.Weights, cancellation);
        IReadOnlyList<string> wide = [];
        if (request.Format == ExportFormat.Gguf)
        {
            wide = Transformer.Checkpoint.SaveGguf(request.Output, weights, checkpoint.Tokenizer, checkpoint.Origin, options);
        }
        else
        {
            Transformer.Checkpoint.Save(request.Output, weights, checkpoint.Tokenizer, checkpoint.Origin, options);
        }
        return new Export(checkpoint.Shape.ParameterCount, options.Type, SizeOf(request.Output), wide, checkpoint.Tokenizer is WordTokenizer, checkpoint.ChatTemplate is not null);

        int Token(string text) => checkpoint.Tokenizer.Find(text) ?? throw new Mistake($"--end cannot be '{text}': the checkpoint has no such token.");
    }

    private static long SizeOf(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length)
        : new FileInfo(path).Length;

    /// <summary>Weights whose reading can be stopped.</summary>
    private sealed class StoppableWeights(IWeightSource source, CancellationToken cancellation) : IWeightSource
    {
        public TransformerShape Shape => source.Shape;

        public void Read(string name, long start, Span<float> destination)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Read(name, start, destination);
        }

        public void Dispose()
        {
            // Borrowed.
        }
    }
}
