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
    case ["adapters"]:
        AdapterBenchmark.Run(Console.Out);
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
    case ["serving", var address, var model, var vocabulary, var clients, var seconds, .. var extra]:
        await ServingBenchmark.DriveAsync(
            address, model, int.Parse(vocabulary, CultureInfo.InvariantCulture), int.Parse(clients, CultureInfo.InvariantCulture),
            double.Parse(seconds, CultureInfo.InvariantCulture), string.Concat(extra), Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: TeachWhy.Benchmarks kernels | training | adapters | sampling | peer prepare DIR | peer round DIR SECONDS THREADS | serving ADDRESS MODEL VOCABULARY CLIENTS SECONDS [FIELDS]");
        return 1;
}
