using TeachWhy.Studies;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Training;

namespace TeachWhy.Tests.Studies.Artifacts;

public sealed class ArtifactDamageTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly Told _told = new();

    public void Dispose() => _temporary.Dispose();

    // Every way a file can go wrong between two sessions, and what a person is told.
    public static TheoryData<string, Action<string>, string> Damages => new()
    {
        { "a.json", File.Delete, "a.json is missing" },
        { "a.json", path => File.WriteAllText(path, "other"), "a.json has 5 bytes instead of 9" },
        { "a.json", path => File.WriteAllText(path, "\"CONTENT\""), "a.json was changed" },
        { "a.json", path => File.WriteAllText(path, ""), "a.json has 0 bytes instead of 9" },
        { "manifest.json", File.Delete, "manifest.json is missing" },
        { "manifest.json", path => File.WriteAllText(path, "{"), "manifest.json cannot be read" },
        { "manifest.json", path => File.WriteAllText(path, "{}"), "manifest.json cannot be read" },
        { "manifest.json", path => File.WriteAllText(path, """{"stage":"texts/1","hash":"00","input":1,"files":[]}"""), "manifest.json names another artifact" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_artifact_is_told_of_and_made_again(string file, Action<string> damage, string reason)
    {
        using var folder = Open();
        var artifact = await MakeAsync(folder);
        damage(artifact.PathOf(file));

        var again = await MakeAsync(folder);

        Assert.Equal([new StudyEvent.ArtifactDamaged($"artifacts/{artifact.Key.Name}", reason)], _told.Events);
        Assert.False(again.Reused);
        Assert.Equal("content", await again.ReadJsonAsync<string>("a.json", default));
        Assert.True((await MakeAsync(folder)).Reused);
    }

    [Fact]
    public async Task A_value_that_no_longer_fits_its_type_is_made_again()
    {
        using var folder = Open();
        await folder.OnceAsync("values/1", 1, (_, _) => Task.FromResult("text"), default);

        var number = await folder.OnceAsync("values/1", 1, (_, _) => Task.FromResult(5), default);

        Assert.Equal(5, number);
        Assert.IsType<StudyEvent.ArtifactDamaged>(Assert.Single(_told.Events));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("long enough to hold a hash, but not the one of what follows it")]
    public async Task Damaged_scratch_is_told_of_and_not_used(string content)
    {
        using var folder = Open();
        await folder.FilesOnceAsync(
            "texts/1", 1,
            async (draft, cancellation) =>
            {
                Assert.Null(await draft.LoadScratchAsync("state", cancellation));
                Assert.Empty(_told.Events);

                await File.WriteAllTextAsync(Path.Combine(draft.ScratchFolder, "state"), content, cancellation);
                Assert.Null(await draft.LoadScratchAsync("state", cancellation));
                Assert.IsType<StudyEvent.ArtifactDamaged>(Assert.Single(_told.Events));
            },
            default);
    }

    // A disk that is full after any number of bytes: the artifact is never taken for finished, and made whole later.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task A_full_disk_is_said_in_one_sentence_and_leaves_nothing_half_written(long room)
    {
        using (var full = Open(new FailingStorage(room)))
        {
            var exception = await Assert.ThrowsAsync<WorkFolderException>(() => MakeAsync(full));

            var name = ArtifactKey.Of("texts/1", 1).Name;
            Assert.Equal(
                $"Could not write artifacts/{name} in {_temporary.FullPath}: no space is left on the disk; what was finished before is kept, and the same command goes on from there.",
                exception.Message);
        }

        Assert.Empty(_temporary.Files("artifacts"));
        using var folder = Open();
        Assert.Equal("content", await (await MakeAsync(folder)).ReadJsonAsync<string>("a.json", default));
        Assert.Empty(_told.Events);
    }

    [Theory]
    [InlineData("Sync")]
    [InlineData("MoveFolder")]
    public async Task A_failing_disk_is_no_finished_artifact(string step)
    {
        var storage = new FailingStorage { FailsAt = step };
        using var folder = Open(storage);

        var exception = await Assert.ThrowsAsync<WorkFolderException>(() => MakeAsync(folder));
        Assert.Contains("Input/output error", exception.Message, StringComparison.Ordinal);

        storage.FailsAt = null;
        Assert.False((await MakeAsync(folder)).Reused);
    }

    [Fact]
    public async Task A_report_that_cannot_be_moved_into_place_leaves_the_older_one()
    {
        var storage = new FailingStorage();
        using var folder = Open(storage);
        await folder.ReplaceTextAsync("report.html", "old", default);

        storage.FailsAt = "MoveFile";
        var exception = await Assert.ThrowsAsync<WorkFolderException>(() => folder.ReplaceTextAsync("report.html", "new", default));

        Assert.StartsWith($"Could not write {_temporary.PathOf("report.html")}: Input/output error", exception.Message, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(folder.PathOf("report.html")));
    }

    private static Task<Artifact> MakeAsync(ArtifactFolder folder) =>
        folder.FilesOnceAsync("texts/1", 1, (draft, cancellation) => draft.WriteJsonAsync("a.json", "content", cancellation), default);

    private ArtifactFolder Open(IArtifactStorage? storage = null) =>
        ArtifactFolder.Open(_temporary.FullPath, new ArtifactFolderOptions { Storage = storage ?? new DiskStorage(), Progress = _told });

    private sealed class Told : IProgress<StudyEvent>
    {
        public List<StudyEvent> Events { get; } = [];

        public void Report(StudyEvent value) => Events.Add(value);
    }
}
