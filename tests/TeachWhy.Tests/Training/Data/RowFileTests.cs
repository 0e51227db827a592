using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;

namespace TeachWhy.Tests.Training.Data;

public sealed class RowFileTests
{
    [Fact]
    public void A_row_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("rows");
        PackedRow[] rows =
        [
            new([5, 0, 7, 1], [0, 2], [0, 1, 0, 1]),
            new([(1 << 30) - 2], [0], [1]),
            new([1, 2, 3, 4, 5, 6], [0], [0, 0, 0, 1, 1, 0]),
        ];
        using (var writer = new RowFileWriter(path, context: 6))
        {
            Array.ForEach(rows, writer.Write);
            writer.Finish();
            Assert.Equal((3, 11), (writer.Rows, writer.Tokens));
        }

        using var file = new RowFile(path, context: 6);

        Assert.Equal(3, file.Count);
        for (var i = 2; i >= 0; i--)
        {
            Assert.Equal(rows[i].Tokens, file[i].Tokens);
            Assert.Equal(rows[i].Starts, file[i].Starts);
            Assert.Equal(rows[i].Weights, file[i].Weights);
        }
    }

    // Small counts are where a power of two is far away; a large one is looked at in part.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Every_epoch_visits_every_row_once(long count)
    {
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var order = new RowOrder(count, seed: 1, epoch);

            Assert.Equal(Enumerable.Range(0, (int)count).Select(i => (long)i), Places(count).Select(place => order[place]).Order());
        }
    }

    [Fact]
    public void Every_epoch_and_every_seed_has_another_order_that_keeps_no_neighbours()
    {
        const int Count = 2000;
        List<long>[] orders = [.. new[] { (1UL, 0), (1UL, 1), (2UL, 0) }.Select(o => Places(Count).Select(place => new RowOrder(Count, o.Item1, o.Item2)[place]).ToList())];

        foreach (var order in orders)
        {
            // Chance leaves about one neighbour pair in a thousand places, and one row in its own place.
            Assert.InRange(Enumerable.Range(1, Count - 1).Count(i => Math.Abs(order[i] - order[i - 1]) == 1), 0, 12);
            Assert.InRange(Enumerable.Range(0, Count).Count(i => order[i] == i), 0, 8);
            Assert.InRange(order.Take(Count / 2).Average(), Count * 0.46, Count * 0.54);
        }
        Assert.InRange(Enumerable.Range(0, Count).Count(i => orders[0][i] == orders[1][i]), 0, 8);
        Assert.InRange(Enumerable.Range(0, Count).Count(i => orders[0][i] == orders[2][i]), 0, 8);
    }

    [Fact]
    public void An_order_of_more_rows_than_memory_holds_costs_nothing()
    {
        const long Count = 3_000_000_000_000;
        var order = new RowOrder(Count, seed: 1, epoch: 0);

        var seen = Enumerable.Range(0, 1000).Select(i => order[i * 2_999_999_999L]).ToList();

        Assert.All(seen, row => Assert.InRange(row, 0, Count - 1));
        Assert.Equal(1000, seen.Distinct().Count());
    }

    private static IEnumerable<long> Places(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);
}
