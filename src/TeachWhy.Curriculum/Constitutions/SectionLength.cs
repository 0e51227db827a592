namespace TeachWhy.Curriculum.Constitutions;

/// <summary>How long a section is in each style, in words.</summary>
/// <param name="Id">The section's.</param>
/// <param name="MoreRules">Null where it has no more rules.</param>
public sealed record SectionLength(string Id, int Rules, int Reasons, int? MoreRules, int Whole)
{
    /// <summary>The two styles that are compared differ in length by no more than this share of the one with reasons.</summary>
    public const double MostApart = 0.15;

    /// <summary>By how much the section is longer with more rules than with reasons, as a share of the latter; below zero where it is shorter. Null where it has no more rules.</summary>
    public double? Apart => MoreRules is { } more ? (double)(more - Reasons) / Reasons : null;

    /// <summary>Whether the two can be compared without one being the longer text.</summary>
    public bool IsFair => Math.Abs(Apart ?? 0) <= MostApart;

    /// <summary>The lengths of all sections, in their order.</summary>
    public static IReadOnlyList<SectionLength> Of(Constitution constitution) =>
    [
        .. constitution.Sections.Select(section => new SectionLength(
            section.Id, Words(section, ConstitutionStyle.Rules), Words(section, ConstitutionStyle.Reasons),
            section.MoreRules.Count > 0 ? Words(section, ConstitutionStyle.MoreRules) : null, Words(section, ConstitutionStyle.Whole))),
    ];

    private static int Words(Section section, ConstitutionStyle style) => ConstitutionText.WordsOf(ConstitutionText.Body(section, style));
}
