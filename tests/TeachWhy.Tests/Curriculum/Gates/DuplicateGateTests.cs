using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Gates;

public sealed class DuplicateGateTests
{
    [Fact]
    public void The_same_words_in_other_clothes_are_a_duplicate()
    {
        var gate = new GateChain([], [new DuplicateGate()]);
        var text = Texts.Random(200, seed: 1);

        Assert.Null(gate.Next(Item("first", text)));
        var refusal = gate.Next(Item("second", text.ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal) + "!"));

        Assert.Equal("duplicate", refusal!.Gate);
        Assert.Contains("nearly first", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_the_same_vocabulary_are_none()
    {
        var gate = new GateChain([], [new DuplicateGate()]);

        Assert.All(Enumerable.Range(0, 2000), i => Assert.Null(gate.Next(Item($"{i}", Texts.Random(150, seed: (ulong)i)))));
    }

    // A text of 400 words in which one in 80 is another: about 88% of all runs of both are common. One in 10: about 42%.
    [Theory]
    [InlineData(80, 0.99, 1.0)]
    [InlineData(10, 0.0, 0.05)]
    public void Planted_duplicates_are_found_by_how_much_they_share(int oneIn, double least, double most)
    {
        const int Count = 300;
        var gate = new GateChain([], [new DuplicateGate()]);
        var originals = Enumerable.Range(0, Count).Select(i => Texts.Random(400, seed: (ulong)i)).ToList();
        Assert.All(originals.Select((text, i) => gate.Next(Item($"{i}", text))), Assert.Null);

        var found = originals.Select((text, i) => gate.Next(Item($"copy {i}", Texts.Changed(text, oneIn, seed: (ulong)i)))).Count(refusal => refusal is not null);

        Assert.InRange(found / (double)Count, least, most);
    }

    // The estimate's standard error is at most .06.
    [Fact]
    public void The_estimate_comes_close_to_the_true_similarity()
    {
        for (var oneIn = 5; oneIn <= 160; oneIn *= 2)
        {
            var text = Texts.Random(2000, seed: (ulong)oneIn);
            var changed = Texts.Changed(text, oneIn, seed: 9);

            var estimate = MinHash.Similarity(Kept(text), Kept(changed));

            Assert.Equal(Jaccard(text, changed), estimate, 0.15);
        }
    }

    [Fact]
    public void What_was_refused_by_another_gate_is_not_remembered()
    {
        var gate = new GateChain([new LengthGate(0, 100)], [new DuplicateGate()]);

        Assert.Equal("length", gate.Next(Item("long", Texts.Random(150, seed: 1)))!.Gate);
        Assert.Null(gate.Next(Item("short", Texts.Random(90, seed: 1))));
        Assert.Equal(1, gate.Refused["length"]);
        Assert.Equal((2L, 1L), (gate.Seen, gate.Passed));
    }

    [Fact]
    public void Verdicts_do_not_depend_on_threads()
    {
        Assert.Equal(Verdicts(1), Verdicts(4));

        static List<string?> Verdicts(int threads)
        {
            var items = Enumerable.Range(0, 1500).Select(i => Item($"{i}", Texts.Changed(Texts.Random(120, seed: (ulong)(i % 300)), 30, seed: (ulong)i)));
            return [.. new GateChain([], [new DuplicateGate(), new PatternGate()]).Run(items, threads, default).Select(verdict => verdict.Refusal?.Reason)];
        }
    }

    private static GatedItem Item(string id, string text) => new(id, Example.Document(text));

    private static MinHash Kept(string text) => MinHash.Of(WordSequence.Of([text]));

    private static double Jaccard(string left, string right)
    {
        var (a, b) = (Runs(left), Runs(right));
        return a.Intersect(b, StringComparer.Ordinal).Count() / (double)a.Union(b, StringComparer.Ordinal).Count();

        static HashSet<string> Runs(string text)
        {
            var words = text.Split(' ');
            return [.. Enumerable.Range(0, words.Length - 4).Select(i => string.Join(' ', words[i..(i + 5)]))];
        }
    }
}
