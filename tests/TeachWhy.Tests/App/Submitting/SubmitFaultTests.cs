using System.Text.Json.Nodes;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.App.Submitting;

/// <summary>Whatever goes wrong on the way to a model, there is one upload and one job in the end.</summary>
public sealed class SubmitFaultTests : IAsyncLifetime
{
    private const string Command = "export made.jsonl --format openai --out advice.jsonl --submit --base openai/gpt-4.1-mini-2025-04-14 --yes";

    // Files, upload, jobs on the file, jobs, start, then job and events for each of four looks.
    private const int Requests = 13;

    private FineTuningServer _server = null!;

    // Each of the first look at the job included; later looks are the same.
    public static TheoryData<int> EachRequest => [.. Enumerable.Range(1, 8)];

    public async Task InitializeAsync() => _server = await FineTuningServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Nothing_goes_wrong_and_it_takes_as_many_requests_as_the_other_tests_believe()
    {
        using var terminal = Terminal();

        Assert.Equal((0, ""), (await terminal.RunAsync(Command), terminal.Error));

        Assert.Equal(Requests, _server.Asked);
    }

    [Theory]
    [MemberData(nameof(EachRequest))]
    public async Task Killed_at_any_request_the_same_command_goes_on(int at)
    {
        foreach (var (taken, notes) in new[] { (false, true), (true, true), (true, false) })
        {
            using var terminal = Terminal();
            await using var server = await FineTuningServer.StartAsync();
            using var kill = new CancellationTokenSource();
            server.KeepsNotes = notes;
            server.Fault = (number, _) => number == at ? new FineTuningFault.Gone(taken, kill.Cancel) : null;
            using var killed = new EvalTerminal { Variable = server.Variable };
            File.Copy(terminal.PathOf("made.jsonl"), killed.PathOf("made.jsonl"));

            Assert.Equal(130, await killed.RunAsync(Command, kill.Token));
            Assert.Contains(at <= 5 ? "goes on from there." : "ftjob-1 goes on at 127.0.0.1", killed.Error, StringComparison.Ordinal);
            Assert.Equal((0, ""), (await killed.RunAsync(Command), killed.Error));

            Assert.Equal((1, 1), (server.Uploads.Count, server.Orders.Count));
            Assert.Contains("Trained openai/ft:", killed.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_at_every_request_in_turn_it_comes_to_its_end(int first)
    {
        using var terminal = Terminal();
        var next = first;
        for (var runs = 0; ; runs++)
        {
            using var kill = new CancellationTokenSource();
            var seen = 0;
            _server.Fault = (_, _) => ++seen == next ? new FineTuningFault.Gone(true, kill.Cancel) : null;
            if (await terminal.RunAsync(Command, kill.Token) == 0)
            {
                break;
            }

            Assert.InRange(runs, 0, 2 * Requests);
            next++;
        }

        Assert.Equal((1, 1), (_server.Uploads.Count, _server.Orders.Count));
    }

    [Theory]
    [MemberData(nameof(EachRequest))]
    public async Task Faults_at_any_request_are_waited_out(int at)
    {
        FineTuningFault[] faults =
        [
            new FineTuningFault.Status(429, RetryAfter: "20"), new FineTuningFault.Status(500), new FineTuningFault.Status(500, Taken: true), new FineTuningFault.Status(503),
            new FineTuningFault.Drop(Taken: false), new FineTuningFault.Drop(Taken: true), new FineTuningFault.Raw("no JSON"), new FineTuningFault.Raw("{\"id\":7}"), new FineTuningFault.Raw("[]"),
        ];
        foreach (var fault in faults)
        {
            await using var server = await FineTuningServer.StartAsync();
            server.Fault = (number, _) => number == at ? fault : null;
            using var terminal = Terminal(server);

            Assert.Equal((0, ""), (await terminal.RunAsync(Command), terminal.Error));

            Assert.Equal((1, 1), (server.Uploads.Count, server.Orders.Count));
        }
    }

    [Fact]
    public async Task A_job_of_somebody_else_on_the_same_file_is_not_ours()
    {
        using var terminal = Terminal();
        await terminal.RunAsync(Command);
        File.Delete(terminal.PathOf("advice.jsonl.job.json"));
        _server.KeepsNotes = false;
        _server.AddJob("ftjob-theirs", "file-1");

        Assert.Equal(0, await terminal.RunAsync(Command));

        Assert.Equal((1, 2), (_server.Uploads.Count, _server.Orders.Count));
        Assert.Equal("ftjob-2", (string?)JsonNode.Parse(File.ReadAllText(terminal.PathOf("advice.jsonl.job.json")))!["job_id"]);
    }

    [Theory]
    [InlineData(401, 1, "cannot be asked: status 401, no such key")]
    [InlineData(400, 1, "does not take the request: status 400, no such key")]
    [InlineData(500, 2, "failed after 10 attempts: status 500, no such key")]
    public async Task What_does_not_pass_is_told_once(int status, int code, string sentence)
    {
        _server.Fault = (_, _) => new FineTuningFault.Status(status, Message: "no such key");
        using var terminal = Terminal();

        Assert.Equal(code, await terminal.RunAsync(Command));

        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Events_that_a_server_does_not_have_are_not_missed()
    {
        _server.Fault = (_, request) => request.Path.Value!.EndsWith("/events", StringComparison.Ordinal) ? new FineTuningFault.Status(404) : null;
        using var terminal = Terminal();

        Assert.Equal((0, ""), (await terminal.RunAsync(Command), terminal.Error));

        Assert.Contains("ftjob-1: running", terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rm -rf ~")]
    [InlineData("a\u001b]0;owned\u0007")]
    [InlineData("it's")]
    [InlineData("")]
    public async Task A_model_of_a_hostile_name_is_not_passed_on(string name)
    {
        _server.Model = name;
        using var terminal = Terminal();

        Assert.Equal(2, await terminal.RunAsync(Command));

        Assert.Contains("ftjob-1 succeeded, but the provider gives its model no name that can be used.", terminal.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("eval --model", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_a_shell_would_read_is_quoted()
    {
        _server.Model = "ft:$(reboot);x";
        using var terminal = Terminal();

        await terminal.RunAsync(Command);

        Assert.Contains("--model 'openai/ft:$(reboot);x' ", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_says_is_shown_in_one_bounded_line()
    {
        _server.Message = $"Step\u001b[2J 1\r\n{new string('x', 100_000)}";
        using var terminal = Terminal();

        Assert.Equal(0, await terminal.RunAsync(Command));

        Assert.DoesNotContain('\u001b', terminal.Output);
        Assert.All(terminal.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 400));
    }

    [Theory]
    [InlineData("""{"id":"../../models","status":"running"}""")]
    [InlineData("""{"id":"..","status":"running"}""")]
    [InlineData("""{"id":"ftjob 1","status":"running"}""")]
    [InlineData("""{"id":"ftjob-9"}""")]
    public async Task A_job_without_an_id_or_status_that_can_be_used_is_not_believed(string job)
    {
        _server.Fault = (_, request) => request.Method == "POST" && request.Path == "/v1/fine_tuning/jobs" ? new FineTuningFault.Raw(job) : null;
        using var terminal = Terminal();

        // The job is there all the same, and is found in the list.
        Assert.Equal((0, ""), (await terminal.RunAsync(Command), terminal.Error));
        Assert.Single(_server.Orders);
    }

    [Fact]
    public async Task A_body_without_end_is_not_read_to_its_end()
    {
        _server.Fault = (number, _) => number == 1 ? new FineTuningFault.Raw($$"""{"data":[],"x":"{{new string('x', 17 << 20)}}"}""") : null;
        using var terminal = Terminal();

        Assert.Equal((0, ""), (await terminal.RunAsync(Command), terminal.Error));
        Assert.Equal(Requests + 1, _server.Asked);
    }

    [Fact]
    public async Task A_list_without_end_is_not_followed_for_ever()
    {
        _server.Fault = (_, request) => request.Method == "GET" && request.Path == "/v1/files" ? new FineTuningFault.Raw($$"""{"data":[{"id":"file-{{Guid.NewGuid():N}}"}],"has_more":true}""") : null;
        using var terminal = Terminal();

        Assert.Equal(0, await terminal.RunAsync(Command));
        Assert.Equal(Requests + 19, _server.Asked);
    }

    [Fact]
    public async Task A_note_that_is_held_or_damaged_is_not_gone_on_with()
    {
        using var terminal = Terminal();
        using (new FileStream(terminal.PathOf("advice.jsonl.job.json.held"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(1, await terminal.RunAsync(Command));
            Assert.Contains("Another command is at work with ", terminal.Error, StringComparison.Ordinal);
        }

        File.WriteAllText(terminal.PathOf("advice.jsonl.job.json"), "{\"id\":");
        Assert.Equal(1, await terminal.RunAsync(Command));
        Assert.Contains("is no note of a submission, or it is damaged", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(0, _server.Asked);
    }

    private EvalTerminal Terminal(FineTuningServer? server = null)
    {
        var terminal = new EvalTerminal { Variable = (server ?? _server).Variable };
        File.WriteAllLines(terminal.PathOf("made.jsonl"), Enumerable.Range(1, 10).Select(number =>
            $$"""{"messages":[{"role":"user","content":"May I? {{number}}"},{"role":"assistant","content":"No, because of {{number}}."}]}"""));
        return terminal;
    }
}
