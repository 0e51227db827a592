using System.Text.Json;
using TeachWhy.Tests.House;
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
    public async Task For_a_program_every_event_is_one_object_a_line()
    {
        await _place.RunAsync(Workplace.Line + "--steps 4 --json");

        var events = _place.Terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var names = events.Select(e => e.GetProperty("event").GetString()).Distinct();
        Assert.Equal(["data-ready", "model-ready", "evaluated", "stepped", "saved", "finished"], names);
        Assert.Equal(_place.Record("out").Data.TrainedTokens, events[0].GetProperty("training").GetProperty("trained_tokens").GetInt64());
        Assert.Equal(1, events.First(e => e.GetProperty("event").GetString() == "stepped").GetProperty("step").GetInt32());
    }

    // The page's commands in a folder that has its files: each must do what it says, as it is written.
    [Fact]
    public async Task The_commands_of_the_page_run_as_they_are_written()
    {
        File.WriteAllLines(_place.PathOf("talks.jsonl"), Enumerable.Range(0, 40).Select(i =>
            $$"""{"messages": [{"role": "user", "content": "w{{i}} w2"}, {"role": "assistant", "content": "w3 w{{i}}"}]}"""));
        var lines = File.ReadAllLines(Repository.PathOf("docs/training.md")).Where(line => line.StartsWith("./teachwhy train", StringComparison.Ordinal)).ToList();

        foreach (var line in lines)
        {
            Assert.Equal((0, ""), (await _place.RunAsync(line["./teachwhy ".Length..]), _place.Terminal.Error));
        }

        Assert.Equal(3, lines.Count);
        Assert.True(File.Exists(_place.PathOf("runs/adapter/checkpoint/adapter_config.json")));
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

    [Fact]
    public async Task An_adapter_is_trained_beside_a_frozen_checkpoint_and_saved_as_peft_does()
    {
        await _place.RunAsync(Workplace.Line + "--steps 12");

        var exitCode = await _place.RunAsync("train --from out/checkpoint --lora 4 --learning-rate 0.01 --objective next-token --data corpus.jsonl --epochs 3 --out adapter");

        Assert.Equal((0, ""), (exitCode, _place.Terminal.Error));
        var record = _place.Record("adapter");
        Assert.InRange(record.Validation[^1].Loss, 0, record.Validation[0].Loss * 0.95);
        Assert.InRange(record.TrainedParameters, 1, record.Parameters / 4);
        using var model = Checkpoint.Load(_place.PathOf("out/checkpoint")).Model;
        using var adapter = LowRankAdapter.Load(_place.PathOf("adapter/checkpoint"), model.Shape);
        adapter.MergeInto(model);
        Assert.Equal(record.Validation[^1].Loss, ValidationLoss(model, "adapter"), tolerance: 1e-4);
    }

    [Fact]
    public void An_adapter_that_was_stopped_goes_on_to_the_same_bytes()
    {
        Run(_place.Request("base") with { Steps = 4 });
        var request = _place.Request("") with
        {
            Shape = null, Tokenizer = null, From = _place.PathOf("base/checkpoint"), AdapterRank = 2, Steps = 10,
        };
        Run(request with { Folder = _place.PathOf("whole") });
        using var stop = new CancellationTokenSource();
        var stopped = request with { Folder = _place.PathOf("stopped") };
        Assert.Throws<OperationCanceledException>(() => new TrainingRun(TimeProvider.System, "test").Run(stopped, new StopAfter(6, stop), stop.Token));

        Run(stopped);

        Assert.Equal(_place.Model("whole/checkpoint"), _place.Model("stopped/checkpoint"));
    }

    // The folder that is given is the run's; what decides the result lies in it.
    [Fact]
    public void A_base_that_was_trained_anew_is_not_gone_on_with()
    {
        Run(_place.Request("base") with { Steps = 4 });
        var request = _place.Request("tuned") with { Shape = null, Tokenizer = null, From = _place.PathOf("base"), Steps = 4 };
        Run(request);
        Run(_place.Request("another") with { Steps = 5 });
        File.Copy(_place.PathOf("another/checkpoint/model.safetensors"), _place.PathOf("base/checkpoint/model.safetensors"), overwrite: true);

        var refusal = Assert.Throws<TrainingRefusedException>(() => Run(request));

        Assert.Contains("another content of model.safetensors (--from)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_loss_is_no_number_stops_and_keeps_the_last_good_state()
    {
        var request = _place.Request("out") with { Steps = 40, SaveEvery = 2, LearningRate = 1e20f, Warmup = 30, Clip = null };

        var failure = Assert.Throws<TrainingDivergedException>(() => Run(request));

        Assert.StartsWith("Training diverged: after step ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("a smaller --learning-rate in another folder may help.", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_place.PathOf("out/training.json")));
        if (Directory.Exists(_place.PathOf("out/checkpoint")))
        {
            using var kept = Checkpoint.Load(_place.PathOf("out/checkpoint"));
        }
    }

    [Fact]
    public void A_model_that_does_not_fit_into_memory_is_refused_with_the_numbers_and_nothing_is_read()
    {
        var run = new TrainingRun(TimeProvider.System, "test", memory: () => 1 << 20);

        var refusal = Assert.Throws<TrainingRefusedException>(() => run.Run(_place.Request("out"), progress: null, CancellationToken.None));

        Assert.Matches(@"^Training this model of [\d,]+ parameters needs about [\d.]+ [MG]iB of memory and there are 1 MiB; ", refusal.Message);
        Assert.False(Directory.Exists(_place.PathOf("out/data")));
    }

    public void Dispose() => _place.Dispose();

    private double ValidationLoss(TransformerModel model, string folder)
    {
        using var rows = new RowFile(_place.PathOf($"{folder}/data/validation.rows"), model.Shape.Context);
        return HeldOutLoss.Of(model, [.. Enumerable.Range(0, (int)rows.Count).Select(i => rows[i])]);
    }

    private sealed class StopAfter(int step, CancellationTokenSource stop) : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            if (value is TrainingEvent.Stepped stepped && stepped.Step == step)
            {
                stop.Cancel();
            }
        }
    }

    private static TrainingRecord Run(TrainingRequest request) =>
        new TrainingRun(TimeProvider.System, "test").Run(request, progress: null, CancellationToken.None);
}
