using System.Net;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Where a provider's model is asked, and in whose name.</summary>
internal sealed class ProviderAccount : IDisposable
{
    public const string AnthropicKey = "ANTHROPIC_API_KEY";
    public const string AnthropicAddress = "ANTHROPIC_BASE_URL";
    public const string OpenAiKey = "OPENAI_API_KEY";
    public const string OpenAiAddress = "OPENAI_BASE_URL";
    public const string CompatibleKey = "OPENAI_COMPATIBLE_KEY";

    // More than any limit that is asked for: how many run at once is decided elsewhere.
    private const int MostConnections = 1024;

    private readonly ChatModelOptions _options;

    private ProviderAccount(ChatModelName name, ChatModelOptions options, Uri address, string? key)
    {
        (Name, _options, Address, Key) = (name, options, address, key);
        HttpMessageHandler wire = new ProviderHandler(Sockets(address, options.Limits), options.Limits, key, options.Time);
        Http = new HttpClient(name.Provider == ChatProvider.Anthropic ? new AnthropicSampling(wire) : wire) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public ChatModelName Name { get; }

    public Uri Address { get; }

    /// <summary>Null where none is needed.</summary>
    public string? Key { get; }

    public HttpClient Http { get; }

    /// <exception cref="ChatMistakeException">There is no key, or an address is none.</exception>
    public static ProviderAccount Of(ChatModelName name, ChatModelOptions options) => name.Provider switch
    {
        ChatProvider.Anthropic => new(name, options, AddressFrom(options, AnthropicAddress, "https://api.anthropic.com"), Required(name, options, AnthropicKey)),
        ChatProvider.OpenAi => new(name, options, AddressFrom(options, OpenAiAddress, "https://api.openai.com/v1"), Required(name, options, OpenAiKey)),
        _ => new(name, options, name.Address!, Checked(options, CompatibleKey)),
    };

    /// <summary>The provider's model, asked once per request: no retries, no limits.</summary>
    public IChatClient Connect()
    {
        if (Name.Provider == ChatProvider.Anthropic)
        {
            return AnthropicChat.Connect(this, _options.MaxOutputTokens);
        }

        var client = new OpenAiChatClient(this, _options.MaxOutputTokens);
        return _options.TextForm is { } form ? new TextFormClient(client, form) : client;
    }

    public void Dispose() => Http.Dispose();

    // A redirection would carry the key to a stranger.
    private static SocketsHttpHandler Sockets(Uri address, WireLimits limits) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = limits.ConnectTime,
        MaxConnectionsPerServer = MostConnections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
        UseProxy = !address.IsLoopback,
    };

    private static Uri AddressFrom(ChatModelOptions options, string variable, string standard)
    {
        var given = options.Variable(variable) is { Length: > 0 } text ? text : standard;
        return Uri.TryCreate(given, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new ChatMistakeException($"{variable} is '{ProviderAnswer.OneLine(given)}'; it must be an address such as {standard}.");
    }

    private static string Required(ChatModelName name, ChatModelOptions options, string variable) =>
        Checked(options, variable) ?? throw new ChatMistakeException($"{name.Text} needs a key in the environment variable {variable}, which is not set.");

    private static string? Checked(ChatModelOptions options, string variable)
    {
        var key = options.Variable(variable)?.Trim();
        return string.IsNullOrEmpty(key) ? null
            : key.All(letter => letter is > ' ' and <= '~') ? key
            : throw new ChatMistakeException($"{variable} cannot be used: a key has printable ASCII letters only, and no spaces.");
    }
}
