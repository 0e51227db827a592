using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Tests.Studies.Statistics;

public sealed class OutcomeTests
{
    private const double Margin = .10;

    private static Comparison Around(double difference, double spread) =>
        PairedComparison.Of([.. new[] { -1, 0, 1, -1, 0, 1 }.Select(step =>
            new ClusterDifference("b", (int)Math.Round((.5 + difference + step * spread) * 100_000), 100_000, 50_000, 100_000))]);

    [Theory]
    [InlineData(ClaimKind.Lower, -.20, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.Lower, +.20, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.Lower, -.001, .02, Outcome.NotReproduced)]
    [InlineData(ClaimKind.Lower, -.05, .20, Outcome.Inconclusive)]
    [InlineData(ClaimKind.Higher, +.20, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.Higher, -.20, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.Higher, +.001, .02, Outcome.NotReproduced)]
    [InlineData(ClaimKind.Higher, +.05, .20, Outcome.Inconclusive)]
    [InlineData(ClaimKind.NotLower, +.20, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.NotLower, -.05, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.NotLower, -.30, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.NotLower, -.05, .20, Outcome.Inconclusive)]
    [InlineData(ClaimKind.NotHigher, -.20, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.NotHigher, +.05, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.NotHigher, +.30, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.NotHigher, +.05, .20, Outcome.Inconclusive)]
    [InlineData(ClaimKind.Little, +.02, .01, Outcome.Reproduced)]
    [InlineData(ClaimKind.Little, -.30, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.Little, +.30, .01, Outcome.Opposite)]
    [InlineData(ClaimKind.Little, +.02, .20, Outcome.Inconclusive)]
    public void Follows_the_rule(ClaimKind kind, double difference, double spread, Outcome expected)
    {
        var comparison = Around(difference, spread);

        Assert.Equal(expected, OutcomeRule.Of(kind, comparison, comparison.P, Margin));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Without_units_it_is_unfit(ClaimKind kind) =>
        Assert.Equal(Outcome.Unfit, OutcomeRule.Of(kind, PairedComparison.Of([]), null, Margin));

    // The correction only ever takes conclusions away.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_larger_p_never_makes_a_directed_conclusion(ClaimKind kind)
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var comparison = Around(random.NextDouble() * .6 - .3, random.NextDouble() * .1 + .001);
            var before = OutcomeRule.Of(kind, comparison, comparison.P, Margin);
            var after = OutcomeRule.Of(kind, comparison, 1, Margin);
            Assert.True(after == before || after is not Outcome.Opposite);
            Assert.True(kind is ClaimKind.NotLower or ClaimKind.NotHigher or ClaimKind.Little || after is not Outcome.Reproduced);
        }
    }

    // "Lower" read from the other side is "higher", and so on.
    [Theory]
    [InlineData(ClaimKind.Lower, ClaimKind.Higher)]
    [InlineData(ClaimKind.NotLower, ClaimKind.NotHigher)]
    [InlineData(ClaimKind.Little, ClaimKind.Little)]
    public void Claims_mirror_each_other(ClaimKind kind, ClaimKind mirrored)
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var (difference, spread) = (random.NextDouble() * .6 - .3, random.NextDouble() * .1 + .001);
            var (there, back) = (Around(difference, spread), Around(-difference, spread));
            Assert.Equal(
                OutcomeRule.Of(kind, there, there.P, Margin),
                OutcomeRule.Of(mirrored, back, back.P, Margin));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_outcome_is_explained_with_its_numbers(ClaimKind kind)
    {
        foreach (var (difference, spread) in new[] { (-.2, .01), (.2, .01), (0, .01), (-.05, .2), (-.3, .01), (.3, .01) })
        {
            var comparison = Around(difference, spread);
            var outcome = OutcomeRule.Of(kind, comparison, comparison.P, Margin);
            var text = OutcomeExplanation.Of(kind, outcome, comparison, comparison.P, Margin, "Advice", "Replay only", "harm");
            Assert.Contains("“Advice”", text, StringComparison.Ordinal);
            Assert.EndsWith(".", text, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_findings_are_corrected_together()
    {
        TestedClaim Tested(string id, Comparison comparison) => new(
            new Claim
            {
                Id = id, Text = "t", Published = "p", Source = "s", Arms = ["a", "b"], Measure = "harm",
                Kind = ClaimKind.Lower, Expectation = "e",
            },
            comparison, "A", "B");

        var findings = Conclusions.Of([Tested("one", Around(-.2, .1)), Tested("two", Around(-.2, .01)), Tested("three", PairedComparison.Of([]))]);

        Assert.Equal(["one", "two", "three"], findings.Select(finding => finding.Id));
        Assert.Equal(findings[1].P * 2, findings[1].PHolm);
        Assert.Equal(findings[0].P, findings[0].PHolm);
        Assert.Equal(Outcome.Unfit, findings[2].Outcome);
        Assert.Null(findings[2].PHolm);
    }

    public static TheoryData<ClaimKind> Kinds => [.. Enum.GetValues<ClaimKind>()];
}
