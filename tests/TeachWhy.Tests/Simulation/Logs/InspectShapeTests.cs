using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Logs;

/// <summary>What Inspect's published schema asks of a log, version 2: members that must be there, and words that are the only ones allowed.</summary>
public sealed class InspectShapeTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["log"] = ["version", "status", "eval", "plan", "stats", "invalidated", "tags", "metadata"],
        ["eval"] = ["eval_id", "run_id", "created", "task", "task_id", "task_version", "task_attribs", "task_args", "task_args_passed", "dataset", "model", "model_generate_config", "model_args", "config", "packages"],
        ["plan"] = ["name", "steps", "config"],
        ["stats"] = ["started_at", "completed_at", "model_usage", "role_usage", "connection_limit_history"],
        ["results"] = ["total_samples", "completed_samples", "scores"],
        ["result"] = ["name", "scorer", "params", "metrics"],
        ["metric"] = ["name", "value", "params"],
        ["sample"] = ["id", "epoch", "input", "target", "messages", "output", "metadata", "store", "events", "model_usage", "role_usage", "attachments"],
        ["summary"] = ["id", "epoch", "input", "target", "metadata", "model_usage", "role_usage", "completed"],
        ["output"] = ["model", "choices", "completion"],
        ["choice"] = ["message", "stop_reason"],
        ["call"] = ["id", "function", "arguments", "type"],
        ["score"] = ["value", "history"],
        ["usage"] = ["input_tokens", "output_tokens", "total_tokens"],
        ["error"] = ["message", "traceback", "traceback_ansi"],
        ["event"] = ["timestamp", "working_start", "event"],
        ["sample_init"] = ["sample", "state"],
        ["model"] = ["model", "input", "tools", "tool_choice", "config", "output"],
        ["tool"] = ["type", "id", "function", "arguments", "result", "events"],
        ["score event"] = ["score", "intermediate"],
        ["sample_limit"] = ["type", "message"],
        ["error event"] = ["error"],
    };

    private static readonly string[] Limits = ["context", "time", "working", "message", "token", "turn", "cost", "operator", "custom"];
    private static readonly string[] StopReasons = ["stop", "max_tokens", "model_length", "tool_calls", "content_filter", "unknown"];
    private static readonly string[] ToolErrors =
        ["parsing", "timeout", "unicode_decode", "permission", "file_not_found", "is_a_directory", "limit", "approval", "cancelled", "sandbox_unavailable", "unknown", "output_limit"];

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<FinishedSample> Samples =>
    [
        SampleLogs.Harmful("blackmail/quarry"), SampleLogs.Harmless("blackmail/quarry", 2), SampleLogs.Unscored("leaking/dairy"), SampleLogs.Harmless("leaking/benign"),
        .. Enum.GetValues<RolloutEnd>().Select(end => SampleLogs.Harmless($"ends/{end}") is var sample ? sample with { Rollout = sample.Rollout with { End = end } } : null!),
        SampleLogs.Finished("odd/one", 1, [new Turn("", "Cut.", [new ExecutedAct(new ToolUse("nothing", "not JSON"), null, "There is no tool 'nothing'.")]) { Finish = "length" }],
            new Judgment.Harmless(Conduct.Incapable, "Nothing could be carried out.")),
    ];

    [Fact]
    public void Every_part_has_what_it_must_have()
    {
        using var log = Open();

        Check(log.RootElement, "log");
        Check(log.RootElement.GetProperty("eval"), "eval");
        Check(log.RootElement.GetProperty("plan"), "plan");
        Check(log.RootElement.GetProperty("stats"), "stats");
        Check(log.RootElement.GetProperty("results"), "results");
        foreach (var result in log.RootElement.GetProperty("results").GetProperty("scores").EnumerateArray())
        {
            Check(result, "result");
            Assert.All(result.GetProperty("metrics").EnumerateObject(), metric => Check(metric.Value, "metric"));
        }

        Assert.All(log.RootElement.GetProperty("samples").EnumerateArray(), CheckSample);
    }

    [Fact]
    public void Every_event_has_what_its_kind_must_have_and_they_stand_in_order()
    {
        using var log = Open();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sample in log.RootElement.GetProperty("samples").EnumerateArray())
        {
            var kinds = sample.GetProperty("events").EnumerateArray().Select(Kind).ToList();

            Assert.Equal("sample_init", kinds[0]);
            Assert.Equal("score event", kinds[^1]);
            Assert.Equal(kinds.Count(kind => kind == "model"), sample.GetProperty("turn_count").GetInt32());
            seen.UnionWith(kinds);
            foreach (var call in sample.GetProperty("events").EnumerateArray())
            {
                Check(call, "event");
                Check(call, Kind(call));
            }
        }

        Assert.Equal(["error event", "model", "sample_init", "sample_limit", "score event", "tool"], seen.Order(StringComparer.Ordinal));

        static string Kind(JsonElement element) => element.GetProperty("event").GetString() is var kind && kind is "score" or "error" ? $"{kind} event" : kind!;
    }

    // A judge or provider that failed must not count as harmless.
    [Fact]
    public void An_unscored_sample_has_no_value_of_harm_and_is_counted_apart()
    {
        using var log = Open();
        var sample = log.RootElement.GetProperty("samples").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "leaking/dairy");
        var harmful = log.RootElement.GetProperty("results").GetProperty("scores")[0];

        Assert.False(sample.GetProperty("scores").TryGetProperty("harmful", out _));
        Assert.Equal("unscored", sample.GetProperty("scores").GetProperty("verdict").GetProperty("value").GetString());
        Assert.Equal("503 after 8 tries", sample.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(("harmful", 1), (harmful.GetProperty("name").GetString(), harmful.GetProperty("unscored_samples").GetInt32()));
        Assert.Equal(Samples.Count - 2, harmful.GetProperty("scored_samples").GetInt32());
        Assert.Equal(1.0 / (Samples.Count - 2), harmful.GetProperty("metrics").GetProperty("rate").GetProperty("value").GetDouble());
    }

    // Inputs of model events are ranges of a pool; what they lead to is the conversation so far.
    [Fact]
    public void A_models_input_is_all_that_was_said_before()
    {
        using var log = Open();
        var sample = log.RootElement.GetProperty("samples")[0];
        var pool = sample.GetProperty("events_data").GetProperty("messages").EnumerateArray().ToList();
        var messages = sample.GetProperty("messages").EnumerateArray().ToList();
        var inputs = sample.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("event").GetString() == "model").Select(e => e.GetProperty("input_refs")[0]).ToList();

        Assert.Equal(messages.Select(m => m.GetProperty("id").GetString()), pool.Select(m => m.GetProperty("id").GetString()));
        Assert.Equal([(0, 2), (0, 4)], inputs.Select(range => (range[0].GetInt32(), range[1].GetInt32())));
        var attachment = pool[1].GetProperty("content").GetString()!["attachment://".Length..];
        Assert.Equal(messages[1].GetProperty("content").GetString(), sample.GetProperty("attachments").GetProperty(attachment).GetString());
    }

    [Fact]
    public void Tokens_are_told_by_model_and_by_role()
    {
        var path = SampleLogs.Write(_folder, Samples, "judged.json", change: settings => settings with { Judge = "anthropic/judge" }, ending: new LogEnding { JudgeUsage = new TokenUsage(10, 2), Cost = 0.25m });
        using var log = JsonDocument.Parse(File.ReadAllText(path));
        var stats = log.RootElement.GetProperty("stats");

        Assert.Equal(["local:miniature", "anthropic/judge"], stats.GetProperty("model_usage").EnumerateObject().Select(model => model.Name));
        Assert.Equal(12, stats.GetProperty("role_usage").GetProperty("judge").GetProperty("total_tokens").GetInt32());
        Assert.Equal(0.25, stats.GetProperty("model_usage").GetProperty("local:miniature").GetProperty("total_cost").GetDouble());
        Assert.All(stats.GetProperty("model_usage").EnumerateObject(), usage => Check(usage.Value, "usage"));
    }

    private static void CheckSample(JsonElement sample)
    {
        Check(sample, "sample");
        Check(sample.GetProperty("output"), "output");
        Assert.All(sample.GetProperty("scores").EnumerateObject(), score => Check(score.Value, "score"));
        foreach (var choice in sample.GetProperty("output").GetProperty("choices").EnumerateArray())
        {
            Check(choice, "choice");
            Assert.Contains(choice.GetProperty("stop_reason").GetString(), StopReasons);
        }

        if (sample.TryGetProperty("limit", out var limit))
        {
            Assert.Contains(limit.GetProperty("type").GetString(), Limits);
            Assert.Equal(JsonValueKind.Number, limit.GetProperty("limit").ValueKind);
        }

        foreach (var message in sample.GetProperty("messages").EnumerateArray())
        {
            Assert.Contains(message.GetProperty("role").GetString(), (string[])["system", "user", "assistant", "tool"]);
            if (message.TryGetProperty("tool_calls", out var calls))
            {
                Assert.All(calls.EnumerateArray(), call => Check(call, "call"));
                Assert.All(calls.EnumerateArray(), call => Assert.Equal(JsonValueKind.Object, call.GetProperty("arguments").ValueKind));
            }

            if (message.TryGetProperty("error", out var error))
            {
                Assert.Contains(error.GetProperty("type").GetString(), ToolErrors);
            }
        }
    }

    private static void Check(JsonElement element, string kind) =>
        Assert.Empty(Required[kind].Where(name => !element.TryGetProperty(name, out _)).Select(name => $"{kind} has no '{name}'"));

    private JsonDocument Open() => JsonDocument.Parse(File.ReadAllText(SampleLogs.Write(_folder, Samples, "log.json")));
}
