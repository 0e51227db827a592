using System.Text.Json.Serialization;

namespace TeachWhy.Training;

/// <summary>Something a person who waits for a training run would like to know.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(TokenizerTrained), "tokenizer-trained")]
[JsonDerivedType(typeof(DataRead), "data-read")]
[JsonDerivedType(typeof(DataReady), "data-ready")]
[JsonDerivedType(typeof(ModelReady), "model-ready")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Stepped), "stepped")]
[JsonDerivedType(typeof(Evaluated), "evaluated")]
[JsonDerivedType(typeof(Saved), "saved")]
[JsonDerivedType(typeof(Warned), "warned")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract record TrainingEvent
{
    private TrainingEvent()
    {
    }

    /// <summary>A tokenizer was made from the data.</summary>
    /// <param name="Vocabulary">Its different tokens.</param>
    /// <param name="Asked">As many as were asked for; small data may not fill them.</param>
    public sealed record TokenizerTrained(int Vocabulary, int Asked) : TrainingEvent;

    /// <summary>How far the data is read.</summary>
    public sealed record DataRead(string File, long Documents, long Tokens) : TrainingEvent;

    /// <summary>The data is read and on disk as rows.</summary>
    /// <param name="Validation">Null where nothing is held out.</param>
    /// <param name="ValidationTokens">As many tokens of it as each evaluation reads at most.</param>
    /// <param name="Reused">An earlier run in the folder had done it.</param>
    public sealed record DataReady(DataCounts Training, DataCounts? Validation, long ValidationTokens, bool Reused) : TrainingEvent;

    /// <summary>The model and the plan stand.</summary>
    /// <param name="Parameters">Numbers of the model.</param>
    /// <param name="Trained">Those that learn.</param>
    /// <param name="BatchRows">Rows of one step, of at most <paramref name="Context"/> tokens each.</param>
    /// <param name="MemoryBytes">What training needs, about.</param>
    public sealed record ModelReady(
        string Model, long Parameters, long Trained, int Steps, int BatchRows, int Context, double LearningRate, int Threads, long MemoryBytes) : TrainingEvent;

    /// <summary>An earlier session's state was taken up.</summary>
    public sealed record Resumed(int Step, int Steps, long Tokens) : TrainingEvent;

    /// <summary>One step.</summary>
    /// <param name="Step">Steps done.</param>
    /// <param name="Tokens">Tokens seen so far.</param>
    /// <param name="Loss">Mean cross-entropy of the step's trained tokens.</param>
    /// <param name="ValidationLoss">The latest that was measured; null where none was.</param>
    /// <param name="GradientNorm">Before clipping.</param>
    /// <param name="TokensPerSecond">Of this session's training, evaluations and saves left out.</param>
    /// <param name="SecondsLeft">With evaluations and saves; null while too little was seen.</param>
    public sealed record Stepped(
        int Step, int Steps, long Tokens, double Loss, double? ValidationLoss, double GradientNorm, double LearningRate,
        double TokensPerSecond, double? SecondsLeft) : TrainingEvent;

    /// <summary>The validation loss was measured.</summary>
    /// <param name="Best">The smallest after any step so far; null before the first.</param>
    public sealed record Evaluated(int Step, int Steps, double Loss, double? Best) : TrainingEvent;

    /// <summary>State and checkpoint are on disk.</summary>
    public sealed record Saved(int Step, string Path) : TrainingEvent;

    /// <summary>Something a person should know, but nothing stops.</summary>
    public sealed record Warned(string Text) : TrainingEvent;

    /// <summary>The run is over.</summary>
    /// <param name="Checkpoint">The trained model's folder.</param>
    /// <param name="Record">The file that says what was done.</param>
    public sealed record Finished(string Checkpoint, string Record, long Tokens, double Loss, double? ValidationLoss, double Seconds) : TrainingEvent;
}
