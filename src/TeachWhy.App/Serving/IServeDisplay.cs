namespace TeachWhy.App.Serving;

/// <summary>What a person or a program sees of a running server. Called from many threads.</summary>
internal interface IServeDisplay
{
    void Listening(ServedModel model, Uri address, bool asksForToken);

    void Answered(AnsweredRequest request);

    /// <summary>A failure that nobody foresaw.</summary>
    void Failed(Exception failure);

    void Stopping(TimeSpan grace);
}

/// <summary>A request that is over.</summary>
/// <param name="Read">Tokens of its prompts.</param>
/// <param name="Written">Tokens of its answers.</param>
/// <param name="Failure">One sentence; null where all went well.</param>
internal sealed record AnsweredRequest(
    DateTimeOffset At, string Method, string Path, int Status, int Read, int Written, TimeSpan Time, string? Failure)
{
    /// <summary>Tokens written in a second of the whole request, waiting included.</summary>
    public double TokensPerSecond => Time > TimeSpan.Zero ? Written / Time.TotalSeconds : 0;
}
