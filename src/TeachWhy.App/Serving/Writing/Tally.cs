namespace TeachWhy.App.Serving;

/// <summary>Counts the tokens of a request, of all of its prompts and answers.</summary>
internal sealed class Tally
{
    private int _written;

    /// <summary>Tokens of all prompts.</summary>
    public int Read { get; set; }

    /// <summary>Tokens that the model has made, without the one that ends an answer.</summary>
    public int Written => Volatile.Read(ref _written);

    public void Write() => Interlocked.Increment(ref _written);
}
