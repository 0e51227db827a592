using TeachWhy.Studies.Statistics;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class ClusterTests
{
    // Darwin's fifteen pairs of maize, in eighths of an inch: Fisher 1935, The Design of Experiments, section 21,
    // counts 863 of the 32,768 sign patterns at least as far on one side.
    [Fact]
    public void Sign_flips_agree_with_fishers_count_for_darwins_maize()
    {
        double[] differences = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

        Assert.Equal(2 * 863.0 / 32768, SignFlip.P([.. differences.Select(d => new Cluster(d, 1))], seed: 1)!.Value, 1e-12);
    }

    [Fact]
    public void Drawn_sign_flips_come_close_to_what_counting_all_would_give()
    {
        // Eighteen clusters alike: all signs the same is one of 2^17 patterns two-sided; ten to eight is easily chance.
        var even = Enumerable.Range(0, 18).Select(i => new Cluster(i < 10 ? 1 : -1, 4)).ToList();

        Assert.Equal(0.8145, SignFlip.P(even, seed: 5)!.Value, 0.01);
    }

    [Fact]
    public void Few_clusters_can_never_show_much()
    {
        Assert.Equal(0.25, SignFlip.P([new(9, 10), new(10, 10), new(8, 10)], seed: 1));
        Assert.Null(SignFlip.P([new(9, 10), new(0, 10)], seed: 1));
    }

    [Fact]
    public void Clusters_of_one_have_the_ordinary_error_of_a_mean()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];

        var test = ClusteredMean.Of([.. values.Select(v => new Cluster(v, 1))])!.Value;

        var ordinary = StudentTest.OfMean(values);
        Assert.Equal(ordinary.Estimate, test.Estimate, 12);
        Assert.Equal(ordinary.StandardError, test.StandardError, 12);
        Assert.Equal(7, test.DegreesOfFreedom);
    }

    // By hand: mean 5/8; residual sums 4-2.5 and 1-2.5, so SE² = 2/1 · (1.5² + 1.5²)/8² = 9/64.
    [Fact]
    public void Values_that_go_together_count_as_one()
    {
        var test = ClusteredMean.Of([new(4, 4), new(1, 4), new(0, 0)])!.Value;

        Assert.Equal(0.625, test.Estimate, 12);
        Assert.Equal(0.375, test.StandardError, 12);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Null(ClusteredMean.Of([new(4, 4)]));
    }

    // Of 40 clusters with a normal spread the bootstrap's interval is close to mean ± 1.96 SE.
    [Fact]
    public void The_bootstrap_agrees_with_the_normal_interval_where_that_is_right()
    {
        var random = new RandomSource(17);
        var clusters = Enumerable.Range(0, 40).Select(_ => new Cluster(10 * (0.3 + 0.1 * random.NextGaussian()), 10)).ToList();
        var test = ClusteredMean.Of(clusters)!.Value;

        var interval = ClusterBootstrap.IntervalOf(clusters, seed: 3)!.Value;

        Assert.Equal(test.Estimate - 1.96 * test.StandardError, interval.Low, 0.15 * test.StandardError);
        Assert.Equal(test.Estimate + 1.96 * test.StandardError, interval.High, 0.15 * test.StandardError);
        Assert.Equal(interval, ClusterBootstrap.IntervalOf(clusters, seed: 3));
    }

    // Nineteen intervals of twenty hold the truth; thirty clusters are enough for that.
    [Fact]
    public void The_bootstrap_covers_the_truth_about_as_often_as_it_says()
    {
        const int Worlds = 400;
        var covered = 0;
        for (var world = 0; world < Worlds; world++)
        {
            var random = new RandomSource(Seed.Of(91, "world", world));
            var clusters = Enumerable.Range(0, 30).Select(_ =>
            {
                var rate = 0.5 + 0.3 * Math.Tanh(random.NextGaussian());
                return new Cluster(Enumerable.Range(0, 20).Count(_ => random.Chance(rate)), 20);
            }).ToList();
            covered += ClusterBootstrap.IntervalOf(clusters, seed: (ulong)world, resamples: 1000)!.Value.Contains(0.5) ? 1 : 0;
        }

        Assert.InRange(covered, 0.89 * Worlds, 0.98 * Worlds);
    }
}
