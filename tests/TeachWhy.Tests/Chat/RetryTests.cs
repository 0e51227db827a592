using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class RetryTests
{
    private static readonly ScriptedReply.Said Because = new() { Text = "Because it is so, and has always been so." };

    // What passes, as it was met: each must cost an attempt and no more, in every protocol.
    private static readonly Dictionary<string, ScriptedReply> Passing = new(StringComparer.Ordinal)
    {
        ["too many requests"] = new ScriptedReply.Status(429, "slow down", "rate_limit_error"),
        ["too many requests, come back"] = new ScriptedReply.Status(429, "slow down", "rate_limit_error", RetryAfter: "7"),
        ["overloaded"] = new ScriptedReply.Status(529, "overloaded", "overloaded_error"),
        ["unavailable"] = new ScriptedReply.Status(503),
        ["internal error"] = new ScriptedReply.Status(500),
        ["request timeout"] = new ScriptedReply.Status(408),
        ["conflict"] = new ScriptedReply.Status(409),
        ["bad gateway"] = new ScriptedReply.Status(502),
        ["dropped connection"] = new ScriptedReply.Drop(Because),
        ["cut reply"] = new ScriptedReply.Cut(Because),
        ["wrong JSON"] = new ScriptedReply.Raw("{\"id\": \"reply\", \"choices\": [{]}"),
        ["a page"] = new ScriptedReply.Raw("<html>502 from the proxy</html>", "text/html"),
        ["nothing"] = new ScriptedReply.Raw(""),
        ["another protocol"] = new ScriptedReply.Raw("""{"answer": "42"}"""),
        ["50 MB"] = new ScriptedReply.Huge(50 << 20),
    };

    public static TheoryData<string, string, bool> Faults
    {
        get
        {
            var all = new TheoryData<string, string, bool>();
            foreach (var fault in Passing.Keys)
            {
                foreach (var way in Asking.Ways)
                {
                    all.Add(fault, (string)way[0], (bool)way[1]);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_passes_costs_one_attempt_and_the_reply_comes_whole(string fault, string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number == 1 ? Passing[fault] : Because);
        using var model = server.Open(name, streams);

        var reply = await model.AskAsync();

        Assert.Equal((Because.Text, ChatFinishReason.Stop), (reply.Text, reply.FinishReason));
        Assert.Equal(2, reply.AdditionalProperties![RetryingClient.AttemptsProperty]);
        Assert.Equal(2, server.Asked);
        Assert.Equal((1, 1, 0), (model.Statistics.Answered, model.Statistics.Retries, model.Statistics.Failed));
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_server_that_never_answers_is_left_after_the_last_attempt(string name, bool streams)
    {
        var time = new FakeTime { Skips = TimeSpan.FromSeconds(45) };
        await using var server = await ScriptedServer.StartAsync(_ =>
        {
            time.Advance(TimeSpan.FromMinutes(11));
            return new ScriptedReply.Hang();
        });
        using var model = server.Open(name, streams, time, options => options with { Retry = new RetryOptions { Attempts = 3 } });

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Equal((3, 3), (failure.Attempts, server.Asked));
        Assert.EndsWith("failed after 3 attempts: no whole reply within 600 s.", failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, 2, 1), (model.Statistics.Answered, model.Statistics.Retries, model.Statistics.Failed));
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_reply_that_drips_is_ended_by_the_time_of_an_attempt(string name, bool streams)
    {
        // A byte every 20 s keeps the silence short; only the whole tells.
        var time = new FakeTime();
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Drip(Because, _ =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return Task.CompletedTask;
        }));
        using var model = server.Open(name, streams, time, options => options with { Retry = new RetryOptions { Attempts = 1 } });

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Contains("no whole reply within 600 s", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_reply_that_stops_coming_is_ended_by_the_longest_silence(string name, bool streams)
    {
        var (time, sent) = (new FakeTime(), 0);
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Drip(Because, async cancellation =>
        {
            while (Interlocked.Increment(ref sent) > 30 && !cancellation.IsCancellationRequested)
            {
                time.Advance(TimeSpan.FromSeconds(5));
                await Task.Yield();
            }
        }));
        using var model = server.Open(name, streams, time, options => options with
        {
            Retry = new RetryOptions { Attempts = 1 },
            Limits = new WireLimits { AttemptTime = Timeout.InfiniteTimeSpan },
        });

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Contains("the reply stopped coming for 60 s", failure.Message, StringComparison.Ordinal);
    }

    // In seconds, in fractions of them, in milliseconds, and as the date on which the wait is over.
    [Theory]
    [InlineData("7", null, 7)]
    [InlineData("1.5", null, 1.5)]
    [InlineData(null, "2500", 2.5)]
    [InlineData("30", "250", 0.25)]
    [InlineData("Thu, 01 Jan 2026 12:00:20 GMT", null, 20)]
    public async Task The_wait_that_a_provider_asks_for_is_waited(string? seconds, string? milliseconds, double expected)
    {
        var time = Asking.Patient();
        await using var server = await ScriptedServer.StartAsync(request =>
            request.Number == 1 ? new ScriptedReply.Status(429, RetryAfter: seconds, RetryAfterMilliseconds: milliseconds) : Because);
        using var model = server.Open("openai/scripted", time: time);

        await model.AskAsync();

        // The attempt waits, and a little more.
        Assert.InRange(time.Skipped.Max().TotalSeconds, expected, expected + 1);
    }

    // Who is refused in a storm has done nothing wrong; what fails as often by itself is broken.
    [Theory]
    [InlineData(429, 25, 26, true)]
    [InlineData(529, 25, 26, true)]
    [InlineData(429, 100, 30, false)]
    [InlineData(500, 25, 10, false)]
    public async Task A_storm_is_waited_for_longer_than_a_fault(int status, int refusals, int expected, bool answered)
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number <= refusals ? new ScriptedReply.Status(status) : Because);
        using var model = server.Open("openai/scripted");

        var failure = await Record.ExceptionAsync(() => model.AskAsync());

        Assert.Equal((expected, answered), (server.Asked, failure is null));
    }

    [Fact]
    public async Task A_provider_that_asks_for_hours_has_failed()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(429, "daily quota", RetryAfter: "7200"));
        using var model = server.Open("openai/scripted");

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Equal((1, 1), (failure.Attempts, server.Asked));
        Assert.Contains("asks to wait 7200 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("daily quota", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task Who_gives_up_gets_a_cancellation_and_not_a_fault(string name, bool streams)
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(_ =>
        {
            cancelled.Cancel();
            return new ScriptedReply.Hang();
        });
        using var model = server.Open(name, streams);

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.AskAsync(cancellation: cancelled.Token));

        Assert.Equal(cancelled.Token, failure.CancellationToken);
        Assert.Equal((0, 0, 0), (model.Statistics.Answered, model.Statistics.Failed, model.Statistics.Running));
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_for_the_next_attempt_gets_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(500));
        using var model = server.Open("openai/scripted", time: new FakeTime());

        var asking = model.AskAsync(cancellation: cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
