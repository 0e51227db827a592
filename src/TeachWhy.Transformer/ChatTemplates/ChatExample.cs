namespace TeachWhy.Transformer;

/// <summary>A conversation to train on.</summary>
/// <param name="Tokens">All of it.</param>
/// <param name="Written">For each token, whether the assistant wrote it; the token that ends its turn is its own.</param>
/// <param name="Turns">Messages of the assistant.</param>
/// <param name="TrainedTurns">Those of them whose words could be told from all others. The rest stands in the tokens, unmarked.</param>
public sealed record ChatExample(IReadOnlyList<int> Tokens, IReadOnlyList<bool> Written, int Turns, int TrainedTurns)
{
    /// <summary>How many tokens the assistant wrote.</summary>
    public int WrittenTokens => Written.Count(written => written);
}
