using TeachWhy.Training;

namespace TeachWhy.Tests.Training.Runs;

public sealed class ResumeTests(ResumeTests.WholeRun whole) : IClassFixture<ResumeTests.WholeRun>
{
    private const int Steps = 24;

    private readonly Workplace _place = whole.Place;
    private readonly List<TrainingEvent> _events = [];

    // Each test has a folder of its own beside the run that was never stopped.
    private readonly string _out = $"out-{Guid.NewGuid():N}";

    // Whatever the moment: before the first save, right after one, between two, and after the last step.
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(24)]
    public void A_run_that_was_stopped_goes_on_where_it_was_and_ends_with_the_same_bytes(int step)
    {
        using var stop = new CancellationTokenSource();

        // After the last step there is nothing to stop any more.
        if (step < Steps)
        {
            Assert.Throws<OperationCanceledException>(() => Run(_out, StopsAt(step, stop.Cancel), stop.Token));
        }
        Run(_out);

        Assert.Equal(step < Steps, _events.OfType<TrainingEvent.Resumed>().Any(resumed => resumed.Step == step));
        AssertSameAsWhole();
    }

    // As a power cut does: what was not saved is gone, and the last save is where it goes on.
    [Theory]
    [InlineData(3, null)]
    [InlineData(7, 5)]
    [InlineData(23, 20)]
    public void A_run_that_was_killed_goes_on_from_its_last_save_and_ends_with_the_same_bytes(int step, int? saved)
    {
        Kill(_out, step);

        Run(_out);

        Assert.Equal(saved, _events.OfType<TrainingEvent.Resumed>().SingleOrDefault()?.Step);
        AssertSameAsWhole();
    }

    public static TheoryData<string> Damages => ["trainer.bin", "notes-10.json"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_state_that_was_cut_off_is_noticed_and_the_run_starts_anew_to_the_same_bytes(string file)
    {
        Kill(_out, 12);
        var path = _place.PathOf($"{_out}/state/{file}");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);

        Run(_out);

        Assert.Contains(_events, e => e is TrainingEvent.Warned warned && warned.Text.StartsWith("The state of the run cannot be used, so it starts anew: ", StringComparison.Ordinal));
        AssertSameAsWhole();
    }

    [Theory]
    [InlineData("data.json")]
    [InlineData("training.rows")]
    [InlineData("validation.rows")]
    public void Rows_that_were_damaged_are_made_again(string file)
    {
        Kill(_out, 12);
        var path = _place.PathOf($"{_out}/data/{file}");
        var content = File.ReadAllBytes(path);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(path, content[..^1]);

        Run(_out);

        AssertSameAsWhole();
    }

    [Fact]
    public void What_a_killed_session_was_writing_is_thrown_away()
    {
        Kill(_out, 12);
        Directory.CreateDirectory(_place.PathOf($"{_out}/best.123.tmp"));
        File.WriteAllText(_place.PathOf($"{_out}/state/trainer.bin.123.tmp"), "half");

        Run(_out);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.PathOf(_out), "*.tmp", SearchOption.AllDirectories));
        AssertSameAsWhole();
    }

    [Fact]
    public void Data_that_was_read_is_not_read_again()
    {
        Kill(_out, 12);

        Run(_out);

        Assert.True(_events.OfType<TrainingEvent.DataReady>().Single().Reused);
        Assert.DoesNotContain(_events, e => e is TrainingEvent.DataRead);
    }

    [Fact]
    public void A_run_that_is_over_does_nothing_but_say_so()
    {
        Run(_out);
        var before = File.GetLastWriteTimeUtc(_place.PathOf($"{_out}/checkpoint/model.safetensors"));
        _events.Clear();

        Run(_out);

        Assert.IsType<TrainingEvent.Finished>(Assert.Single(_events));
        Assert.Equal(before, File.GetLastWriteTimeUtc(_place.PathOf($"{_out}/checkpoint/model.safetensors")));
    }

    [Fact]
    public void A_changed_option_is_refused_by_name()
    {
        Kill(_out, 12);

        var refusal = Assert.Throws<TrainingRefusedException>(() => Run(Request(_out) with { LearningRate = 0.25f }));

        Assert.Equal(
            $"The run in {_place.PathOf(_out)} was begun with --learning-rate (default), not 0.25; give what it was begun with to go on, or another folder with --out.",
            refusal.Message);
    }

    [Fact]
    public void A_changed_file_is_refused_by_name()
    {
        _place.WriteCorpus("changing.jsonl", documents: 50, seed: 3);
        var request = Request(_out) with { Data = [_place.PathOf("changing.jsonl")] };
        Run(request);
        File.AppendAllText(_place.PathOf("changing.jsonl"), "{\"text\": \"w1 w2\"}\n");

        var refusal = Assert.Throws<TrainingRefusedException>(() => Run(request));

        Assert.Equal(
            $"The run in {_place.PathOf(_out)} was begun with another content of changing.jsonl (--data); give what it was begun with to go on, or another folder with --out.",
            refusal.Message);
    }

    [Fact]
    public void What_changes_no_result_may_be_changed()
    {
        Kill(_out, 12);

        Run(Request(_out) with { Threads = 2, SaveEvery = 3 });

        AssertSameAsWhole();
    }

    private void AssertSameAsWhole()
    {
        Assert.Equal(_place.Model("whole/checkpoint"), _place.Model($"{_out}/checkpoint"));
        Assert.Equal(_place.Model("whole/best"), _place.Model($"{_out}/best"));
        Assert.Equal(_place.Record("whole").Losses, _place.Record(_out).Losses);
        Assert.Equal(_place.Record("whole").Validation, _place.Record(_out).Validation);
        Assert.False(Directory.Exists(_place.PathOf($"{_out}/state")));
    }

    private TrainingRequest Request(string folder) => WholeRun.Request(_place, folder);

    private void Run(string folder, Action<TrainingEvent>? observe = null, CancellationToken cancellation = default) =>
        Run(Request(folder), observe, cancellation);

    private void Run(TrainingRequest request, Action<TrainingEvent>? observe = null, CancellationToken cancellation = default)
    {
        var progress = new Observer(e =>
        {
            _events.Add(e);
            observe?.Invoke(e);
        });
        new TrainingRun(TimeProvider.System, "test").Run(request, progress, cancellation);
    }

    private void Kill(string folder, int step)
    {
        Assert.Throws<InvalidTimeZoneException>(() => Run(folder, StopsAt(step, () => throw new InvalidTimeZoneException())));
        _events.Clear();
    }

    private static Action<TrainingEvent> StopsAt(int step, Action stop) => e =>
    {
        if (e is TrainingEvent.Stepped stepped && stepped.Step == step)
        {
            stop();
        }
    };

    /// <summary>The run that every other one must end like.</summary>
    public sealed class WholeRun : IDisposable
    {
        public WholeRun() => new TrainingRun(TimeProvider.System, "test").Run(Request(Place, "whole"), progress: null, CancellationToken.None);

        internal Workplace Place { get; } = new();

        internal static TrainingRequest Request(Workplace place, string folder) => place.Request(folder) with { Steps = Steps, EvaluateEvery = 6, SaveEvery = 5 };

        public void Dispose() => Place.Dispose();
    }

    private sealed class Observer(Action<TrainingEvent> observe) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value) => observe(value);
    }
}
