namespace TeachWhy.Curriculum.Constitutions;

/// <summary>Which of its texts a constitution is rendered with. The four below <see cref="Whole"/> are those that research compares.</summary>
public enum ConstitutionStyle
{
    /// <summary>As people and authors read it: preamble, rules, reasons, what each section is not, examples.</summary>
    Whole,

    /// <summary>The rules alone.</summary>
    Rules,

    /// <summary>The rules with their reasons.</summary>
    Reasons,

    /// <summary>The rules with more rules, as long as the reasons are.</summary>
    MoreRules,

    /// <summary>One paragraph in place of all sections.</summary>
    General,
}

/// <summary>The words that stand for the styles on a command line and in manifests.</summary>
public static class ConstitutionStyles
{
    /// <summary>In the order of the values.</summary>
    public static IReadOnlyList<(string Word, ConstitutionStyle Style)> Words { get; } =
    [
        ("whole", ConstitutionStyle.Whole), ("rules", ConstitutionStyle.Rules), ("reasons", ConstitutionStyle.Reasons),
        ("more-rules", ConstitutionStyle.MoreRules), ("general", ConstitutionStyle.General),
    ];

    /// <summary>The word of a style.</summary>
    public static string WordOf(ConstitutionStyle style) => Words.First(word => word.Style == style).Word;
}
