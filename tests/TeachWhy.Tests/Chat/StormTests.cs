using System.Collections.Concurrent;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class StormTests
{
    private const int Requests = 10_000;

    // One in five attempts fails in one of the ways that pass; what was asked must come back once, to who asked it.
    [Fact]
    public async Task Ten_thousand_requests_over_a_server_that_fails_one_in_five_are_all_answered_once()
    {
        var (failed, answeredBy) = (0, new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        await using var server = await ScriptedServer.StartAsync(
            request =>
            {
                if (request.Number % 5 == 0)
                {
                    Interlocked.Increment(ref failed);
                    return (request.Number / 5 % 5) switch
                    {
                        0 => new ScriptedReply.Status(500),
                        1 => new ScriptedReply.Status(529, "overloaded", "overloaded_error"),
                        2 => new ScriptedReply.Status(429, RetryAfter: "1"),
                        3 => new ScriptedReply.Raw("{\"choices\":"),
                        _ => new ScriptedReply.Drop(new ScriptedReply.Said { Text = request.Last }),
                    };
                }

                answeredBy.AddOrUpdate(request.Last, 1, (_, times) => times + 1);
                return new ScriptedReply.Said { Text = $"about {request.Last}", InputTokens = 3, OutputTokens = 2 };
            },
            keeps: false);
        using var model = server.Open("openai/scripted");

        var texts = new string[Requests];
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (index, cancellation) =>
            texts[index] = (await model.AskAsync($"number {index}", cancellation: cancellation)).Text);

        Assert.All(texts, (text, index) => Assert.Equal($"about number {index}", text));
        Assert.Equal(Requests, answeredBy.Count);
        Assert.All(answeredBy.Values, times => Assert.Equal(1, times));
        Assert.Equal(Requests + failed, server.Asked);
        var statistics = model.Statistics;
        Assert.Equal((Requests, failed, 0, 0, 0), (statistics.Answered, statistics.Retries, statistics.Failed, statistics.Running, statistics.Waiting));
        Assert.Equal((3L * Requests, 2L * Requests), (statistics.Usage.InputTokenCount!.Value, statistics.Usage.OutputTokenCount!.Value));
    }

    // A storm of refusals: those who wait come back a few at a time, and none is lost.
    [Fact]
    public async Task A_storm_of_refusals_is_sat_out()
    {
        await using var server = await ScriptedServer.StartAsync(
            request => request.Number <= 100 ? new ScriptedReply.Status(429, RetryAfter: "20") : new ScriptedReply.Said { Text = request.Last }, keeps: false);
        using var model = server.Open("anthropic/scripted");

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => model.AskAsync($"number {index}")));

        Assert.All(replies, (reply, index) => Assert.Equal($"number {index}", reply.Text));
        Assert.Equal((300, 100), (server.Asked, model.Statistics.Retries));
    }

    [Fact]
    public async Task A_failure_that_stays_is_counted_and_the_others_are_answered()
    {
        await using var server = await ScriptedServer.StartAsync(
            request => request.Last.EndsWith('7') ? new ScriptedReply.Status(500) : new ScriptedReply.Said { Text = request.Last }, keeps: false);
        using var model = server.Open("openai/scripted", change: options => options with { Retry = new RetryOptions { Attempts = 3 } });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async index => await Record.ExceptionAsync(() => model.AskAsync($"number {index}"))));

        Assert.All(outcomes, (outcome, index) => Assert.Equal(index % 10 == 7, outcome is ChatFailureException { Attempts: 3 }));
        Assert.Equal((90, 10, 20), (model.Statistics.Answered, model.Statistics.Failed, model.Statistics.Retries));
        Assert.Equal(120, server.Asked);
    }
}
