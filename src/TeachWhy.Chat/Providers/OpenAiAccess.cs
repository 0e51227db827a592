using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace TeachWhy.Chat;

/// <summary>How the official client reaches an account: over our connections, without retries and limits of its own.</summary>
internal static class OpenAiAccess
{
    public static OpenAIClientOptions OptionsOf(ProviderAccount account) => new()
    {
        Endpoint = account.Address,
        Transport = new HttpClientPipelineTransport(account.Http),
        RetryPolicy = new ClientRetryPolicy(0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    };

    public static AuthenticationPolicy PolicyOf(ProviderAccount account) => account.Key is { } key
        ? ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key))
        : new NoKey();

    /// <summary>Many servers on one's own machine ask for none.</summary>
    private sealed class NoKey : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNextAsync(message, pipeline, currentIndex);
    }
}
