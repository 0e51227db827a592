using System.Text;
using System.Text.Json;
using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>The answers of <c>/v1/chat/completions</c>.</summary>
internal sealed class ChatReply(Heading heading, ChatBody body, ServedModel model, Tally tally, Chance chance) : IReply<ChatPart>
{
    private readonly Kept[] _kept = [.. Enumerable.Range(0, body.Wishes.Choices).Select(_ => new Kept())];

    public IAsyncEnumerable<ChatPart> ReadAsync(int index, SampleStream stream, CancellationToken cancellation)
    {
        var pieces = Continuation.ReadAsync(stream, model.TextAfter([]), body.Wishes.Stops, tally, cancellation);
        return ChatPart.ReadAsync(pieces, new ReplyReader(model.Chat!.Form, mayCall: body.Tools.Offered.Count > 0), body.Tools.Parallel, cancellation);
    }

    public object Opening(int index) => Chunk([new ChatChunkChoice(index, new ChatDelta { Role = "assistant", Content = "" }, null, null)], null);

    public object Event(int index, ChatPart part)
    {
        var delta = part.Content switch
        {
            ReplyPart.Said said => new ChatDelta { Content = said.Text },
            ReplyPart.Thought thought => new ChatDelta { ReasoningContent = thought.Text },
            ReplyPart.Called called => new ChatDelta { ToolCalls = [Call(called, _kept[index].Called++)] },
            _ => new ChatDelta(),
        };
        return Chunk([new ChatChunkChoice(index, delta, Logprobs(part.Tokens), part.End)], null);
    }

    public object Closing(Usage usage) => Chunk([], usage);

    public void Keep(int index, ChatPart part)
    {
        var kept = _kept[index];
        kept.Tokens.AddRange(part.Tokens);
        kept.End = part.End;
        switch (part.Content)
        {
            case ReplyPart.Said said:
                kept.Said.Append(said.Text);
                break;
            case ReplyPart.Thought thought:
                kept.Thought.Append(thought.Text);
                break;
            case ReplyPart.Called called:
                kept.Calls.Add(Call(called, null));
                break;
            default:
                break;
        }
    }

    public object Whole(Usage usage) => new ChatCompletion(
        heading.Id, heading.Created, heading.Model, heading.SystemFingerprint, [.. _kept.Select(Choice)], usage);

    private ChatChoice Choice(Kept kept, int index)
    {
        var calls = kept.Calls.Count > 0 ? kept.Calls : null;
        var answer = new ChatAnswer(calls is not null && kept.Said.Length == 0 ? null : kept.Said.ToString())
        {
            ReasoningContent = kept.Thought.Length > 0 ? kept.Thought.ToString() : null,
            ToolCalls = calls,
        };
        return new ChatChoice(index, answer, Logprobs(kept.Tokens), kept.End!);
    }

    private ChatChunk Chunk(IReadOnlyList<ChatChunkChoice> choices, Usage? usage) =>
        new(heading.Id, heading.Created, heading.Model, heading.SystemFingerprint, choices)
        {
            Usage = body.Wishes.StreamUsage ? JsonSerializer.SerializeToElement(usage, Wire.Options) : null,
        };

    private ChatLogprobs? Logprobs(IReadOnlyList<PlacedToken> tokens) =>
        body.Wishes.Likeliest is null ? null : TokenTexts.ForChat(tokens, model.Tokenizer);

    private ToolCall Call(ReplyPart.Called called, int? index) => new(index, chance.Id("call_"), new CalledFunction(called.Name, called.Arguments));

    private sealed class Kept
    {
        public StringBuilder Said { get; } = new();

        public StringBuilder Thought { get; } = new();

        public List<ToolCall> Calls { get; } = [];

        public List<PlacedToken> Tokens { get; } = [];

        public int Called { get; set; }

        public string? End { get; set; }
    }
}
