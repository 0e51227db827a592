using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// From conversations to tokens, for sampling and for training. Special tokens come from the template alone: text inside messages, tools
/// and names can never become one.
/// </summary>
/// <param name="template">How the model speaks.</param>
/// <param name="tokenizer">The model's.</param>
/// <param name="special">Tokens that templates ask for by name.</param>
/// <param name="time">For templates that tell the date; null for the system's.</param>
public sealed class ChatEncoder(ChatTemplate template, ITokenizer tokenizer, SpecialTokens special, TimeProvider? time = null)
{
    private readonly ChatTokens _tokens = new(tokenizer);
    private readonly CallLayout _calls = new(template, NamesOf(tokenizer, special));
    private readonly Dictionary<string, string> _tokenNames = NamesOf(tokenizer, special);

    public ChatTemplate Template => template;

    /// <summary>Tokens that end the assistant's turn: those that the checkpoint names, and the one that the template writes.</summary>
    public IReadOnlyList<int> StopTokens => field ??= [.. special.End.Append(TurnEnd() ?? -1).Distinct().Where(token => token >= 0)];

    /// <summary>The conversation, up to where the assistant speaks.</summary>
    /// <param name="messages">In the form of OpenAI and Hugging Face.</param>
    /// <param name="tools">Function definitions; null for none.</param>
    /// <param name="variables">What else the template may ask for, such as <c>enable_thinking</c>; null for nothing.</param>
    /// <exception cref="ChatTemplateException">The template fails on the conversation or refuses it.</exception>
    public IReadOnlyList<int> EncodePrompt(JsonArray messages, JsonArray? tools = null, JsonObject? variables = null)
    {
        var chat = template.Render(Conversation(messages, tools, variables) with { AddGenerationPrompt = true });
        var tokens = new List<int>();
        _tokens.Encode(chat, 0, chat.Text.Length, _tokens.FindSpecials(chat), tokens);
        return tokens;
    }

    /// <summary>
    /// A whole conversation, with what the assistant wrote of it. The tokens before a turn are those of the prompt that asked for it:
    /// the text is cut where the assistant begins, as it is when it is sampled.
    /// </summary>
    /// <exception cref="ChatTemplateException">The template fails on the conversation or refuses it.</exception>
    public ChatExample EncodeExample(JsonArray messages, JsonArray? tools = null, JsonObject? variables = null)
    {
        var conversation = Conversation(messages, tools, variables);
        var chat = template.Render(conversation);
        var specials = _tokens.FindSpecials(chat);
        var turns = new AssistantWords(template, conversation, chat, specials, special.End).Find();

        var tokens = new List<int>();
        var written = new List<bool>();
        var at = 0;
        foreach (var (start, end) in turns)
        {
            Add(at, start, isWritten: false);
            Add(start, end, isWritten: true);
            at = end;
        }

        Add(at, chat.Text.Length, isWritten: false);
        var spoken = messages.Count(AssistantWords.IsAssistant);
        return new ChatExample(tokens, written, spoken, Math.Min(spoken, turns.Count));

        void Add(int from, int to, bool isWritten)
        {
            _tokens.Encode(chat, from, to, specials, tokens);
            written.AddRange(Enumerable.Repeat(isWritten, tokens.Count - written.Count));
        }
    }

    /// <summary>The special token behind an answer; null where there is none.</summary>
    private int? TurnEnd()
    {
        var specials = tokenizer.AddedTokens.Where(token => token.Special).Select(token => token.Token).ToHashSet();
        if (specials.Count == 0)
        {
            return null;
        }

        JsonArray talk = [new JsonObject { ["role"] = "user", ["content"] = "?" }, new JsonObject { ["role"] = "assistant", ["content"] = "!" }];
        try
        {
            var example = EncodeExample(talk);
            var last = example.Written.ToList().LastIndexOf(true);
            return last >= 0 && specials.Contains(example.Tokens[last]) ? example.Tokens[last] : null;
        }
        catch (ChatTemplateException)
        {
            return null;
        }
    }

    private ChatConversation Conversation(JsonArray messages, JsonArray? tools, JsonObject? variables) => new(_calls.Fit(messages))
    {
        Tools = tools,
        Variables = variables,
        TokenNames = _tokenNames,
        Time = time ?? TimeProvider.System,
    };

    private static Dictionary<string, string> NamesOf(ITokenizer tokenizer, SpecialTokens special)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("bos_token", special.Begin);
        Add("eos_token", special.End.Count > 0 ? special.End[0] : null);
        Add("pad_token", special.Padding);
        return names;

        void Add(string name, int? token)
        {
            if (token is { } known)
            {
                names[name] = tokenizer.Decode([known]);
            }
        }
    }
}
