using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Data;

/// <summary>Alone in the process, so that no other test's memory is counted.</summary>
[CollectionDefinition(nameof(DataMemoryTests), DisableParallelization = true)]
[Collection(nameof(DataMemoryTests))]
public sealed class DataMemoryTests : IDisposable
{
    private static readonly WordTokenizer Tokenizer = new(["<end>", "a", "b", "c", "d", "e"]);

    private readonly TemporaryFolder _folder = new();

    // Rows of a corpus forty times as large must not keep more: what is counted is what the collector still holds.
    [Fact]
    public void Memory_stays_flat_as_the_corpus_grows()
    {
        var (small, large) = (Kept(lines: 2_000), Kept(lines: 80_000));

        Assert.InRange(large - small, long.MinValue, 4 << 20);
    }

    public void Dispose() => _folder.Dispose();

    private long Kept(int lines)
    {
        var path = _folder.PathOf($"{lines}.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, lines).Select(i => $$"""{"text": "a b c d e{{string.Concat(Enumerable.Repeat(" a b c", i % 30))}}"}"""));
        var most = 0L;
        var preparation = new DataPreparation(new ExampleEncoder(Tokenizer, Objective.NextToken, before: [], after: [0], conversation: null), context: 64, divide: true);
        var number = 0;
        preparation.Write([path], _ => Observe(), _folder.PathOf("rows"), progress: null, CancellationToken.None);
        return most;

        bool Observe()
        {
            if (number++ % (lines / 4) == lines / 5)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
            return true;
        }
    }
}
