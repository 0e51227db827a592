using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class ProportionTests
{
    // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_agrees_with_the_published_table(int successes, int trials, double low, double high)
    {
        var interval = Wilson.Of(successes, trials);

        Assert.Equal(low, interval.Low!.Value, 0.00005);
        Assert.Equal(high, interval.High!.Value, 0.00005);
    }

    // miniature-2.md's own intervals, computed in Python.
    [Fact]
    public void Wilson_agrees_with_the_prototype()
    {
        var interval = Wilson.Of(373, 1440);

        Assert.Equal(0.237, interval.Low!.Value, 0.0005);
        Assert.Equal(0.282, interval.High!.Value, 0.0005);
    }

    [Fact]
    public void Wilson_without_trials_is_nothing() => Assert.Equal(default, Wilson.Of(0, 0));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Wilson_refuses_impossible_counts(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(successes, trials));

    [Fact]
    public void Wilson_always_holds_the_rate_and_stays_between_0_and_1()
    {
        for (var trials = 1; trials <= 60; trials++)
        {
            for (var successes = 0; successes <= trials; successes++)
            {
                var interval = Wilson.Of(successes, trials);
                Assert.InRange(interval.Low!.Value, 0, interval.Rate!.Value);
                Assert.InRange(interval.High!.Value, interval.Rate!.Value, 1);
            }
        }
    }

    // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Newcombe_agrees_with_the_published_table(int s1, int n1, int s2, int n2, double low, double high)
    {
        var interval = Newcombe.Of(s1, n1, s2, n2);

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    [Fact]
    public void Newcombe_turns_round_with_its_sides()
    {
        var there = Newcombe.Of(30, 480, 120, 470);
        var back = Newcombe.Of(120, 470, 30, 480);

        Assert.Equal(there.Low, -back.High, 1e-12);
        Assert.Equal(there.High, -back.Low, 1e-12);
    }

    // Fisher's lady tasting tea; the twins of Fisher 1925 (as in R's fisher.test).
    [Theory]
    [InlineData(3, 4, 1, 4, 0.4857143)]
    [InlineData(2, 17, 10, 13, 0.0005367)]
    [InlineData(0, 5, 0, 5, 1)]
    public void Fisher_agrees_with_the_known_tables(int s1, int n1, int s2, int n2, double p) =>
        Assert.Equal(p, Fisher.TwoSidedP(s1, n1, s2, n2), 1e-7);

    // Two-sided binomial tails by hand: 2 (1 + 10) / 2^10, and 2 / 2^8.
    [Theory]
    [InlineData(1, 9, 22.0 / 1024)]
    [InlineData(8, 0, 2.0 / 256)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void McNemar_is_a_fair_coin(int onlyFirst, int onlySecond, double p) =>
        Assert.Equal(p, McNemar.ExactP(onlyFirst, onlySecond), 1e-12);
}
