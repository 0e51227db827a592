using System.Runtime.InteropServices;
using TeachWhy.Training;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Training;

public sealed class AdapterTrainingTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 40, Channels = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 12, Hidden = 48, Context = 48, QueryKeyNorm = true,
    };

    private static readonly TrainingOptions Options = new() { Steps = 12, WarmupSteps = 3, PeakLearningRate = 1e-2f };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-adapter-").FullName;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same_bytes(int threads) =>
        Assert.Equal(Train(Options), Train(Options with { Threads = threads }));

    [Fact]
    public void The_model_itself_stays_as_it_was_to_the_bit()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var adapter = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 2);
        using var trainer = new Trainer(model, Options, kernels: null, adapter);
        var (before, untrained) = (Bytes(model.Parameters), Bytes(adapter.Parameters));

        trainer.Run(Rows(), progress: null, CancellationToken.None);

        Assert.Equal(before, Bytes(model.Parameters));
        Assert.NotEqual(untrained, Bytes(adapter.Parameters));
    }

    [Fact]
    public void A_run_that_was_killed_and_resumed_ends_with_the_same_bytes()
    {
        var path = Path.Combine(_folder, "state");
        using var model = TransformerModel.Create(Shape, seed: 1);
        using (var adapter = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 2))
        using (var trainer = new Trainer(model, Options, kernels: null, adapter))
        {
            trainer.Run(Rows().Take(5 * Options.BatchRows), progress: null, CancellationToken.None);
            trainer.SaveState(path);
        }

        using var resumedAdapter = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 3);
        using var resumed = new Trainer(model, Options, kernels: null, resumedAdapter);
        resumed.LoadState(path);
        resumed.Run(Rows().Skip(resumed.StepsDone * Options.BatchRows), progress: null, CancellationToken.None);

        Assert.Equal(12, resumed.StepsDone);
        Assert.Equal(Train(Options), Bytes(resumedAdapter.Parameters));
    }

    [Fact]
    public void A_state_of_the_whole_model_is_refused()
    {
        var path = Path.Combine(_folder, "state");
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var adapter = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 2);
        using var whole = new Trainer(model, Options);
        using var narrow = new Trainer(model, Options, kernels: null, adapter);
        whole.SaveState(path);

        Assert.Contains("not the training state", Assert.Throws<InvalidDataException>(() => narrow.LoadState(path)).Message);
    }

    // A model that counts up by one is taught to count up by two, by its adapter alone; merged it still does.
    [Fact]
    public void An_adapter_teaches_a_frozen_model_something_new()
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using (var trainer = new Trainer(model, new TrainingOptions { Steps = 80, WarmupSteps = 10 }))
        {
            trainer.Run(Rows(), progress: null, CancellationToken.None);
        }
        var news = Rows(by: 2).Skip(2000).Take(8).ToList();
        var before = HeldOutLoss.Of(model, news);
        using var adapter = LowRankAdapter.Create(Shape, new LowRankOptions { Rank = 8 }, seed: 2);
        using var adapting = new Trainer(
            model, new TrainingOptions { Steps = 100, WarmupSteps = 10, PeakLearningRate = 1e-2f }, kernels: null, adapter);

        adapting.Run(Rows(by: 2), progress: null, CancellationToken.None);

        var (loss, weight) = adapting.Measure(news);
        Assert.InRange(loss / weight, 0, before / 4);
        adapter.MergeInto(model);
        Assert.Equal(loss / weight, HeldOutLoss.Of(model, news), tolerance: 1e-4);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Train(TrainingOptions options)
    {
        using var model = TransformerModel.Create(Shape, seed: 1);
        using var adapter = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 2);
        using var trainer = new Trainer(model, options, kernels: null, adapter);
        trainer.Run(Rows(), progress: null, CancellationToken.None);
        return Bytes(adapter.Parameters);
    }

    private static IEnumerable<PackedRow> Rows(int by = 1) => Packing.Pack(Documents(by), Shape.Context);

    private static IEnumerable<TrainingDocument> Documents(int by)
    {
        var random = new RandomSource(6);
        while (true)
        {
            var (first, length) = (random.NextInt(Shape.Vocabulary), 4 + random.NextInt(20));
            yield return new TrainingDocument(
                [.. Enumerable.Range(0, length).Select(i => (first + by * i) % Shape.Vocabulary)],
                [.. Enumerable.Repeat(1f, length)]);
        }
    }

    private static byte[] Bytes(ParameterBlock block) => MemoryMarshal.AsBytes(block.Values).ToArray();
}
