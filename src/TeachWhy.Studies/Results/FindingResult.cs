using System.Text.Json.Serialization;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Results;

/// <summary>A published claim put to the test.</summary>
public sealed record FindingResult
{
    public required string Id { get; init; }

    public required string Claim { get; init; }

    /// <summary>The published figure, in words and numbers.</summary>
    public required string Published { get; init; }

    /// <summary>The published rates the claim rests on, in the order of the paper; empty where it gave none.</summary>
    public IReadOnlyList<PublishedRate> PublishedRates { get; init; } = [];

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    /// <summary>The arm, then what it is compared with.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>What is compared: <c>harm</c>, <c>held-out harm</c>, ...</summary>
    public required string Measure { get; init; }

    /// <summary>What the claim says of the first arm; null in results that do not say.</summary>
    public ClaimKind? Kind { get; init; }

    /// <summary>The smallest difference that matters to the claim, fixed before the study ran.</summary>
    public double? Margin { get; init; }

    /// <summary>What would count as reproduced, fixed before the study ran.</summary>
    public required string Expectation { get; init; }

    /// <summary>First arm minus second, mean over runs; null where it could not be measured.</summary>
    public double? Difference { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Two-sided, not corrected.</summary>
    public double? P { get; init; }

    /// <summary>After Holm's correction over all findings of the study.</summary>
    public double? PHolm { get; init; }

    /// <summary>The smallest true difference this comparison would have found four times in five.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>Independent units behind the interval, and what they are.</summary>
    public required string Units { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>One sentence in plain words: what was seen and why it got this outcome.</summary>
    public required string Explanation { get; init; }
}

/// <summary>A published rate, such as (<c>constitution documents and stories</c>, .19).</summary>
public sealed record PublishedRate(string Title, double Rate);

/// <summary>What became of a published claim.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    [JsonStringEnumMemberName("reproduced")] Reproduced,
    [JsonStringEnumMemberName("not reproduced")] NotReproduced,
    [JsonStringEnumMemberName("opposite")] Opposite,
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
    [JsonStringEnumMemberName("unfit")] Unfit,
}
