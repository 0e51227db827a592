using System.Diagnostics;
using System.Globalization;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>How much text a second the gates look at, on documents of 3,000 letters with words as frequent as in our own pages.</summary>
internal static class GateBenchmark
{
    private const int DocumentLetters = 3000;

    public static void Run(string pages, int megabytes, int threads, TextWriter output)
    {
        var words = Directory.EnumerateFiles(pages, "*.md").SelectMany(path => File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.All(letter => char.IsLetter(letter) || letter is ',' or '.' or '\'')).ToArray();
        var items = Documents(words, (long)megabytes << 20);
        Measure("nothing", [], []);
        Measure("all", [new FormGate(), new EncodingGate(), new RefusalGate(), new LengthGate(20, 5000), new LanguageGate(), LintGate.Shipped, LeakGate.OfShipped()], [new DuplicateGate(), new PatternGate()]);
        foreach (var gate in (IGate[])[new EncodingGate(), new LengthGate(20, 5000), new LanguageGate(), LintGate.Shipped, LeakGate.OfShipped()])
        {
            Measure(gate.Name, [gate], []);
        }
        foreach (var gate in (ISetGate[])[new DuplicateGate(), new PatternGate()])
        {
            Measure(gate.Name, [], [gate]);
        }

        void Measure(string name, IReadOnlyList<IGate> gates, IReadOnlyList<ISetGate> setGates)
        {
            var chain = new GateChain(gates, setGates);
            var watch = Stopwatch.StartNew();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var letters = 0L;
            foreach (var (item, _) in chain.Run(items(), threads, CancellationToken.None))
            {
                letters += item.Taught.Length;
            }

            var seconds = watch.Elapsed.TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10} {letters / seconds / (1 << 20),8:0.0} MiB/s, {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / letters * (1 << 20):0.0} ms of processor time a MiB, {chain.Passed:N0} of {chain.Seen:N0} passed, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        }
    }

    private static Func<IEnumerable<GatedItem>> Documents(string[] words, long letters)
    {
        return Make;

        IEnumerable<GatedItem> Make()
        {
            var random = new RandomSource(5);
            for (var (number, made) = (0, 0L); made < letters; number++, made += DocumentLetters)
            {
                var text = new System.Text.StringBuilder(DocumentLetters + 20);
                while (text.Length < DocumentLetters)
                {
                    text.Append(words[random.NextInt(words.Length)]).Append(' ');
                }

                yield return new GatedItem(number.ToString(CultureInfo.InvariantCulture), Example.Document(text.ToString()));
            }
        }
    }
}
