using System.Diagnostics;
using System.Text.Json;
using TeachWhy.Training;
using TeachWhy.Training.Measurement;
using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Measurement;

namespace TeachWhy.Benchmarks;

/// <summary>
/// Our side of a comparison with another trainer or library: the same weights and the same batch, written where the
/// other finds them, and single rounds that a script alternates with the other's.
/// </summary>
internal static class PeerBenchmark
{
    private const int ComparedSteps = 20;

    /// <summary>Writes the model and the batch that both sides train on.</summary>
    public static void Prepare(string folder, string name)
    {
        using var model = TransformerModel.Create(MeasuredModel.All.Single(model => model.Name == name).Shape, seed: 1);
        var words = new WordTokenizer(Enumerable.Range(0, model.Shape.Vocabulary).Select(i => $"w{i}"));
        Checkpoint.Save(Path.Combine(folder, "model"), model, words, new CheckpointOrigin("benchmark", 1, 0, "", ""));
        var rows = TrainingMeasurement.Batch(model.Shape).Select(row => new { tokens = row.Tokens, starts = row.Starts });
        File.WriteAllText(Path.Combine(folder, "batch.json"), JsonSerializer.Serialize(rows));
    }

    /// <summary>One line of JSON: the losses of the first steps, and the speed over some seconds.</summary>
    public static void Round(string folder, double seconds, int threads, TextWriter output)
    {
        using var checkpoint = Checkpoint.Load(Path.Combine(folder, "model"));
        using var trainer = new Trainer(
            checkpoint.Model, new TrainingOptions { Steps = 1_000_000, WarmupSteps = 0, PeakLearningRate = 1e-3f, Threads = threads });
        var batch = TrainingMeasurement.Batch(checkpoint.Model.Shape);
        var losses = Enumerable.Range(0, ComparedSteps).Select(_ => trainer.Step(batch).Loss).ToList();

        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        long tokens = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            tokens += trainer.Step(batch).Tokens;
        }
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        output.WriteLine(JsonSerializer.Serialize(new
        {
            processor = tokens / used, clock = tokens / watch.Elapsed.TotalSeconds, losses,
        }));
    }

    /// <summary>One line of JSON: the speed of every kernel, and the peak measured beside it.</summary>
    public static void Products(double seconds, TextWriter output)
    {
        var peak = Peak.GigaFlops(budget: 0.5);
        var speeds = MeasuredModel.All.SelectMany(model => KernelMeasurement.Measure(model, KernelSet.Fastest, peak, seconds));
        output.WriteLine(JsonSerializer.Serialize(new
        {
            peak, kernels = speeds.Select(speed => new { model = speed.Model, name = speed.Name, shape = speed.Shape, gflops = speed.GigaFlops }),
        }));
    }
}
