using System.Globalization;
using TeachWhy.Benchmarks;

switch (args)
{
    case ["kernels"]:
        KernelBenchmark.Run(Console.Out);
        return 0;
    case ["training"]:
        TrainingBenchmark.Run(Console.Out);
        return 0;
    case ["sampling"]:
        SamplingBenchmark.Run(Console.Out);
        return 0;
    case ["peer", "prepare", var folder]:
        PeerBenchmark.Prepare(folder);
        return 0;
    case ["peer", "round", var folder, var seconds, var threads]:
        PeerBenchmark.Round(
            folder, double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: TeachWhy.Benchmarks kernels | training | sampling | peer prepare DIR | peer round DIR SECONDS THREADS");
        return 1;
}
