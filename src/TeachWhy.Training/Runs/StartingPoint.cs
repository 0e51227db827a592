using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What a run begins with: a model, its tokenizer, and where they come from.</summary>
internal sealed class StartingPoint : IDisposable
{
    private const float CheckpointRate = 1e-4f;
    private const float AdapterRate = 2e-4f;
    private const int MostDefaultContext = 512;

    private readonly string? _baseModel;

    private StartingPoint(TransformerModel model, ITokenizer tokenizer, string? baseModel, CheckpointOrigin? origin, LowRankAdapter? adapter)
    {
        (Model, Tokenizer, _baseModel, Origin, Adapter) = (model, tokenizer, baseModel, origin, adapter);
    }

    public TransformerModel Model { get; }

    public ITokenizer Tokenizer { get; }

    /// <summary>What learns in place of the model; null where the model itself does.</summary>
    public LowRankAdapter? Adapter { get; }

    /// <summary>What the trainer trains.</summary>
    public ParameterBlock Learned => Adapter is null ? Model.Parameters : Adapter.Parameters;

    /// <summary>Null for a new model.</summary>
    public CheckpointOrigin? Origin { get; }

    /// <summary>Where none is asked for.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Tokens of the longest row.</summary>
    public required int Context { get; init; }

    /// <exception cref="TrainingRefusedException">The model cannot be had as asked.</exception>
    public static StartingPoint Of(TrainingRequest request) =>
        request.From is { } path ? FromCheckpoint(path, request) : FromShape(request);

    public ExampleEncoder Encoder(Objective objective) => new(Tokenizer, objective, begin: null, end: null, conversation: null);

    /// <summary>Writes the model as it is, or the adapter in PEFT's layout.</summary>
    public void Save(string folder, CheckpointOrigin origin)
    {
        if (Adapter is { } adapter)
        {
            adapter.Save(folder, _baseModel);
        }
        else
        {
            Checkpoint.Save(folder, Model, Tokenizer, origin);
        }
    }

    public void Dispose()
    {
        Adapter?.Dispose();
        Model.Dispose();
    }

    private static StartingPoint FromCheckpoint(string path, TrainingRequest request)
    {
        try
        {
            var checkpoint = Checkpoint.Load(path);
            var most = checkpoint.Model.Shape.Context;
            if (request.Context > most)
            {
                checkpoint.Dispose();
                throw new TrainingRefusedException($"--context cannot be {request.Context}: {path} was made for at most {most} tokens.");
            }
            var adapter = AdapterOf(request) is { } options
                ? LowRankAdapter.Create(checkpoint.Model.Shape, options, Seed.Of(request.Seed, "adapter"))
                : null;
            return new StartingPoint(checkpoint.Model, checkpoint.Tokenizer, path, checkpoint.Origin, adapter)
            {
                LearningRate = adapter is null ? CheckpointRate : AdapterRate,
                Context = request.Context ?? Math.Min(most, MostDefaultContext),
            };
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingRefusedException($"There is no checkpoint in {path}: {failure.Message.TrimEnd('.')}.", failure);
        }
        catch (InvalidDataException damage)
        {
            throw new TrainingRefusedException(damage.Message, damage);
        }
    }

    private static StartingPoint FromShape(TrainingRequest request)
    {
        var shape = NamedShape.All.Single(shape => shape.Name == request.Shape);
        var tokenizer = Tokenizers(request.Tokenizer!);
        var model = TransformerModel.Create(shape.Of(tokenizer.Count, request.Context), Seed.Of(request.Seed, "weights"));
        return new StartingPoint(model, tokenizer, baseModel: null, origin: null, adapter: null)
        {
            LearningRate = shape.LearningRate,
            Context = model.Shape.Context,
        };
    }

    private static LowRankOptions? AdapterOf(TrainingRequest request) => request.AdapterRank is { } rank
        ? new LowRankOptions { Rank = rank, Alpha = request.AdapterAlpha ?? 2 * rank }
        : null;

    private static ITokenizer Tokenizers(string folder)
    {
        try
        {
            return TeachWhy.Transformer.Tokenizer.Load(folder);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingRefusedException($"There is no tokenizer in {folder}: it needs a tokenizer.json.", failure);
        }
        catch (InvalidDataException damage)
        {
            throw new TrainingRefusedException(damage.Message, damage);
        }
    }
}
