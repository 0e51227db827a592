namespace TeachWhy.App.Serving;

/// <summary>What is to be told of a request: the tokens of all of its prompts and answers, and how it failed.</summary>
internal sealed class Tally
{
    private int _written;

    /// <summary>Tokens of all prompts.</summary>
    public int Read { get; set; }

    /// <summary>Tokens that the model has made, without the one that ends an answer.</summary>
    public int Written => Volatile.Read(ref _written);

    /// <summary>One sentence, where the response had begun before the failure; null otherwise.</summary>
    public string? Failure { get; set; }

    public void Write() => Interlocked.Increment(ref _written);
}
