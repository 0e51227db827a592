using System.Text;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>Tokens with their probabilities, in the forms of both kinds of answer.</summary>
internal static class TokenTexts
{
    // JSON has no infinity; what cannot come at all gets the figure that OpenAI gives to what is very unlikely.
    private const float Unlikely = -9999f;

    public static ChatLogprobs ForChat(IEnumerable<PlacedToken> tokens, ITokenizer tokenizer) => new(
    [
        .. tokens.Select(placed => new ChatTokenLogprob(
            Text(placed.Token.Token, tokenizer), Finite(placed.Token.LogProbability), Bytes(placed.Token.Token, tokenizer),
            [
                .. placed.Token.Likeliest.Select(likely => new ChatLikelyToken(
                    Text(likely.Token, tokenizer), Finite(likely.LogProbability), Bytes(likely.Token, tokenizer))),
            ])),
    ]);

    public static TextLogprobs ForText(IReadOnlyList<PlacedToken> tokens, ITokenizer tokenizer, int offset) => new(
        [.. tokens.Select(placed => Text(placed.Token.Token, tokenizer))],
        [.. tokens.Select(placed => Finite(placed.Token.LogProbability))],
        [.. tokens.Select(placed => Likeliest(placed.Token, tokenizer))],
        [.. tokens.Select(placed => placed.Offset + offset)]);

    // Two tokens may look alike; the likelier one stands for both.
    private static Dictionary<string, float> Likeliest(SampledToken token, ITokenizer tokenizer)
    {
        var likeliest = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var likely in token.Likeliest)
        {
            likeliest.TryAdd(Text(likely.Token, tokenizer), Finite(likely.LogProbability));
        }

        return likeliest;
    }

    private static string Text(int token, ITokenizer tokenizer) => tokenizer.Decode([token]);

    // A token that is a part of a character has no text of its own, but it has bytes.
    private static int[] Bytes(int token, ITokenizer tokenizer)
    {
        var bytes = tokenizer is BytePairTokenizer pairs ? pairs.Bytes(token) : Encoding.UTF8.GetBytes(Text(token, tokenizer));
        var numbers = new int[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            numbers[i] = bytes[i];
        }

        return numbers;
    }

    private static float Finite(float logProbability) => MathF.Max(logProbability, Unlikely);
}
