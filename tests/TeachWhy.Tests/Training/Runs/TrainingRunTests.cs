using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Runs;

public sealed class TrainingRunTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task A_model_is_trained_from_nothing_to_a_checkpoint_and_a_record()
    {
        var exitCode = await _place.RunAsync(Workplace.Line + "--epochs 4");

        Assert.Equal((0, ""), (exitCode, _place.Terminal.Error));
        var record = _place.Record("out");
        Assert.InRange(record.Losses[^1].Loss, 0, record.Losses[0].Loss / 3);
        Assert.InRange(record.Validation[^1].Loss, 0, record.Validation[0].Loss / 3);
        Assert.Equal((0, record.Options.Steps), (record.Validation[0].Step, record.Validation[^1].Step));
        Assert.Equal(4 * record.Data.RowTokens, record.Tokens);
        using var checkpoint = Checkpoint.Load(_place.PathOf("out/checkpoint"));
        Assert.Equal(("out", 1UL, record.Tokens), (checkpoint.Origin.Name, checkpoint.Origin.Seed, checkpoint.Origin.Tokens));
        Assert.Contains("Done:", _place.Terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_goes_on_from_a_checkpoint_and_counts_its_whole_history()
    {
        await _place.RunAsync(Workplace.Line + "--steps 12");
        var before = _place.Record("out");

        var exitCode = await _place.RunAsync("train --from out/checkpoint --objective next-token --data corpus.jsonl --steps 6 --out next");

        Assert.Equal((0, ""), (exitCode, _place.Terminal.Error));
        var after = _place.Record("next");
        Assert.Equal(before.Validation[^1].Loss, after.Validation[0].Loss, tolerance: 0.3);
        using var checkpoint = Checkpoint.Load(_place.PathOf("next/checkpoint"));
        Assert.Equal(before.Tokens + after.Tokens, checkpoint.Origin.Tokens);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        Run(_place.Request("one") with { Steps = 8 });
        Run(_place.Request("two") with { Steps = 8, Threads = 2 });

        Assert.Equal(_place.Model("one/checkpoint"), _place.Model("two/checkpoint"));
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        Run(_place.Request("one") with { Steps = 4 });
        Run(_place.Request("two") with { Steps = 4, Seed = 2 });

        Assert.NotEqual(_place.Model("one/checkpoint"), _place.Model("two/checkpoint"));
    }

    // A batch of any size is gathered row by row: the rows are the same, so the tokens are.
    [Fact]
    public void A_batch_may_be_of_any_size()
    {
        Run(_place.Request("small") with { BatchTokens = 64, Epochs = 2 });
        Run(_place.Request("large") with { BatchTokens = 4096, Epochs = 2 });

        Assert.Equal(2, _place.Record("small").Options.BatchRows);
        Assert.Equal(128, _place.Record("large").Options.BatchRows);
        Assert.Equal(_place.Record("small").Tokens, _place.Record("large").Tokens);
    }

    [Theory]
    [InlineData("--validation-share 0", 0)]
    [InlineData("--validation held.jsonl", 40)]
    [InlineData("--validation-share 0.3", 90)]
    public async Task What_is_held_out_is_measured_and_not_trained_on(string options, int about)
    {
        _place.WriteCorpus("held.jsonl", documents: 40, seed: 9);

        await _place.RunAsync(Workplace.Line + "--steps 4 " + options);

        var record = _place.Record("out");
        Assert.InRange(record.ValidationData?.Documents ?? 0, about * 0.8, about * 1.2);
        Assert.Equal(about == 40 ? 300 : 300 - (record.ValidationData?.Documents ?? 0), record.Data.Documents);
        Assert.Equal(about > 0, Directory.Exists(_place.PathOf("out/best")));
    }

    public void Dispose() => _place.Dispose();

    private static TrainingRecord Run(TrainingRequest request) =>
        new TrainingRun(TimeProvider.System, "test").Run(request, progress: null, CancellationToken.None);
}
