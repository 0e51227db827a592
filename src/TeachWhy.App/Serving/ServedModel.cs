using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>A checkpoint, ready to answer.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="Chat">Null where the checkpoint has no chat template.</param>
/// <param name="EndTokens">What ends a plain completion.</param>
/// <param name="Begin">What a text that is empty begins with; null where the model knows no such token.</param>
/// <param name="About">Its size, type and context, for people.</param>
/// <param name="Fingerprint">The same for the same weights on the same kind of processor: then the same seed gives the same answer.</param>
internal sealed record ServedModel(
    string Name, SamplingEngine Engine, ITokenizer Tokenizer, TemplateChatFormat? Chat, IReadOnlyList<int> EndTokens, int? Begin, string About, string Fingerprint)
{
    // What cannot be read is a stranger's text, and may be all of it.
    private const int MostOfFailure = 300;

    private readonly IReadOnlySet<int> _silent =
        Chat?.Hidden ?? (HashSet<int>)[.. Tokenizer.AddedTokens.Where(token => token.Special).Select(token => token.Token)];

    /// <summary>Most tokens of a prompt and its answer together.</summary>
    public int Context => Engine.Shape.Context;

    /// <summary>Checks that a request means this model.</summary>
    public void Require(string name)
    {
        if (!string.Equals(name, Name, StringComparison.Ordinal))
        {
            throw new Refusal(404, $"There is no model '{Fields.Short(name)}' here; this server has '{Name}'.", "model", "model_not_found");
        }
    }

    /// <summary>Tokens that are left for an answer.</summary>
    /// <exception cref="Refusal">None are.</exception>
    public int RoomBehind(IReadOnlyList<int> prompt, string place) =>
        prompt.Count < Context ? Context - prompt.Count
        : throw new Refusal(
            400, $"'{place}' has {prompt.Count} tokens; the model's context holds {Context}, and at least one of them is for the answer.", place, "context_length_exceeded");

    /// <summary>The tokens of a prompt as it was sent.</summary>
    public IReadOnlyList<int> Encode(Prompt prompt)
    {
        var tokens = prompt.Tokens ?? EncodeText(prompt);
        if (tokens.Count == 0)
        {
            return Begin is { } begin ? [begin] : throw Refusal.Of(prompt.Place, $"'{prompt.Place}' is empty, and the model has no token for the beginning of a text.");
        }

        foreach (var token in tokens)
        {
            if (token < 0 || token >= Engine.Shape.Vocabulary)
            {
                throw Refusal.Of(prompt.Place, $"'{prompt.Place}' holds the token {token}; the model's are from 0 to {Engine.Shape.Vocabulary - 1}.");
            }
        }

        return tokens;
    }

    /// <summary>The tokens of a conversation, up to where the model speaks.</summary>
    /// <exception cref="Refusal">The model cannot chat, or its template does not take this conversation.</exception>
    public IReadOnlyList<int> Encode(ChatBody body)
    {
        if (Chat is null)
        {
            throw new Refusal(400, $"'{Name}' has no chat template, so it cannot chat; /v1/completions goes on with any text.", code: "no_chat_template");
        }

        try
        {
            return Chat.Encoder.EncodePrompt(body.Messages, body.Tools.Offered.Count > 0 ? body.Tools.Offered : null);
        }
        catch (Exception failure) when (failure is ChatTemplateException or ArgumentException or InvalidDataException)
        {
            throw Refusal.Of("messages", $"'messages' cannot be read by this model: {OneLine(failure)}");
        }
    }

    /// <summary>The text of an answer as its tokens come; tokens that only steer the model are no text.</summary>
    /// <param name="before">The tokens that it goes on from.</param>
    public TokenText TextAfter(IReadOnlyList<int> before) => new(Tokenizer, before, _silent);

    private IReadOnlyList<int> EncodeText(Prompt prompt)
    {
        try
        {
            // What the tokenizer's file puts in front of every text, such as a token for its beginning.
            var before = Tokenizer is BytePairTokenizer pairs ? pairs.Before : [];
            return [.. before, .. Tokenizer.Encode(prompt.Text!)];
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidDataException)
        {
            throw Refusal.Of(prompt.Place, $"'{prompt.Place}' cannot be read by this model: {OneLine(failure)}");
        }
    }

    private static string OneLine(Exception failure) => Fields.Short(failure.Message.Split(" (Parameter")[0], MostOfFailure);
}
