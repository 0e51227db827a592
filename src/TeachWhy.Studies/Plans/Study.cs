using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Plans;

/// <summary>A study as its file tells it: pretraining conditions, arms, and the findings they put to the test.</summary>
public sealed record Study(
    string Name, string Title, IReadOnlyList<Condition> Conditions, IReadOnlyList<Arm> Arms, IReadOnlyList<Claim> Claims)
{
    /// <summary>The condition whose bases are the root of all arms.</summary>
    public Condition Root => Conditions[0];
}

/// <summary>One way to pretrain.</summary>
/// <param name="Presets">The presets that run it; empty for all.</param>
public sealed record Condition(string Id, string Title, string Description, CorpusMix Mix, IReadOnlyList<StudyPreset> Presets)
{
    public bool IsIn(StudyPreset preset) => Presets.Count == 0 || Presets.Contains(preset);
}

/// <summary>One training history after pretraining.</summary>
public sealed record Arm
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Group { get; init; }

    public required string Description { get; init; }

    /// <summary>The arm that differs only in what the claim is about; null for the last resort.</summary>
    public string? Control { get; init; }

    public required RecipeChoice Recipe { get; init; }

    /// <summary>The line of tokens against harm that this arm is a point of; null for none.</summary>
    public string? Sweep { get; init; }

    /// <summary>Arm tokens as a multiple of the preset's.</summary>
    public double TokenShare { get; init; } = 1;
}

/// <summary>Which recipe makes an arm's data, and with which switches.</summary>
public sealed record RecipeChoice
{
    /// <summary>One of <see cref="RecipeBook.Names"/>, or two joined by <c>+</c> to take turns.</summary>
    public required string Recipe { get; init; }

    public bool Reasons { get; init; } = true;

    public bool Opposite { get; init; }

    public Supervision Supervise { get; init; } = Supervision.Reply;

    /// <summary>Families whose honeypots the recipe demonstrates on; empty for recipes that see none.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];
}
