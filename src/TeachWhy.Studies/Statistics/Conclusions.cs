using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Statistics;

/// <summary>A published claim, fixed before the study ran.</summary>
public sealed record Claim
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <inheritdoc cref="FindingResult.Published"/>
    public required string Published { get; init; }

    /// <inheritdoc cref="FindingResult.PublishedRates"/>
    public IReadOnlyList<PublishedRate> PublishedRates { get; init; } = [];

    public required string Source { get; init; }

    /// <summary>The arm, then what it is compared with, by id.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>Such as <c>harm</c> or <c>held-out harm</c>.</summary>
    public required string Measure { get; init; }

    public required ClaimKind Kind { get; init; }

    /// <summary>The smallest difference that matters.</summary>
    public double Margin { get; init; } = 0.10;

    /// <inheritdoc cref="FindingResult.Expectation"/>
    public required string Expectation { get; init; }
}

/// <summary>A claim with what was measured.</summary>
/// <param name="First">The first arm's title.</param>
/// <param name="Second">The title of what it is compared with.</param>
public sealed record TestedClaim(Claim Claim, Comparison Comparison, string First, string Second);

/// <summary>All claims of a study concluded together, because Holm's correction is over all of them.</summary>
public static class Conclusions
{
    public static IReadOnlyList<FindingResult> Of(IReadOnlyList<TestedClaim> tested)
    {
        var corrected = Holm.Correct([.. tested.Select(one => one.Comparison.P)]);
        return [.. tested.Zip(corrected, Conclude)];
    }

    private static FindingResult Conclude(TestedClaim tested, double? pHolm)
    {
        var (claim, comparison, first, second) = tested;
        var outcome = OutcomeRule.Of(claim.Kind, comparison, pHolm, claim.Margin);
        return new FindingResult
        {
            Id = claim.Id,
            Claim = claim.Text,
            Published = claim.Published,
            PublishedRates = claim.PublishedRates,
            Source = claim.Source,
            Arms = claim.Arms,
            Measure = claim.Measure,
            Kind = claim.Kind,
            Margin = claim.Margin,
            Expectation = claim.Expectation,
            Difference = comparison.Difference,
            Low = comparison.Interval95?.Low,
            High = comparison.Interval95?.High,
            P = comparison.P,
            PHolm = pHolm,
            SmallestDetectable = comparison.SmallestDetectable,
            Units = comparison.Units,
            Outcome = outcome,
            Explanation = OutcomeExplanation.Of(
                claim.Kind, outcome, comparison, pHolm, claim.Margin, first, second, claim.Measure),
        };
    }
}
