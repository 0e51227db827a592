using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenAI.Files;

namespace TeachWhy.Chat;

/// <summary>Files and jobs of an account, one request at a time: no retries. The official client carries the requests and writes the upload; replies are read by us.</summary>
internal sealed class FineTuningWire(ProviderAccount account, ChatModelOptions options)
{
    // Nobody thinks here, as a model does: what is not answered by then will not be.
    private static readonly TimeSpan MostToAnswer = TimeSpan.FromMinutes(2);

    // Slower than this is no connection.
    private const double UploadedBytesPerSecond = 64 << 10;

    private readonly OpenAIFileClient _client = new(OpenAiAccess.PolicyOf(account), OpenAiAccess.OptionsOf(account));

    /// <param name="path">Below the account's address.</param>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync("GET", path, null, cancellation);

    /// <inheritdoc cref="GetAsync"/>
    public Task<JsonElement> PostAsync(string path, JsonObject? body, CancellationToken cancellation) => SendAsync("POST", path, body, cancellation);

    /// <summary>Uploads a file for fine-tuning; it is read as it is sent.</summary>
    /// <param name="name">As the provider is to call it.</param>
    public Task<JsonElement> UploadAsync(string file, string name, CancellationToken cancellation)
    {
        var most = options.Limits.AttemptTime + TimeSpan.FromSeconds(new FileInfo(file).Length / UploadedBytesPerSecond);
        return Attempt.RunAsync(
            async token =>
            {
                await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous);
                var result = await _client.UploadFileAsync(content, name, FileUploadPurpose.FineTune, token);
                return FineTuningReply.Parse(result.GetRawResponse().Content);
            },
            most, options.Time, cancellation);
    }

    private Task<JsonElement> SendAsync(string method, string path, JsonObject? body, CancellationToken cancellation) => Attempt.RunAsync(
        async token =>
        {
            using var message = _client.Pipeline.CreateMessage();
            message.Request.Method = method;
            message.Request.Uri = new Uri($"{account.Address.AbsoluteUri.TrimEnd('/')}/{path}");
            message.Request.Headers.Set("Accept", "application/json");
            if (body is not null)
            {
                message.Request.Headers.Set("Content-Type", "application/json");
                message.Request.Content = System.ClientModel.BinaryContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body)));
            }

            message.Apply(new RequestOptions { CancellationToken = token });
            await _client.Pipeline.SendAsync(message);
            return FineTuningReply.Parse(message.Response!.Content);
        },
        Shorter(options.Limits.AttemptTime, MostToAnswer), options.Time, cancellation);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
