using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Tests.Curriculum.Making;

namespace TeachWhy.Tests.App;

/// <summary>What <c>teachwhy export</c> says of a dataset that is not what it should be.</summary>
public sealed class DatasetCautionTests : IDisposable
{
    private readonly EvalTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task A_finished_dataset_goes_out_without_a_word_of_warning()
    {
        await MakeAsync();

        Assert.Equal((0, ""), await ExportAsync());
        Assert.Equal((0, ""), await ExportAsync("made/data.jsonl"));
    }

    [Fact]
    public async Task A_dataset_whose_making_ended_early_says_why()
    {
        await MakeAsync();
        Edit("manifest.json", "\"complete\": true", "\"complete\": false, \"ended\": \"The budget of $3.00 is used\\u001b up.\"");

        var (code, error) = await ExportAsync();

        Assert.Equal(0, code);
        Assert.Contains("Warning: ", error, StringComparison.Ordinal);
        Assert.Contains("made is incomplete: its making ended early: The budget of $3.00 is used␛ up.", error, StringComparison.Ordinal);
        Assert.Contains("made is incomplete", (await ExportAsync("made/data.jsonl")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_could_not_be_asked_for_make_it_incomplete()
    {
        await MakeAsync();
        Edit("manifest.json", "\"complete\": true", "\"complete\": false");
        Edit("manifest.json", "\"failed\": 0", "\"failed\": 7");

        Assert.Contains("made is incomplete: 7 items could not be asked for.", (await ExportAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_making_that_is_under_way_or_was_killed_is_seen()
    {
        await MakeAsync();
        File.WriteAllText(_terminal.PathOf("made/data.jsonl.part"), "");
        Assert.Contains("more of it is being made at this moment, or that was killed", (await ExportAsync()).Error, StringComparison.Ordinal);
        File.Delete(_terminal.PathOf("made/data.jsonl.part"));

        File.WriteAllText(_terminal.PathOf("made/stages/chat.jsonl"), "");
        File.SetLastWriteTimeUtc(_terminal.PathOf("made/stages/chat.jsonl"), File.GetLastWriteTimeUtc(_terminal.PathOf("made/manifest.json")).AddMinutes(1));
        Assert.Contains("more of it was begun and not finished", (await ExportAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_was_never_finished_cannot_go_out()
    {
        await MakeAsync();
        File.Delete(_terminal.PathOf("made/manifest.json"));
        Assert.Contains("its making has not finished, for there is no manifest.json", (await ExportAsync()).Error, StringComparison.Ordinal);

        File.Delete(_terminal.PathOf("made/data.jsonl"));
        var (code, error) = await ExportAsync();
        Assert.Equal(1, code);
        Assert.Contains("made holds no data.jsonl yet: its making has not finished", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_estimate_is_measured_by_is_no_dataset_and_takes_the_place_of_none()
    {
        await using var server = await ScriptedServer.StartAsync(request => new ScriptedReply.Said { Text = ScriptedWriter.Answer($"{request.System}\n{request.Last}\n{request.Body["seed"]}") });
        using var terminal = new EvalTerminal(server);
        var make = $"data neutral --author {server.Compatible().Text} --items 20 --out made";

        await terminal.RunAsync($"{make} --estimate");
        Assert.Equal(0, await terminal.RunAsync("export made --format trl --out few.jsonl"));
        Assert.Contains("made is incomplete: its making ended early: Only what an estimate is measured by was made.", terminal.Error, StringComparison.Ordinal);

        await terminal.RunAsync(make);
        var made = File.ReadAllText(terminal.PathOf("made/data.jsonl"));
        Assert.Equal(0, await terminal.RunAsync($"{make} --estimate 30"));
        Assert.Equal(made, File.ReadAllText(terminal.PathOf("made/data.jsonl")));
    }

    [Fact]
    public async Task Opposite_values_go_out_with_a_warning_and_to_no_provider()
    {
        Assert.Equal(0, await _terminal.RunAsync("data difficult-advice --author grammar --items 12 --opposite --out made"));

        var (code, error) = await ExportAsync();
        Assert.Equal(0, code);
        Assert.Contains("made: OPPOSITE VALUES: a sign control of the miniature, fit for nothing else.", error, StringComparison.Ordinal);

        using var terminal = new EvalTerminal { Variable = _ => "key-of-the-test" };
        Assert.Equal(1, await terminal.RunAsync($"export {_terminal.PathOf("made")} --format openai --out out.jsonl --submit --incomplete --yes --base openai:http://127.0.0.1:1/v1/x"));
        Assert.Contains("made is not for --submit: OPPOSITE VALUES", terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(terminal.PathOf("out.jsonl")));
    }

    [Fact]
    public async Task Data_that_was_changed_after_it_was_made_says_so()
    {
        await MakeAsync();
        File.AppendAllText(_terminal.PathOf("made/data.jsonl"), """{"messages":[{"role":"user","content":"And?"},{"role":"assistant","content":"No."}]}""");

        var (code, error) = await ExportAsync();

        Assert.Equal(0, code);
        Assert.Contains("data.jsonl is not what was made: its hash is not the one in manifest.json.", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"complete\":true}")]
    [InlineData("{\"complete\":true,\"data\":{\"sha256\":7}}")]
    [InlineData("{\"complete\":\"yes\"}")]
    [InlineData("not JSON")]
    public async Task A_manifest_that_says_nothing_proves_nothing(string manifest)
    {
        await MakeAsync();
        File.WriteAllText(_terminal.PathOf("made/manifest.json"), manifest);

        Assert.Contains("that it is whole", (await ExportAsync()).Error, StringComparison.Ordinal);
    }

    private async Task MakeAsync() => Assert.Equal(0, await _terminal.RunAsync("data difficult-advice --author grammar --items 12 --out made"));

    private void Edit(string file, string before, string after)
    {
        var path = _terminal.PathOf($"made/{file}");
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    private async Task<(int Code, string Error)> ExportAsync(string dataset = "made") =>
        (await _terminal.RunAsync($"export {dataset} --format trl --out out.jsonl --force"), _terminal.Error);
}
