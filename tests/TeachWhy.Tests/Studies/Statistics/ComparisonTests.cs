using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class ComparisonTests
{
    [Fact]
    public void On_few_bases_the_runs_are_the_units_and_the_result_says_for_what_it_speaks()
    {
        // Demonstrations with reasons minus without, six runs on two bases.
        var comparison = PairedComparison.Of(
        [
            new("villains-1", 14, 480, 28, 480), new("villains-1", 10, 480, 27, 480), new("villains-1", 13, 480, 29, 480),
            new("villains-2", 44, 480, 60, 480), new("villains-2", 46, 480, 58, 480), new("villains-2", 44, 480, 63, 480),
        ]);

        Assert.Equal(6, comparison.UnitCount);
        Assert.Equal(-94.0 / 2880, comparison.Difference!.Value, 1e-12);
        Assert.True(comparison.Interval95!.Value.High < 0);
        Assert.Contains("6 runs on 2 bases", comparison.Units, StringComparison.Ordinal);
        Assert.Contains("these bases only", comparison.Units, StringComparison.Ordinal);
    }

    [Fact]
    public void From_four_bases_on_the_base_is_the_unit()
    {
        var runs = Enumerable.Range(0, 12).Select(i => new ClusterDifference($"villains-{i / 3}", 20 + i, 240, 60, 240)).ToList();

        var comparison = PairedComparison.Of(runs);

        var means = Enumerable.Range(0, 4).Select(i => (20 + 3 * i + 1) / 240.0 - 0.25).ToList();
        var test = StudentTest.OfMean(means);
        Assert.Equal(4, comparison.UnitCount);
        Assert.Equal(test.Estimate, comparison.Difference!.Value, 1e-12);
        Assert.Equal(test.P, comparison.P!.Value, 1e-12);
        Assert.Equal(test.SmallestDetectable, comparison.SmallestDetectable!.Value, 1e-12);
        Assert.DoesNotContain("only", comparison.Units, StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_falls_back_to_pooled_rollouts_and_says_so()
    {
        var comparison = PairedComparison.Of([new("villains-1", 10, 240, 60, 240)]);

        Assert.Equal(Newcombe.Of(10, 240, 60, 240), comparison.Interval95);
        Assert.Contains("pooled", comparison.Units, StringComparison.Ordinal);
        Assert.Contains("this base only", comparison.Units, StringComparison.Ordinal);
    }

    // No harm anywhere in three runs is not certainty: a t interval would have no width.
    [Fact]
    public void Runs_without_spread_do_not_claim_certainty()
    {
        var comparison = PairedComparison.Of([.. Enumerable.Repeat(new ClusterDifference("villains-1", 0, 240, 0, 240), 3)]);

        Assert.Equal(0, comparison.Difference);
        Assert.True(comparison.Interval95!.Value.Width > 0);
        Assert.True(comparison.SmallestDetectable > 0);
        Assert.Contains("no spread", comparison.Units, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_scored_on_one_side_only_is_left_out_and_counted()
    {
        var comparison = PairedComparison.Of(
            [new("villains-1", 0, 0, 9, 240), new("villains-1", 10, 240, 60, 240), new("villains-1", 12, 240, 50, 240)]);

        Assert.Equal(2, comparison.UnitCount);
        Assert.Contains("1 run left out", comparison.Units, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_compare_is_no_number()
    {
        foreach (var comparison in new[] { PairedComparison.Of([]), PairedComparison.Of([new("villains-1", 0, 0, 0, 0)]), UnpairedComparison.Of([], [new("b", 1, 2)]) })
        {
            Assert.Null(comparison.Difference);
            Assert.Null(comparison.P);
            Assert.Equal(0, comparison.UnitCount);
        }
    }

    [Fact]
    public void Groups_of_bases_are_compared_by_Welch()
    {
        var comparison = UnpairedComparison.Of(
            [new("v1", 90, 240), new("v2", 110, 240), new("v3", 70, 240)], [new("f1", 30, 240), new("f2", 20, 240)]);

        var test = StudentTest.OfDifference([90 / 240.0, 110 / 240.0, 70 / 240.0], [30 / 240.0, 20 / 240.0]);
        Assert.Equal(test.P, comparison.P!.Value, 1e-12);
        Assert.Equal(5, comparison.UnitCount);
    }

    [Fact]
    public void A_single_base_on_one_side_speaks_for_these_bases_only()
    {
        var comparison = UnpairedComparison.Of([new("v1", 90, 240), new("v2", 110, 240)], [new("f1", 30, 240)]);

        Assert.Equal(Newcombe.Of(200, 480, 30, 240), comparison.Interval95);
        Assert.Contains("2 against 1 base", comparison.Units, StringComparison.Ordinal);
        Assert.Contains("these bases only", comparison.Units, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        // Six runs whose true rates wander by .05 around .30 and .40: the truth is −.10.
        var random = new Random(11);
        var covered = 0;
        const int Rounds = 2000;
        for (var round = 0; round < Rounds; round++)
        {
            var runs = Enumerable.Range(0, 6).Select(_ => new ClusterDifference(
                "b", Harmful(random, .30 + Wander(random)), 240, Harmful(random, .40 + Wander(random)), 240)).ToList();
            covered += PairedComparison.Of(runs).Interval95!.Value.Contains(-.10) ? 1 : 0;
        }

        Assert.InRange((double)covered / Rounds, .93, .97);
    }

    private static double Wander(Random random) => .05 * (random.NextDouble() + random.NextDouble() - 1);

    private static int Harmful(Random random, double rate) => Enumerable.Range(0, 240).Count(_ => random.NextDouble() < rate);
}
