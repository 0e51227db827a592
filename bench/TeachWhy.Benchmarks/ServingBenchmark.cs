using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>
/// Clients of any server that speaks OpenAI's completions: each sends a request, waits for all of the answer, and sends
/// the next. Prompts are tokens, so that no server's tokenizer is measured.
/// </summary>
internal static class ServingBenchmark
{
    private const int PromptTokens = 64;
    private const int AnswerTokens = 64;
    private const double WarmupSeconds = 1;

    /// <summary>One line: clients, requests a second, tokens a second, and all tokens that were written, those of the warm-up too.</summary>
    /// <param name="address">Such as <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="clients">Requests that are in work at the same time.</param>
    /// <param name="extra">Further fields of the body, such as <c>,"ignore_eos":true</c>.</param>
    public static async Task DriveAsync(string address, string model, int vocabulary, int clients, double seconds, string extra, TextWriter output)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
        var (_, warm) = await RunAsync(WarmupSeconds);
        var watch = Stopwatch.StartNew();
        var (requests, tokens) = await RunAsync(seconds);
        var elapsed = watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clients} {requests / elapsed:0.0} {tokens / elapsed:0} {warm + tokens}"));

        async Task<(long Requests, long Tokens)> RunAsync(double duration)
        {
            var running = Stopwatch.StartNew();
            var (requests, tokens) = (0L, 0L);
            await Task.WhenAll(Enumerable.Range(0, clients).Select(async number =>
            {
                for (var round = 0; running.Elapsed.TotalSeconds < duration; round++)
                {
                    var written = await AskAsync(client, model, vocabulary, Seed.Of((ulong)number, "round", round), extra);
                    Interlocked.Add(ref tokens, written);
                    Interlocked.Increment(ref requests);
                }
            }));
            return (requests, tokens);
        }
    }

    private static async Task<long> AskAsync(HttpClient client, string model, int vocabulary, ulong seed, string extra)
    {
        var random = new RandomSource(seed);
        var prompt = string.Join(',', Enumerable.Range(0, PromptTokens).Select(_ => random.NextInt(vocabulary)));
        var body = $$"""{"model":"{{model}}","prompt":[{{prompt}}],"max_tokens":{{AnswerTokens}},"temperature":1,"seed":{{seed % int.MaxValue}}{{extra}} }""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/completions", content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? (long)JsonNode.Parse(text)!["usage"]!["completion_tokens"]! : throw new InvalidOperationException(text);
    }
}
