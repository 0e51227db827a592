using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What a run begins with: a model, how it reads and writes, and where both come from.</summary>
internal sealed class StartingPoint : IDisposable
{
    private const float CheckpointRate = 1e-4f;
    private const float AdapterRate = 2e-4f;
    private const int MostDefaultContext = 512;

    private StartingPoint(TransformerModel model, StartingText text) => (Model, Text) = (model, text);

    public TransformerModel Model { get; }

    public StartingText Text { get; }

    /// <summary>What learns in place of the model; null where the model itself does.</summary>
    public LowRankAdapter? Adapter { get; private init; }

    /// <summary>Null for a new model.</summary>
    public CheckpointOrigin? Origin { get; private init; }

    /// <summary>Where none is asked for.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Tokens of the longest row.</summary>
    public required int Context { get; init; }

    /// <summary>What training holds at once, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>What the trainer trains.</summary>
    public ParameterBlock Learned => Adapter is null ? Model.Parameters : Adapter.Parameters;

    /// <param name="available">Bytes of memory that may be used.</param>
    /// <exception cref="TrainingRefusedException">The model cannot be had as asked, or is too large.</exception>
    public static StartingPoint Of(
        TrainingRequest request, RunFolder folder, long available, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        try
        {
            return request.From is { } path ? FromCheckpoint(path, request, available) : FromShape(request, folder, available, progress, cancellation);
        }
        catch (Exception failure) when (failure is InvalidDataException or ModelTooLargeException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingRefusedException($"{failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", failure);
        }
    }

    /// <summary>Writes the model as it is, or the adapter in PEFT's layout.</summary>
    public void Save(string folder, CheckpointOrigin origin, TrainingRequest request)
    {
        if (Adapter is { } adapter)
        {
            adapter.Save(folder, Checkpoint.InRun(request.From!));
            return;
        }
        Checkpoint.Save(folder, Model, Text.Tokenizer, origin, new CheckpointOptions
        {
            Type = request.Type,
            ChatTemplate = Text.Template,
            SpecialTokens = Text.SpecialTokens,
        });
    }

    public void Dispose()
    {
        Adapter?.Dispose();
        Model.Dispose();
    }

    private static StartingPoint FromCheckpoint(string path, TrainingRequest request, long available)
    {
        var options = request.AdapterRank is { } rank ? new LowRankOptions { Rank = rank, Alpha = request.AdapterAlpha ?? 2 * rank } : null;
        int context;
        long needed;
        using (var opened = Checkpoint.Open(path))
        {
            context = request.Context ?? Math.Min(opened.Shape.Context, MostDefaultContext);
            if (context > opened.Shape.Context)
            {
                throw new TrainingRefusedException($"--context cannot be {context}: {path} was made for at most {opened.Shape.Context} tokens.");
            }
            needed = TrainingMemory.Require(opened.Shape, request.Threads, context, options, available);
        }

        var checkpoint = Checkpoint.Load(path, available);
        var adapter = options is null ? null : LowRankAdapter.Create(checkpoint.Shape, options, Seed.Of(request.Seed, "adapter"));
        return new StartingPoint(checkpoint.Model, StartingText.Of(checkpoint.Tokenizer, checkpoint.SpecialTokens, checkpoint.ChatTemplate, request))
        {
            Adapter = adapter,
            Origin = checkpoint.Origin,
            LearningRate = adapter is null ? CheckpointRate : AdapterRate,
            Context = context,
            MemoryBytes = needed,
        };
    }

    private static StartingPoint FromShape(
        TrainingRequest request, RunFolder folder, long available, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        var named = NamedShape.All.Single(shape => shape.Name == request.Shape);
        StartingText text;
        if (request.Tokenizer is { } path)
        {
            var found = Checkpoint.LoadText(path);
            text = StartingText.Of(found.Tokenizer, found.SpecialTokens, found.ChatTemplate, request);
        }
        else
        {
            // The tokenizer may turn out smaller than asked for; what is refused is refused before it is made.
            TrainingMemory.Require(named.Of(request.Vocabulary, request.Context), request.Threads, request.Context ?? named.Context, null, available);
            text = NewTokenizer.Of(request, folder, progress, cancellation);
        }

        var shape = named.Of(text.Tokenizer.Count, request.Context);
        var needed = TrainingMemory.Require(shape, request.Threads, shape.Context, null, available);
        return new StartingPoint(TransformerModel.Create(shape, Seed.Of(request.Seed, "weights")), text)
        {
            LearningRate = named.LearningRate,
            Context = shape.Context,
            MemoryBytes = needed,
        };
    }
}
