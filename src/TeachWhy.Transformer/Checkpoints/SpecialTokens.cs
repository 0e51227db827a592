namespace TeachWhy.Transformer;

/// <summary>The tokens that are no text: a checkpoint names them beside its tokenizer.</summary>
/// <param name="Begin">Begins a text where the model was trained so; null without.</param>
/// <param name="End">Each of these ends a text or an answer; where more than one is named, the first is the tokenizer's own.</param>
/// <param name="Padding">Fills rows in other programs; null without.</param>
public sealed record SpecialTokens(int? Begin, IReadOnlyList<int> End, int? Padding)
{
    /// <summary>A text that begins and ends without a sign.</summary>
    public static SpecialTokens None { get; } = new(null, [], null);

    /// <summary>Checks that each is a token of the vocabulary.</summary>
    /// <exception cref="InvalidDataException">One is not.</exception>
    internal SpecialTokens Within(int vocabulary, string path)
    {
        foreach (var token in (int?[])[Begin, Padding, .. End])
        {
            if (token is < 0 || token >= vocabulary)
            {
                throw new InvalidDataException($"{path} names the special token {token}; the model has tokens from 0 to {vocabulary - 1}.");
            }
        }
        return this;
    }
}
