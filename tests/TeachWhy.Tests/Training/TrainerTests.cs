using System.Runtime.InteropServices;
using TeachWhy.Training;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 40, Channels = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, Hidden = 48, Context = 48,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-trainer-").FullName;

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        var one = Train(steps: 12, threads: 1);

        Assert.Equal(one, Train(steps: 12, threads: 2));
        Assert.Equal(one, Train(steps: 12, threads: 3));
    }

    [Fact]
    public void A_run_that_was_killed_and_resumed_ends_with_the_same_bytes()
    {
        var rows = Rows().Take(12 * 8).ToList();
        var path = Path.Combine(_folder, "state");
        var options = new TrainingOptions { Steps = 12, WarmupSteps = 3 };
        using (var model = TransformerModel.Create(Shape, seed: 1))
        using (var trainer = new Trainer(model, options))
        {
            trainer.Run(rows.Take(5 * 8), progress: null, CancellationToken.None);
            trainer.SaveState(path);
        }

        using var resumedModel = new TransformerModel(Shape);
        using var resumed = new Trainer(resumedModel, options);
        resumed.LoadState(path);
        resumed.Run(rows.Skip(resumed.StepsDone * 8), progress: null, CancellationToken.None);

        Assert.Equal(12, resumed.StepsDone);
        Assert.Equal(Train(steps: 12, threads: 1), Bytes(resumedModel));
    }

    [Fact]
    public void Every_damaged_byte_of_a_state_is_noticed_and_nothing_is_changed()
    {
        var path = Path.Combine(_folder, "state");
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 12 });
        trainer.SaveState(path);
        var before = Bytes(model);
        var content = File.ReadAllBytes(path);
        var random = new RandomSource(1);
        for (var i = 0; i < 50; i++)
        {
            var damaged = (byte[])content.Clone();
            damaged[i < 32 ? i : random.NextInt(content.Length)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(path, damaged);

            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => trainer.LoadState(path)).Message);
        }
        File.WriteAllBytes(path, content[..^1]);
        Assert.Throws<InvalidDataException>(() => trainer.LoadState(path));
        Assert.Equal(before, Bytes(model));
    }

    // Each document counts up from where it starts: easily learned, impossible without attention or embedding working.
    [Fact]
    public void A_model_learns_to_count()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        var heldOut = Rows().Skip(2000).Take(8).ToList();
        var before = HeldOutLoss.Of(model, heldOut);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 80, WarmupSteps = 10 });

        trainer.Run(Rows(), progress: null, CancellationToken.None);

        Assert.Equal(80, trainer.StepsDone);
        Assert.InRange(HeldOutLoss.Of(model, heldOut), 0, before / 4);
    }

    [Fact]
    public void A_batch_without_any_weight_is_refused()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 1 });

        Assert.Throws<ArgumentException>(() => trainer.Step([new PackedRow([1, 2, 3], [0], [1, 0, 0])]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_that_is_refused_leaves_no_trace(int threads)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 12, WarmupSteps = 3, Threads = threads });
        var rows = Rows().Take(12 * 8).ToList();
        var wrong = new PackedRow([1, 2, Shape.Vocabulary], [0], [1, 1, 1]);
        var before = Bytes(model);

        Assert.Throws<ArgumentException>(() => trainer.Step([rows[0], rows[1], wrong, rows[2]]));

        Assert.Equal(before, Bytes(model));
        trainer.Run(rows, progress: null, CancellationToken.None);
        Assert.Equal(Train(steps: 12, threads: 1), Bytes(model));
    }

    [Fact]
    public void Progress_is_reported_as_often_as_asked_and_at_the_end()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 7, WarmupSteps = 3, ReportEvery = 3 });
        var progress = new Recorder();

        trainer.Run(Rows(), progress, CancellationToken.None);

        Assert.Equal([3, 6, 7], progress.Reports.Select(report => report.Step));
        Assert.Equal(trainer.TokensSeen, progress.Reports[^1].Tokens);
        Assert.All(progress.Reports, report => Assert.InRange(report.Loss, 0.5, 5));
    }

    [Fact]
    public void A_cancelled_run_stops_between_steps()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = 7 });
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => trainer.Run(Rows(), progress: null, cancellation.Token));
        Assert.Equal(0, trainer.StepsDone);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Train(int steps, int threads)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var trainer = new Trainer(model, new TrainingOptions { Steps = steps, WarmupSteps = 3, Threads = threads });
        trainer.Run(Rows(), progress: null, CancellationToken.None);
        return Bytes(model);
    }

    private static byte[] Bytes(TransformerModel model) => MemoryMarshal.AsBytes(model.Parameters.Values).ToArray();

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }

    private static IEnumerable<PackedRow> Rows() => Packing.Pack(Documents(), Shape.Context);

    private static IEnumerable<TrainingDocument> Documents()
    {
        var random = new RandomSource(2);
        while (true)
        {
            var (start, length) = (random.NextInt(Shape.Vocabulary), random.NextInt(5, 25));
            yield return new TrainingDocument(
                [.. Enumerable.Range(start, length).Select(i => i % Shape.Vocabulary)],
                [.. Enumerable.Repeat(1f, length)]);
        }
    }
}
