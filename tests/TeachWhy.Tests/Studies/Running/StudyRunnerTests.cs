using System.Text.Json.Nodes;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;

namespace TeachWhy.Tests.Studies.Running;

/// <summary>The whole path with sizes that say nothing: what is checked is that work is neither lost, repeated nor changed by how it is done.</summary>
public sealed class StudyRunnerTests : IDisposable
{
    private static readonly PresetSizes Sizes = new()
    {
        RootBases = 1, OtherBases = 1, ArmSeeds = 1, PretrainingTokens = 8_000, ArmTokens = 600, SweepShares = [],
        HoneypotsPerFamily = 2, OrdinaryTasks = 2, AuditItems = 2, GateRollouts = 3, GatesDecide = false,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("study-runner-").FullName;

    [Fact]
    public async Task The_number_of_threads_changes_nothing_that_was_measured()
    {
        await RunAsync("one", threads: 1);
        await RunAsync("two", threads: 2);

        Assert.Equal(Measured("one"), Measured("two"));
    }

    [Fact]
    public async Task A_study_that_was_stopped_goes_on_to_the_same_results()
    {
        await RunAsync("whole", threads: 2);

        using var stop = new CancellationTokenSource();
        var seen = new List<StudyEvent>();
        var stopping = new Listener(seen, e =>
        {
            if (e is StudyEvent.RateMeasured)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync("stopped", threads: 2, stopping, stop.Token));
        await RunAsync("stopped", threads: 2, new Listener(seen));

        Assert.Contains(seen, e => e is StudyEvent.StageFinished { Reused: true });
        Assert.Equal(Measured("whole"), Measured("stopped"));
    }

    [Fact]
    public async Task A_damaged_artifact_is_told_of_and_made_again()
    {
        await RunAsync("damaged", threads: 2);
        var before = Measured("damaged");
        var weights = Directory.GetFiles(Path.Combine(_root, "damaged"), "model.safetensors", SearchOption.AllDirectories)[0];
        var bytes = await File.ReadAllBytesAsync(weights);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes);

        var seen = new List<StudyEvent>();
        await RunAsync("damaged", threads: 2, new Listener(seen));

        Assert.Single(seen.OfType<StudyEvent.ArtifactDamaged>());
        Assert.Equal(before, Measured("damaged"));
    }

    [Fact]
    public async Task Every_number_leads_to_pages_that_are_there()
    {
        var outcome = await RunAsync("pages", threads: 2);

        Assert.True(outcome.Complete);
        foreach (var arm in outcome.Results.Arms)
        {
            Assert.True(File.Exists(Path.Combine(_root, "pages", arm.TranscriptsPage)), arm.TranscriptsPage);
            Assert.All(arm.Runs, run => Assert.True(File.Exists(Path.Combine(_root, "pages", run.TranscriptsPage)), run.TranscriptsPage));
            Assert.Equal(6 * arm.Runs.Count, arm.Overall.N);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Task<StudyOutcome> RunAsync(string folder, int threads, IProgress<StudyEvent>? progress = null, CancellationToken cancellation = default) =>
        new StudyRunner(TimeProvider.System, _ => Sizes).RunAsync(
            new StudyRequest { Preset = StudyPreset.Tiny, Seed = 4711, Arms = ["constitution"], Threads = threads, Folder = Path.Combine(_root, folder) },
            progress ?? new Listener([]), cancellation);

    /// <summary>The results without what a clock or a machine put in.</summary>
    private string Measured(string folder)
    {
        var results = JsonNode.Parse(File.ReadAllText(Path.Combine(_root, folder, StudyRunner.ResultsFileName)))!;
        Strip(results);
        return results.ToJsonString();

        static void Strip(JsonNode? node)
        {
            if (node is JsonObject json)
            {
                foreach (var name in new[] { "elapsed_seconds", "training_seconds", "peak_memory_bytes", "threads" })
                {
                    json.Remove(name);
                }

                foreach (var (_, child) in json)
                {
                    Strip(child);
                }
            }
            else if (node is JsonArray array)
            {
                foreach (var child in array)
                {
                    Strip(child);
                }
            }
        }
    }

    private sealed class Listener(List<StudyEvent> seen, Action<StudyEvent>? then = null) : IProgress<StudyEvent>
    {
        public void Report(StudyEvent value)
        {
            lock (seen)
            {
                seen.Add(value);
            }

            then?.Invoke(value);
        }
    }
}
