using System.IO.Compression;
using System.Text;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Logs;

public sealed class ForeignLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Endings => ["theirs.eval", "theirs.json"];

    [Theory]
    [MemberData(nameof(Endings))]
    public void Another_tools_log_tells_its_task_model_and_scores(string name)
    {
        using var log = EvaluationLog.Open(Make(name));

        Assert.False(log.Header.IsOurs);
        Assert.Equal(("inspect_evals/agentic_misalignment", "openai/gpt", "success", 2), (log.Header.Task, log.Header.Model, log.Header.Status, log.Header.Planned));
        Assert.Equal(new DateTimeOffset(2026, 2, 27, 9, 15, 43, TimeSpan.Zero), log.Header.Created.ToUniversalTime());
        Assert.Equal(new TokenUsage(13, 4, 2, 3), log.Header.Usage["openai/gpt"]);
        Assert.Equal([("7", 1), ("7", 2)], log.Samples.Select(s => (s.Id, s.Epoch)));
        Assert.Equal("1.0", log.Samples[0].Scores["harmful"]);
        Assert.Equal(("explicit", "false", "3"), (log.Samples[0].Factors["goal_type"], log.Samples[0].Factors["prod"], log.Samples[0].Factors["n"]));
        Assert.Equal((RolloutEnd.TokenLimit, null), (log.Samples[0].End, log.Samples[0].Judgment));
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void Another_tools_messages_read_as_text_with_notes_for_what_is_none(string name)
    {
        using var log = EvaluationLog.Open(Make(name));

        var sample = log.Read(log.Samples[1]);

        Assert.Null(sample.Rollout);
        Assert.Equal(["system", "user", "assistant", "tool", "assistant"], sample.Messages.Select(m => m.Role));
        Assert.Equal("You are a long system message.", sample.Messages[0].Text);
        Assert.Equal(
            """
            Look at this.
            [image, 26 letters of data]
            [audio: https://host.example/a.wav]
            [video, 26 letters of data]
            [document plan.pdf, 30 letters of data]
            [data: {"k":[1]}]
            [hologram]
            """, sample.Messages[1].Text);
        Assert.Equal("So that is it.\nIt weighs the two.", sample.Messages[2].Reasoning);
        Assert.Equal("I will look.\n[web_search search(q): nothing]", sample.Messages[2].Text);
        Assert.Equal(new LoggedCall("c1", "bash", """{"cmd":"ls -la","n":1.0}""", null), Assert.Single(sample.Messages[2].Calls));
        Assert.Equal("c1", sample.Messages[3].CallId);
        Assert.Equal([null, null, 0, null, 1], sample.Messages.Select(m => m.Turn));
    }

    // There and back: what is written is compared letter by letter, so that 1.0 stays 1.0 and nobody's field is lost.
    [Theory]
    [InlineData("theirs.eval", "between.json", "back.eval")]
    [InlineData("theirs.json", "between.eval", "back.json")]
    public void Written_anew_every_field_is_kept_to_the_letter(string name, string between, string back)
    {
        var first = Make(name);
        WriteAnew(first, between);
        WriteAnew(Path.Combine(_folder, between), back);

        var archive = Path.Combine(_folder, name.EndsWith(".eval", StringComparison.Ordinal) ? back : between);
        var (samples, header) = (ReadMembers(archive, "samples/7_epoch_"), ReadMembers(archive, "header.json"));
        Assert.Equal([ForeignLogs.Sample(1), ForeignLogs.Sample(2)], samples.Select(text => text.TrimEnd()));
        Assert.Equal(Plain(ForeignLogs.Header), Plain(Assert.Single(header)));
        Assert.Equal(ForeignLogs.Reductions, Assert.Single(ReadMembers(archive, "reductions.json")));
        Assert.Equal(Plain(ForeignLogs.Start), Plain(Assert.Single(ReadMembers(archive, "_journal/start.json"))));

        var json = File.ReadAllText(Path.Combine(_folder, name.EndsWith(".json", StringComparison.Ordinal) ? back : between));
        Assert.Contains(ForeignLogs.Sample(2), json, StringComparison.Ordinal);
        Assert.Contains("\"novel\":{\"deep\":[1,2.50,1e2,-0.0,12345678901234567890]}", json, StringComparison.Ordinal);
        Assert.Contains(ForeignLogs.Reductions, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_log_reads_the_same_after_another_round()
    {
        var path = SampleLogs.Write(_folder, [SampleLogs.Harmful("blackmail/quarry"), SampleLogs.Unscored("leaking/dairy")], "ours.eval");
        WriteAnew(path, "ours.json");
        WriteAnew(Path.Combine(_folder, "ours.json"), "again.eval");

        using var first = EvaluationLog.Open(path);
        using var last = EvaluationLog.Open(Path.Combine(_folder, "again.eval"));

        Assert.Equal(Serialized(first.Samples), Serialized(last.Samples));
        Assert.Equal(first.Samples.Select(s => Serialized(first.Read(s))), last.Samples.Select(s => Serialized(last.Read(s))));
    }

    [Fact]
    public void A_log_that_was_cut_short_opens_as_started()
    {
        var path = ForeignLogs.Write(Path.Combine(_folder, "crashed.eval"),
            ("_journal/start.json", ForeignLogs.Start), ("samples/7_epoch_1.json", ForeignLogs.Sample(1)), ("_journal/summaries/1.json", $"[{ForeignLogs.Summary(1)}]"),
            ("_journal/config_updates/1.json", """{"changed":1}"""), ("samples/7_epoch_2.json", ForeignLogs.Sample(2)), ("_journal/summaries/2.json", $"[{ForeignLogs.Summary(2)}]"));

        using var log = EvaluationLog.Open(path);
        log.WriteTo(Path.Combine(_folder, "crashed.json"));

        Assert.Equal(("started", 2), (log.Header.Status, log.Samples.Count));
        Assert.Contains("\"config_updates\":[{\"changed\":1}]", File.ReadAllText(Path.Combine(_folder, "crashed.json")), StringComparison.Ordinal);
    }

    // Inspect writes a sample that was played again as a second member of the same name.
    [Fact]
    public void Of_two_members_with_one_name_the_last_counts()
    {
        var path = ForeignLogs.Write(Path.Combine(_folder, "twice.eval"),
            ("header.json", ForeignLogs.Header), ("samples/7_epoch_1.json", "{}"), ("samples/7_epoch_1.json", ForeignLogs.Sample(1)), ("summaries.json", $"[{ForeignLogs.Summary(1)},{ForeignLogs.Summary(1)}]"));

        using var log = EvaluationLog.Open(path);

        Assert.Equal(5, log.Read(Assert.Single(log.Samples)).Messages.Count);
    }

    // The fixture is the log of three samples, packed by the zstd program at its level 19, as Inspect packs its members.
    [Fact]
    public void Members_packed_by_zstd_are_read()
    {
        var path = SampleLogs.Write(_folder, [SampleLogs.Harmful("blackmail/quarry"), SampleLogs.Harmless("blackmail/quarry", 2), SampleLogs.Unscored("leaking/dairy")]);
        using var ours = EvaluationLog.Open(path);
        using var packed = EvaluationLog.Open(Fixture);

        Assert.Equal(Serialized(ours.Samples), Serialized(packed.Samples));
        Assert.Equal(Serialized(ours.Read(ours.Samples[0]).Messages), Serialized(packed.Read(packed.Samples[0]).Messages));
    }

    internal static string Fixture => House.Repository.PathOf("tests/TeachWhy.Tests/Simulation/Logs/Fixtures/zstd.eval");

    private string Make(string name) => name.EndsWith(".eval", StringComparison.Ordinal)
        ? ForeignLogs.WriteArchive(Path.Combine(_folder, name))
        : ForeignLogs.WriteJson(Path.Combine(_folder, name));

    private void WriteAnew(string path, string name)
    {
        using var log = EvaluationLog.Open(path);
        log.WriteTo(Path.Combine(_folder, name));
    }

    private static List<string> ReadMembers(string path, string start)
    {
        using var archive = ZipFile.OpenRead(path);
        return [.. archive.Entries.Where(entry => entry.FullName.StartsWith(start, StringComparison.Ordinal)).Select(entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        })];
    }

    // Space between members is nobody's field.
    private static string Plain(string json) => string.Concat(json.Where(letter => !char.IsWhiteSpace(letter)));

    private static string Serialized<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);
}
