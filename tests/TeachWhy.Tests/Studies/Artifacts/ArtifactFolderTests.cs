using TeachWhy.Studies;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Training;

namespace TeachWhy.Tests.Studies.Artifacts;

public sealed class ArtifactFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private int _made;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_value_is_made_once()
    {
        using var folder = Open();

        var first = await folder.OnceAsync("numbers/1", 4, SquareAsync, default);
        var second = await folder.OnceAsync("numbers/1", 4, SquareAsync, default);

        Assert.Equal((new Number(16, 0.1), new Number(16, 0.1), 1), (first, second, _made));
    }

    [Fact]
    public async Task A_later_session_reads_what_an_earlier_one_finished()
    {
        using (var folder = Open())
        {
            await folder.OnceAsync("numbers/1", 4, SquareAsync, default);
        }

        using var again = Open();
        Assert.True(again.Contains("numbers/1", 4));
        Assert.Equal(16, (await again.OnceAsync("numbers/1", 4, SquareAsync, default)).Value);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Another_input_or_version_is_made_anew()
    {
        using var folder = Open();

        await folder.OnceAsync("numbers/1", 4, SquareAsync, default);
        await folder.OnceAsync("numbers/1", 5, SquareAsync, default);
        await folder.OnceAsync("numbers/2", 4, SquareAsync, default);

        Assert.Equal(3, _made);
    }

    [Fact]
    public async Task The_same_artifact_asked_for_at_the_same_time_is_made_once()
    {
        using var folder = Open();
        var mayFinish = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 8)
            .Select(_ => folder.OnceAsync("numbers/1", 4, SlowlyAsync, default))
            .ToArray();
        mayFinish.SetResult();
        var values = await Task.WhenAll(asked);

        Assert.Equal(1, _made);
        Assert.All(values, value => Assert.Equal(16, value));

        async Task<int> SlowlyAsync(int input, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _made);
            await mayFinish.Task.WaitAsync(cancellation);
            return input * input;
        }
    }

    [Fact]
    public async Task Different_artifacts_are_made_at_the_same_time()
    {
        using var folder = Open();
        var bothStarted = new CountdownEvent(2);

        // Each maker waits for the other: one after the other would never end.
        var both = Enumerable.Range(0, 2).Select(input => Task.Run(() => folder.OnceAsync("numbers/1", input, MeetAsync, default)));

        var values = await Task.WhenAll(both).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([0, 1], values);

        Task<int> MeetAsync(int input, CancellationToken cancellation)
        {
            bothStarted.Signal();
            bothStarted.Wait(cancellation);
            return Task.FromResult(input);
        }
    }

    [Fact]
    public async Task Files_and_lines_come_back_as_written()
    {
        using var folder = Open();
        string[] lines = ["plain", "with \"quotes\"\nand a line break", "ärger 🙂"];

        var artifact = await folder.FilesOnceAsync(
            "texts/1", new { Language = "en" },
            async (draft, cancellation) =>
            {
                await draft.WriteLinesAsync("lines.jsonl", lines, cancellation);
                await draft.WriteJsonAsync("below/count.json", lines.Length, cancellation);
                await File.WriteAllTextAsync(draft.PathOf("own.txt"), "written by other code", cancellation);
            },
            default);

        Assert.Equal(lines, await artifact.ReadLinesAsync<string>("lines.jsonl", default));
        Assert.Equal(3, await artifact.ReadJsonAsync<int>("below/count.json", default));
        Assert.Equal("written by other code", await File.ReadAllTextAsync(artifact.PathOf("own.txt")));
        Assert.Equal("""{"Language":"en"}""", InputIn(await File.ReadAllTextAsync(artifact.PathOf("manifest.json"))));
    }

    [Fact]
    public async Task A_maker_that_throws_leaves_nothing_and_is_asked_again()
    {
        using var folder = Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => folder.FilesOnceAsync("texts/1", 1, FailAsync, default));
        var artifact = await folder.FilesOnceAsync("texts/1", 1, (draft, token) => draft.WriteJsonAsync("a.json", 1, token), default);

        Assert.False(artifact.Reused);
        Assert.Equal(1, await artifact.ReadJsonAsync<int>("a.json", default));

        static async Task FailAsync(ArtifactDraft draft, CancellationToken cancellation)
        {
            await draft.WriteJsonAsync("a.json", 2, cancellation);
            throw new InvalidOperationException("half-way");
        }
    }

    [Fact]
    public async Task Drafts_of_a_killed_session_are_thrown_away_and_its_scratch_is_kept()
    {
        using (var killed = Open())
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => killed.FilesOnceAsync("texts/1", 1, StopHalfWayAsync, default));
            Assert.NotEmpty(_temporary.Files("drafts"));
        }

        using var folder = Open();
        Assert.Empty(_temporary.Files("drafts"));
        Assert.Empty(_temporary.Files("artifacts"));

        var artifact = await folder.FilesOnceAsync("texts/1", 1, GoOnAsync, default);

        Assert.Equal("step 7, and on", await artifact.ReadJsonAsync<string>("a.json", default));
        Assert.Empty(_temporary.Files("scratch"));

        static async Task StopHalfWayAsync(ArtifactDraft draft, CancellationToken cancellation)
        {
            await draft.WriteJsonAsync("a.json", "half", cancellation);
            await draft.SaveScratchAsync("state", (stream, token) => stream.WriteAsync("step 7"u8.ToArray(), token).AsTask(), cancellation);
            throw new OperationCanceledException();
        }

        static async Task GoOnAsync(ArtifactDraft draft, CancellationToken cancellation)
        {
            using var state = new StreamReader((await draft.LoadScratchAsync("state", cancellation))!);
            await draft.WriteJsonAsync("a.json", $"{await state.ReadToEndAsync(cancellation)}, and on", cancellation);
        }
    }

    [Fact]
    public async Task A_report_is_replaced_whole()
    {
        using var folder = Open();
        await folder.ReplaceTextAsync("report.html", "old and long", default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => folder.ReplaceAsync("report.html", FailAsync, default));
        Assert.Equal("old and long", await File.ReadAllTextAsync(folder.PathOf("report.html")));

        await folder.ReplaceTextAsync("report.html", "new", default);
        Assert.Equal("new"u8.ToArray(), await File.ReadAllBytesAsync(folder.PathOf("report.html")));

        static async Task FailAsync(Stream stream, CancellationToken cancellation)
        {
            await stream.WriteAsync("half"u8.ToArray(), cancellation);
            throw new InvalidOperationException("half-way");
        }
    }

    [Fact]
    public void A_second_run_in_the_same_folder_is_told_who_holds_it()
    {
        using var first = Open();

        var exception = Assert.Throws<WorkFolderException>(Open);

        Assert.Equal(
            $"The folder {_temporary.FullPath} is in use by another run (process {Environment.ProcessId}); wait for it, stop it, or give another folder with --out.",
            exception.Message);
    }

    [Fact]
    public void A_closed_folder_can_be_opened_again()
    {
        Open().Dispose();
        Open().Dispose();
    }

    [Fact]
    public void A_folder_below_a_file_cannot_be_made()
    {
        File.WriteAllText(_temporary.PathOf("file"), "not a folder");

        var exception = Assert.Throws<WorkFolderException>(() => ArtifactFolder.Open(_temporary.PathOf("file/run")));

        Assert.StartsWith($"The folder {_temporary.PathOf("file/run")} cannot be made: ", exception.Message, StringComparison.Ordinal);
    }

    private static string InputIn(string manifest) =>
        System.Text.Json.JsonDocument.Parse(manifest).RootElement.GetProperty("input").GetRawText();

    private ArtifactFolder Open() => ArtifactFolder.Open(_temporary.FullPath);

    private Task<Number> SquareAsync(int input, CancellationToken cancellation)
    {
        _made++;
        return Task.FromResult(new Number(input * input, 0.1));
    }

    private sealed record Number(int Value, double Share);
}
