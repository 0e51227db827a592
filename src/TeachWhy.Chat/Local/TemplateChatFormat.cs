using Microsoft.Extensions.AI;
using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>The way any checkpoint with a chat template speaks: the template writes the prompt, and tells how replies are to be read.</summary>
public sealed class TemplateChatFormat : IChatTemplate
{
    private readonly ITokenizer _tokenizer;

    /// <param name="special">The checkpoint's.</param>
    /// <param name="time">For templates that tell the date; null for the system's.</param>
    public TemplateChatFormat(ChatTemplate template, ITokenizer tokenizer, SpecialTokens special, TimeProvider? time = null)
    {
        _tokenizer = tokenizer;
        Encoder = new ChatEncoder(template, tokenizer, special, time);
        Form = ReplyForm.Of(template);

        Hidden = (HashSet<int>)[.. tokenizer.AddedTokens.Where(token => token.Special && !Form.Marks.Contains(token.Text, StringComparer.Ordinal)).Select(token => token.Token)];
    }

    public ChatEncoder Encoder { get; }

    /// <summary>How replies are read.</summary>
    public ReplyForm Form { get; }

    /// <summary>Tokens that are no text: special ones, but for the marks that have to be seen to be read.</summary>
    public IReadOnlySet<int> Hidden { get; }

    public IReadOnlyList<int> StopTokens => Encoder.StopTokens;

    /// <summary>The format of a checkpoint; null where it has no chat template.</summary>
    /// <exception cref="ChatTemplateException">It has one that cannot be read.</exception>
    public static TemplateChatFormat? Of(Checkpoint checkpoint, TimeProvider? time = null) =>
        checkpoint.ChatTemplate is { } template ? new(ChatTemplate.Parse(template), checkpoint.Tokenizer, checkpoint.SpecialTokens, time) : null;

    public IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        Encoder.EncodePrompt(ChatJson.Messages(messages), ChatJson.Tools(options));

    public IReplyDecoder Decoder(ChatOptions? options) => new ReplyDecoder(
        new TokenText(_tokenizer, [], Hidden), new ReplyReader(Form, ChatJson.Tools(options) is not null));

    private sealed class ReplyDecoder(TokenText text, ReplyReader reader) : IReplyDecoder
    {
        private int _calls;

        public IReadOnlyList<AIContent> Add(int token) => Contents(reader.Add(text.Add(token)));

        public IReadOnlyList<AIContent> Finish() => Contents([.. reader.Add(text.Finish()), .. reader.Finish()]);

        private AIContent[] Contents(IReadOnlyList<ReplyPart> parts) =>
            [.. parts.Select(part => ReplyContents.Of(part, part is ReplyPart.Called ? ++_calls : _calls))];
    }
}
