using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Measurement;

namespace TeachWhy.Benchmarks;

/// <summary>Every kernel on every vector path that the machine has; <c>teachwhy bench</c> shows the fastest path alone.</summary>
internal static class PathBenchmark
{
    private const double Seconds = 0.3;

    public static void Run(TextWriter output)
    {
        var peak = Peak.GigaFlops(budget: 1);
        output.WriteLine($"Multiply-add peak of one core: {peak:F1} GF/s\n");
        output.WriteLine("| path | model | kernel | sizes | GF/s | of peak |\n|---|---|---|---|---|---|");
        foreach (var kernels in KernelSet.Available)
        {
            foreach (var speed in MeasuredModel.All.SelectMany(model => KernelMeasurement.Measure(model, kernels, peak, Seconds)))
            {
                output.WriteLine($"| {kernels.Name} | {speed.Model} | {speed.Name} | {speed.Shape} | {speed.GigaFlops:F0} | {speed.ShareOfPeak:P0} |");
            }
        }
    }
}
