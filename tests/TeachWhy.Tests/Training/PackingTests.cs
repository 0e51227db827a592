using TeachWhy.Training;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Training;

public sealed class PackingTests
{
    [Fact]
    public void Every_document_arrives_whole_and_once()
    {
        var documents = Documents(500).ToList();

        var rows = Packing.Pack(documents, context: 64).ToList();

        var arrived = rows.SelectMany(Split).Select(document => string.Join(' ', document)).Order(StringComparer.Ordinal);
        var sent = documents.Select(document => string.Join(' ', document.Tokens)).Order(StringComparer.Ordinal);
        Assert.Equal(sent, arrived);
        Assert.All(rows, row => Assert.InRange(row.Tokens.Length, 2, 64));
    }

    [Fact]
    public void Rows_are_nearly_full()
    {
        var rows = Packing.Pack(Documents(2000), context: 64).ToList();

        Assert.InRange(rows.Average(row => row.Tokens.Length), 0.97 * 64, 64);
    }

    // A corpus may be endless; the packer must not wait for its end.
    [Fact]
    public void Rows_come_while_documents_are_still_read()
    {
        var read = 0;

        var first = Packing.Pack(Documents(int.MaxValue).Select(Count), context: 64).Take(10).ToList();

        Assert.Equal(10, first.Count);
        Assert.InRange(read, 10, 400);

        TrainingDocument Count(TrainingDocument document)
        {
            read++;
            return document;
        }
    }

    [Fact]
    public void A_document_too_long_is_cut_and_counted()
    {
        var packing = new Packing(context: 4);

        var row = packing.Pack([new TrainingDocument([1, 2, 3, 4, 5, 6], [0, 1, 1, 1, 1, 1])]).Single();

        Assert.Equal([1, 2, 3, 4], row.Tokens);
        Assert.Equal(1, packing.Truncated);
    }

    [Fact]
    public void The_weight_of_a_row_leaves_out_what_is_never_predicted()
    {
        var row = new PackedRow([1, 2, 3, 4, 5], starts: [0, 3], weights: [9, 1, -2, 9, 3]);

        Assert.Equal(6, row.TotalWeight);
    }

    private static IEnumerable<int[]> Split(PackedRow row)
    {
        for (var i = 0; i < row.Starts.Length; i++)
        {
            yield return row.Tokens[row.Starts[i]..(i + 1 < row.Starts.Length ? row.Starts[i + 1] : row.Tokens.Length)];
        }
    }

    private static IEnumerable<TrainingDocument> Documents(int count)
    {
        var random = new RandomSource(1);
        for (var i = 0; i < count; i++)
        {
            var length = random.NextInt(2, 40);
            yield return new TrainingDocument(
                [.. Enumerable.Range(0, length).Select(_ => random.NextInt(1000))], [.. Enumerable.Repeat(1f, length)]);
        }
    }
}
