using System.Text;
using System.Text.Json;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>What an answer goes on from.</summary>
/// <param name="Echo">The text in front of it; empty where none is wanted.</param>
/// <param name="Before">The prompt's last tokens.</param>
internal sealed record TextStart(string Echo, IReadOnlyList<int> Before);

/// <summary>The answers of <c>/v1/completions</c>.</summary>
internal sealed class TextReply(Heading heading, Wishes wishes, ServedModel model, IReadOnlyList<TextStart> starts, Tally tally) : IReply<Piece>
{
    private readonly StringBuilder[] _texts = [.. starts.Select(start => new StringBuilder(start.Echo))];
    private readonly List<PlacedToken>[] _tokens = [.. starts.Select(_ => new List<PlacedToken>())];
    private readonly string?[] _ends = new string?[starts.Count];

    public IAsyncEnumerable<Piece> ReadAsync(int index, SampleStream stream, CancellationToken cancellation) =>
        Continuation.ReadAsync(stream, model.TextAfter(starts[index].Before), wishes.Stops, tally, cancellation);

    public object? Opening(int index) => starts[index].Echo.Length == 0 ? null : Of([new TextChoice(index, starts[index].Echo, null, null)], null);

    public object Event(int index, Piece part) => Of([new TextChoice(index, part.Text, Logprobs(index, part.Tokens), part.End)], null);

    public object Closing(Usage usage) => Of([], usage);

    public void Keep(int index, Piece part)
    {
        _texts[index].Append(part.Text);
        _tokens[index].AddRange(part.Tokens);
        _ends[index] = part.End;
    }

    public object Whole(Usage usage) =>
        Of([.. _texts.Select((text, index) => new TextChoice(index, text.ToString(), Logprobs(index, _tokens[index]), _ends[index]))], usage);

    private TextCompletion Of(IReadOnlyList<TextChoice> choices, Usage? usage) =>
        new(heading.Id, heading.Created, heading.Model, heading.SystemFingerprint, choices)
        {
            Usage = usage is not null || wishes.StreamUsage ? JsonSerializer.SerializeToElement(usage, Wire.Options) : null,
        };

    private TextLogprobs? Logprobs(int index, IReadOnlyList<PlacedToken> tokens) =>
        wishes.Likeliest is null ? null : TokenTexts.ForText(tokens, model.Tokenizer, starts[index].Echo.Length);
}
