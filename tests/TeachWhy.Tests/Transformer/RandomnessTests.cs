using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class RandomnessTests
{
    // Computed by another program from the published algorithms: a change of any of these changes every study that was ever published.
    [Fact]
    public void Seeds_and_numbers_are_the_same_forever()
    {
        var random = new RandomSource(Seed.Of(1, "study", "base"));

        Assert.Equal(10931053398416370572UL, Seed.Of(1, "study", "base"));
        Assert.Equal(1856195278607646335UL, random.NextBits());
    }

    [Fact]
    public void Seeds_depend_on_every_name_and_on_their_order()
    {
        ulong[] seeds =
        [
            Seed.Of(1), Seed.Of(2), Seed.Of(1, "a"), Seed.Of(1, "b"), Seed.Of(1, "a", "b"), Seed.Of(1, "b", "a"),
            Seed.Of(1, "ab"), Seed.Of(1, "a", 0), Seed.Of(1, "a", 1), Seed.Of(1, ""),
        ];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void Draws_have_the_moments_they_should()
    {
        var random = new RandomSource(1);
        var uniform = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToList();
        var gaussian = Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian()).ToList();
        var dice = Enumerable.Range(0, 60_000).Select(_ => random.NextInt(6)).GroupBy(face => face).ToList();

        Assert.Equal(0.5, uniform.Average(), tolerance: 0.005);
        Assert.All(uniform, value => Assert.InRange(value, 0, 1 - 1e-17));
        Assert.Equal(0, gaussian.Average(), tolerance: 0.015);
        Assert.Equal(1, gaussian.Average(value => value * value), tolerance: 0.02);
        Assert.Equal(6, dice.Count);
        Assert.All(dice, face => Assert.InRange(face.Count(), 9_600, 10_400));
    }

    [Fact]
    public void Weighted_picks_follow_the_weights_and_never_take_what_weighs_nothing()
    {
        var random = new RandomSource(1);

        var picks = Enumerable.Range(0, 40_000).Select(_ => random.PickWeighted(["a", "b", "c"], [3, 1, 0])).ToList();

        Assert.DoesNotContain("c", picks);
        Assert.Equal(0.75, picks.Count(pick => pick == "a") / 40_000.0, tolerance: 0.01);
    }

    [Fact]
    public void Shuffle_keeps_every_item()
    {
        var items = Enumerable.Range(0, 100).ToList();

        new RandomSource(1).Shuffle(items);

        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
