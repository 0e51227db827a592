using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Gates;

/// <summary>Gates that compare items, where there are more than they can remember one by one.</summary>
public sealed class SetGateTests
{
    [Fact]
    public void A_duplicate_is_found_among_many_and_named_by_its_line()
    {
        var chain = new GateChain([], [new DuplicateGate()]);
        const int Many = 60_000;
        var texts = Enumerable.Range(0, Many).Select(Short);

        Assert.DoesNotContain(chain.Run(texts.Select((text, i) => Item("a.jsonl", i + 1, text)), 2, default), verdict => verdict.Refusal is not null);
        for (var i = 0; i < Many; i += 997)
        {
            Assert.Contains($"a.jsonl, line {i + 1}: about 100%", chain.Next(Item("b.jsonl", 1, Short(i)))!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_too_old_is_forgotten_and_what_is_not_is_found()
    {
        var gate = new DuplicateGate(mostItems: 1000);
        var chain = new GateChain([], [gate]);
        for (var i = 0; i < 3500; i++)
        {
            Assert.Null(chain.Next(Item("a.jsonl", i + 1, Short(i))));
        }

        Assert.All(Enumerable.Range(2600, 900), i => Assert.NotNull(chain.Next(Item("b.jsonl", 1, Short(i)))));
        Assert.Null(chain.Next(Item("b.jsonl", 1, Short(2400))));
    }

    // The definition of the pattern gate: every beginning and every run counted by itself. The sketch may count too many now and then.
    [Fact]
    public void Habits_are_those_that_are_found_by_counting_every_run()
    {
        var random = new RandomSource(Seed.Of(3, "habits"));
        string[] habits = [.. Enumerable.Range(0, 12).Select(i => Texts.Random(12, (ulong)(900 + i)))];
        var chain = new GateChain([], [new PatternGate()]);
        var (counts, kept) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        var (refused, tooMany) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            var text = Texts.Random(60, (ulong)i) + (random.NextInt(5) == 0 ? $" {random.Pick(habits)} {Texts.Random(5, (ulong)i + 7)}" : "") + (random.NextInt(9) == 0 ? $" {habits[0]}" : "");
            var parts = Parts(text);

            var most = Math.Max(5, (int)(0.02 * kept));
            var expected = parts.Any(part => counts.GetValueOrDefault(part) >= most);
            var actual = chain.Next(Item("a.jsonl", i + 1, text)) is not null;
            Assert.True(actual || !expected, $"item {i}");
            refused += actual ? 1 : 0;
            tooMany += expected ? 0 : actual ? 1 : 0;
            if (!actual)
            {
                kept++;
                foreach (var part in parts)
                {
                    counts[part] = counts.GetValueOrDefault(part) + 1;
                }
            }
        }

        Assert.InRange(refused, 100, 900);
        Assert.InRange(tooMany, 0, 3);
    }

    private static HashSet<string> Parts(string text)
    {
        var words = text.Split(' ');
        return [$"begins {string.Join(' ', words[..4])}", .. Enumerable.Range(0, words.Length - 9).Select(i => string.Join(' ', words[i..(i + 10)]))];
    }

    private static string Short(int number)
    {
        var random = new RandomSource(Seed.Of(2, "short", number));
        return string.Create(60, random, static (letters, from) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = i % 5 == 4 ? ' ' : (char)('a' + from.NextInt(26));
            }
        });
    }

    private static GatedItem Item(string file, long line, string text) => new(new ItemName(file, line), Example.Document(text));
}
