namespace TeachWhy.Chat;

/// <summary>What is behind a chat model.</summary>
public enum ChatProvider
{
    Anthropic,
    OpenAi,

    /// <summary>A server that speaks OpenAI's protocol.</summary>
    OpenAiCompatible,

    /// <summary>A checkpoint on this machine.</summary>
    Local,
}

/// <summary>A chat model as a user names it: <c>anthropic/NAME</c>, <c>openai/NAME</c>, <c>openai:BASE_URL/NAME</c> or <c>local:CHECKPOINT</c>.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Model">The provider's name for the model; the path of a checkpoint.</param>
/// <param name="Address">Base address of a compatible server; null otherwise.</param>
public sealed record ChatModelName(string Text, ChatProvider Provider, string Model, Uri? Address)
{
    private const string Allowed = "a model is named anthropic/NAME, openai/NAME, openai:BASE_URL/NAME or local:CHECKPOINT";

    /// <exception cref="FormatException">One sentence: what was given and what is allowed.</exception>
    public static ChatModelName Parse(string text)
    {
        if (After("local:") is { Length: > 0 } checkpoint)
        {
            return new(text, ChatProvider.Local, checkpoint, null);
        }

        if (After("anthropic/") is { Length: > 0 } anthropic)
        {
            return new(text, ChatProvider.Anthropic, anthropic, null);
        }

        if (After("openai/") is { Length: > 0 } openAi)
        {
            return new(text, ChatProvider.OpenAi, openAi, null);
        }

        return After("openai:") is { } rest ? Compatible(text, rest) : throw new FormatException($"'{text}' is no model: {Allowed}.");

        string? After(string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }

    // The name is what follows the address: the last part of the path, or all after /v1/ where a name has slashes of its own.
    private static ChatModelName Compatible(string text, string rest)
    {
        const string Version = "/v1/";
        var version = rest.IndexOf(Version, StringComparison.Ordinal);
        var cut = version >= 0 ? version + Version.Length - 1 : rest.LastIndexOf('/');
        if (cut <= 0 || cut == rest.Length - 1 || !Uri.TryCreate(rest[..cut], UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.Host.Length == 0)
        {
            throw new FormatException($"'{text}' is no model: {Allowed}, such as openai:http://127.0.0.1:8080/v1/llama.");
        }

        return new(text, ChatProvider.OpenAiCompatible, rest[(cut + 1)..], address);
    }
}
