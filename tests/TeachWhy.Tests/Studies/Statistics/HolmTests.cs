using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class HolmTests
{
    // R: p.adjust(c(.01, .04, .03, .005), "holm").
    [Fact]
    public void Agrees_with_R() => Assert.Equal([.03, .06, .06, .02], Rounded(.01, .04, .03, .005));

    [Fact]
    public void What_was_not_tested_is_passed_through_and_not_counted() =>
        Assert.Equal([null, .02, .03, null], Rounded(null, .01, .03, null));

    [Fact]
    public void Stays_at_or_below_one() => Assert.Equal([1, 1, 1], Rounded(.9, .5, .8));

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(Holm.Correct([]));

    [Fact]
    public void Keeps_the_order_and_never_lowers()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            double?[] values = [.. Enumerable.Range(0, 1 + random.Next(12)).Select(_ => (double?)random.NextDouble())];

            var corrected = Holm.Correct(values);

            for (var i = 0; i < values.Length; i++)
            {
                Assert.InRange(corrected[i]!.Value, values[i]!.Value, 1);
                for (var j = 0; j < values.Length; j++)
                {
                    Assert.True(values[i] > values[j] || corrected[i] <= corrected[j]);
                }
            }
        }
    }

    private static double?[] Rounded(params double?[] values) =>
        [.. Holm.Correct(values).Select(value => value is { } number ? Math.Round(number, 12) : (double?)null)];
}
