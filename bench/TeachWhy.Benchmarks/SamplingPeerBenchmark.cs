using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>
/// Our side of a comparison with another sampler: models of named sizes, and single rounds that a script alternates with
/// the other's. Reading prompts and making tokens are timed apart.
/// </summary>
internal static class SamplingPeerBenchmark
{
    private const int FewestRequests = 16;

    private static readonly Dictionary<string, TransformerShape> Shapes = new()
    {
        ["miniature"] = new() { Vocabulary = 620, Context = 160 },
        ["d256"] = new() { Vocabulary = 4096, Channels = 256, Layers = 6, Heads = 8, KeyValueHeads = 8, Hidden = 688, Context = 512 },
        ["40m"] = new() { Vocabulary = 16384, Channels = 512, Layers = 8, Heads = 8, KeyValueHeads = 8, Hidden = 1536, Context = 1024 },
        ["130m"] = new() { Vocabulary = 16384, Channels = 896, Layers = 10, Heads = 14, KeyValueHeads = 2, Hidden = 3072, Context = 1024, TiedHead = true },
    };

    public const string Usage = "sampling-peer prepare SHAPE TYPE DIR | sampling-peer round DIR TYPE SEQUENCES THREADS PROMPT NEW";

    /// <summary>False where the arguments are none of those of <see cref="Usage"/>.</summary>
    public static bool Run(string[] arguments, TextWriter output)
    {
        switch (arguments)
        {
            case ["prepare", var shape, var type, var folder]:
                Prepare(shape, Enum.Parse<WeightType>(type), folder);
                return true;
            case ["round", var folder, var type, .. { Length: 4 } numbers]:
                int[] n = [.. numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
                Round(folder, Enum.Parse<WeightType>(type), n[0], n[1], n[2], n[3], output);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a model of a named size that both sides sample.</summary>
    private static void Prepare(string shape, WeightType type, string folder)
    {
        using var model = TransformerModel.Create(Shapes[shape], seed: 1, Initialization.Normal);
        var words = new WordTokenizer(Enumerable.Range(0, model.Shape.Vocabulary).Select(i => $"w{i}"));
        Checkpoint.Save(folder, model, words, new CheckpointOrigin("benchmark", 1, 0, "", ""), new CheckpointOptions { Type = type });
    }

    /// <summary>One line of JSON: tokens of prompts read, and tokens made, each per second of the clock and of the processor.</summary>
    /// <param name="type">How weights, keys and values are kept.</param>
    private static void Round(string folder, WeightType type, int sequences, int threads, int promptTokens, int newTokens, TextWriter output)
    {
        using var model = Checkpoint.Open(folder);
        var options = new SamplerOptions { Sequences = sequences, Threads = threads, WeightType = type, CacheType = type, PrefixMemory = 0 };
        using var sampler = new Sampler(model.Weights, options);
        var random = new RandomSource(1);

        // One sequence alone is over in milliseconds: several, one after the other, can be timed.
        var count = Math.Max(sequences, FewestRequests);
        var requests = Enumerable.Range(0, count).Select(_ => new SampleRequest
        {
            Prompt = [.. Enumerable.Range(0, promptTokens).Select(_ => random.NextInt(model.Shape.Vocabulary))],
            MaxTokens = 1,
            Temperature = 0,
        }).ToList();
        var longer = requests.Select(request => request with { MaxTokens = 1 + newTokens }).ToList();
        Time(sampler, requests);
        var (read, all) = (Best(sampler, requests), Best(sampler, longer));
        output.WriteLine(JsonSerializer.Serialize(new
        {
            sequences, threads,
            read = count * promptTokens / read.Clock,
            made = count * newTokens / (all.Clock - read.Clock),
            readProcessor = count * promptTokens / read.Processor,
            madeProcessor = count * newTokens / (all.Processor - read.Processor),
        }));
    }

    private static (double Clock, double Processor) Best(Sampler sampler, List<SampleRequest> requests)
    {
        var times = Enumerable.Range(0, 3).Select(_ => Time(sampler, requests)).ToList();
        return (times.Min(time => time.Clock), times.Min(time => time.Processor));
    }

    private static (double Clock, double Processor) Time(Sampler sampler, List<SampleRequest> requests)
    {
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        sampler.Sample(requests);
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }
}
