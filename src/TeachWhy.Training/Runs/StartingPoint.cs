using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>What a run begins with: a model, its tokenizer, and where they come from.</summary>
internal sealed class StartingPoint : IDisposable
{
    private const float CheckpointRate = 1e-4f;
    private const int MostDefaultContext = 512;

    private StartingPoint(TransformerModel model, ITokenizer tokenizer, CheckpointOrigin? origin, float learningRate, int context)
    {
        (Model, Tokenizer, Origin, LearningRate, Context) = (model, tokenizer, origin, learningRate, context);
    }

    public TransformerModel Model { get; }

    public ITokenizer Tokenizer { get; }

    /// <summary>Null for a new model.</summary>
    public CheckpointOrigin? Origin { get; }

    /// <summary>Where none is asked for.</summary>
    public float LearningRate { get; }

    /// <summary>Tokens of the longest row.</summary>
    public int Context { get; }

    /// <exception cref="TrainingRefusedException">The model cannot be had as asked.</exception>
    public static StartingPoint Of(TrainingRequest request) =>
        request.From is { } path ? FromCheckpoint(path, request) : FromShape(request);

    public ExampleEncoder Encoder(Objective objective) => new(Tokenizer, objective, begin: null, end: null, conversation: null);

    /// <summary>Writes the model as it is.</summary>
    public void Save(string folder, CheckpointOrigin origin) => Checkpoint.Save(folder, Model, Tokenizer, origin);

    public void Dispose() => Model.Dispose();

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
            return new StartingPoint(
                checkpoint.Model, checkpoint.Tokenizer, checkpoint.Origin, CheckpointRate, request.Context ?? Math.Min(most, MostDefaultContext));
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
        var tokenizer = WordTokenizer.Load(request.Tokenizer!);
        var model = TransformerModel.Create(shape.Of(tokenizer.Count, request.Context), Seed.Of(request.Seed, "weights"));
        return new StartingPoint(model, tokenizer, origin: null, shape.LearningRate, model.Shape.Context);
    }
}
