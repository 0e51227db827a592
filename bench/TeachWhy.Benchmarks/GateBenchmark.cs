using System.Diagnostics;
using System.Globalization;
using System.Text;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>
/// How much text a second the gates look at, and how much memory they keep, on documents with words as frequent as in our own pages.
/// </summary>
internal static class GateBenchmark
{
    private const int DocumentLetters = 3000;
    private const int Rounds = 3;

    /// <summary>All gates together and each alone. The documents are made before the clock starts.</summary>
    public static void Run(string pages, int megabytes, int threads, TextWriter output)
    {
        string[] texts = [.. Texts(pages, megabytes * 1_000_000L)];
        var letters = texts.Sum(text => (long)text.Length);
        Measure("nothing", []);
        Measure("all", GateCatalog.Names);
        foreach (var gate in GateCatalog.Names)
        {
            Measure(gate, [gate]);
        }

        void Measure(string name, IReadOnlyCollection<string> gates)
        {
            // The first round compiles; of the others the best is what the gates take where nothing disturbs them.
            var rounds = Enumerable.Range(0, Rounds + 1).Select(_ => Round(gates)).Skip(1).ToList();
            var (passed, seen) = (rounds[0].Passed, rounds[0].Seen);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10} {letters / rounds.Min(round => round.Seconds) / 1e6,8:0.0} MB/s, {rounds.Min(round => round.Processor.TotalMilliseconds) / letters * 1e6,6:0.0} ms of processor time a MB, {passed:N0} of {seen:N0} passed"));
        }

        (double Seconds, TimeSpan Processor, long Passed, long Seen) Round(IReadOnlyCollection<string> gates)
        {
            var chain = GateCatalog.Of(gates);
            GC.Collect();
            var (watch, before) = (Stopwatch.StartNew(), Processor());
            foreach (var _ in chain.Run(texts.Index(), Item, text => text.Item.Length, threads, CancellationToken.None))
            {
            }

            return (watch.Elapsed.TotalSeconds, Processor() - before, chain.Passed, chain.Seen);
        }
    }

    /// <summary>Peak memory after more and more text, which is made as it is needed and kept nowhere.</summary>
    public static void Memory(string pages, double gigabytes, int threads, TextWriter output)
    {
        var chain = GateCatalog.Of(GateCatalog.Names);
        var watch = Stopwatch.StartNew();
        var (bytes, next) = (0L, 0.1);
        foreach (var (text, _) in chain.Run(Texts(pages, (long)(gigabytes * 1e9)).Index(), Item, text => text.Item.Length, threads, CancellationToken.None))
        {
            bytes += text.Item.Length;
            if (bytes >= next * 1e9)
            {
                Tell();
                next = next < 0.9 ? 1 : next + 1;
            }
        }

        Tell();

        void Tell()
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9,6:0.0} GB, {chain.Seen,9:N0} documents, {chain.Passed,9:N0} passed, {watch.Elapsed.TotalSeconds,6:0} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,5:0} MB"));
            output.Flush();
        }
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static GatedItem Item((int Index, string Item) text) => new(new ItemName("made", text.Index + 1), Example.Document(text.Item));

    private static IEnumerable<string> Texts(string pages, long letters)
    {
        var words = Directory.EnumerateFiles(pages, "*.md").SelectMany(path => File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.All(letter => char.IsLetter(letter) || letter is ',' or '.' or '\'')).ToArray();
        var random = new RandomSource(5);
        var text = new StringBuilder(DocumentLetters + 20);
        for (var made = 0L; made < letters; made += DocumentLetters)
        {
            text.Clear();
            while (text.Length < DocumentLetters)
            {
                text.Append(words[random.NextInt(words.Length)]).Append(' ');
            }

            yield return text.ToString();
        }
    }
}
