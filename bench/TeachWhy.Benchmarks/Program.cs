using System.Globalization;
using TeachWhy.Benchmarks;

switch (args)
{
    case ["paths"]:
        PathBenchmark.Run(Console.Out);
        return 0;
    case ["peer", "prepare", var folder, var model]:
        PeerBenchmark.Prepare(folder, model);
        return 0;
    case ["adapters"]:
        AdapterBenchmark.Run(Console.Out);
        return 0;
    case ["peer", "products", var seconds]:
        PeerBenchmark.Products(double.Parse(seconds, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["peer", "round", var folder, var seconds, var threads]:
        PeerBenchmark.Round(
            folder, double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["conformance", "prepare", var folder]:
        ConformanceBenchmark.Prepare(folder);
        return 0;
    case ["conformance", "compare", var folder]:
        ConformanceBenchmark.Compare(folder, Console.Out);
        return 0;
    case ["serving", var address, var model, var vocabulary, var clients, var seconds, .. var extra]:
        await ServingBenchmark.DriveAsync(
            address, model, int.Parse(vocabulary, CultureInfo.InvariantCulture), int.Parse(clients, CultureInfo.InvariantCulture),
            double.Parse(seconds, CultureInfo.InvariantCulture), string.Concat(extra), Console.Out);
        return 0;
    case ["sampling-peer", .. var arguments] when SamplingPeerBenchmark.Run(arguments, Console.Out):
        return 0;
    case ["gates", var pages, var megabytes, var threads]:
        GateBenchmark.Run(pages, int.Parse(megabytes, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["gate-recall", var repository, .. var files]:
        new GateRecall(repository, files, Console.Out).Run();
        return 0;
    case ["gate-memory", var pages, var gigabytes, var threads]:
        GateBenchmark.Memory(pages, double.Parse(gigabytes, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["scripted-server", var port, .. var fails]:
        await new ScriptedServer(int.Parse(port, CultureInfo.InvariantCulture), fails is [var oneIn] ? int.Parse(oneIn, CultureInfo.InvariantCulture) : 0).RunAsync(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: TeachWhy.Benchmarks paths | adapters | peer prepare DIR MODEL | peer round DIR SECONDS THREADS | peer products SECONDS | conformance prepare|compare DIR | serving ADDRESS MODEL VOCABULARY CLIENTS SECONDS [FIELDS] | gates PAGES MEGABYTES THREADS | gate-recall REPOSITORY [FILES] | gate-memory PAGES GIGABYTES THREADS | scripted-server PORT [FAILS-ONE-IN] | " + SamplingPeerBenchmark.Usage);
        return 1;
}
