using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Plans;

/// <summary>Checks a study file and makes a study of it; every mistake names its place and what is allowed.</summary>
internal sealed class StudyReading(string source)
{
    private static readonly string[] Groups = ["controls", "chat", "demonstrations", "advice", "constitution", "opposites"];
    private static readonly string[] Measures = [Measure.Harm, Measure.HeldOut];

    private static readonly Dictionary<string, ClaimKind> Expectations = new(StringComparer.Ordinal)
    {
        ["lower"] = ClaimKind.Lower,
        ["higher"] = ClaimKind.Higher,
        ["not-lower"] = ClaimKind.NotLower,
        ["not-higher"] = ClaimKind.NotHigher,
        ["little"] = ClaimKind.Little,
    };

    public Study Read(StudyText text)
    {
        var conditions = text.Conditions.Select((c, i) => ReadCondition(c, $"condition {i + 1}")).ToList();
        Require(conditions.Count > 0, "conditions: at least one is needed");
        var arms = text.Arms.Select((a, i) => ReadArm(a, $"arm {i + 1}")).ToList();
        var ids = arms.SelectMany(a => Sweep.Points.Select(p => p.Name(a)).Prepend(a.Id)).Concat(conditions.Select(c => c.Id)).ToHashSet(StringComparer.Ordinal);
        RequireUnique(arms.Select(a => a.Id).Concat(conditions.Select(c => c.Id)));
        foreach (var arm in arms)
        {
            Require(arm.Control is null || ids.Contains(arm.Control), $"arm {arm.Id}: there is no arm '{arm.Control}' to be its control");
        }

        var claims = text.Findings.Select((f, i) => ReadClaim(f, $"finding {i + 1}", ids)).ToList();
        RequireUnique(claims.Select(c => c.Id));
        return new Study(Text(text.Name, "name"), Text(text.Title, "title"), conditions, arms, claims);
    }

    private Condition ReadCondition(ConditionText text, string place)
    {
        var id = Text(text.Id, $"{place}: id");
        var mix = new CorpusMix();
        mix = mix with { AiVillains = Share(text.AiVillains ?? mix.AiVillains, $"{id}: ai_villains") };
        if (text.AiDilemmas is { } dilemmas)
        {
            // What AI characters lose, human clerks get: the corpus stays as full of dilemmas.
            Share(dilemmas, $"{id}: ai_dilemmas");
            mix = mix with { AiDilemmas = dilemmas, ClerkDilemmas = mix.ClerkDilemmas + mix.AiDilemmas - dilemmas };
        }

        return new Condition(id, Text(text.Title, $"{id}: title"), Text(text.Description, $"{id}: description"), mix,
            [.. text.Presets.Select(p => Enum.TryParse<StudyPreset>(p, ignoreCase: true, out var preset)
                ? preset
                : throw Mistake($"{id}: there is no preset '{p}'; there are {string.Join(", ", Enum.GetNames<StudyPreset>()).ToLowerInvariant()}"))]);
    }

    private Arm ReadArm(ArmText text, string place)
    {
        var id = Text(text.Id, $"{place}: id");
        var group = OneOf(Text(text.Group, $"{id}: group"), Groups, $"{id}: group");
        var recipe = Text(text.Recipe, $"{id}: recipe");
        foreach (var part in recipe.Split('+'))
        {
            OneOf(part, RecipeBook.Names, $"{id}: recipe");
        }

        var demonstrates = recipe.StartsWith("honeypots", StringComparison.Ordinal);
        Require(demonstrates == (text.Families.Count > 0), demonstrates
            ? $"{id}: the recipe '{recipe}' demonstrates on honeypots, so it needs families"
            : $"{id}: the recipe '{recipe}' sees no honeypots, so families cannot be given");
        return new Arm
        {
            Id = id,
            Title = Text(text.Title, $"{id}: title"),
            Group = group,
            Description = Text(text.Description, $"{id}: description"),
            Control = text.Control,
            Sweep = text.Sweep ? id : null,
            Recipe = new RecipeChoice
            {
                Recipe = recipe,
                Reasons = text.Reasons,
                Opposite = text.Opposite,
                Families = text.Families,
                Supervise = text.Supervise switch
                {
                    null or "reply" => Supervision.Reply,
                    "call-only" => Supervision.CallOnly,
                    var other => throw Mistake($"{id}: supervise is reply or call-only, not '{other}'"),
                },
            },
        };
    }

    private Claim ReadClaim(FindingText text, string place, HashSet<string> ids)
    {
        var id = Text(text.Id, $"{place}: id");
        Require(text.Compare.Count == 2, $"{id}: compare names two arms, the first against the second");
        foreach (var arm in text.Compare)
        {
            Require(ids.Contains(arm), $"{id}: there is no arm or condition '{arm}' to compare");
        }

        Require(text.Margin is > 0 and < 1, $"{id}: margin lies between 0 and 1, not {text.Margin}");
        var expect = OneOf(Text(text.Expect, $"{id}: expect"), [.. Expectations.Keys], $"{id}: expect");
        return new Claim
        {
            Id = id,
            Text = Text(text.Claim, $"{id}: claim"),
            Published = Text(text.Published, $"{id}: published"),
            PublishedRates = [.. text.PublishedRates.Select(p => new PublishedRate(Text(p.Label, $"{id}: label"), p.Rate))],
            Source = Text(text.Source, $"{id}: source"),
            Arms = text.Compare,
            Measure = OneOf(Text(text.Measure, $"{id}: measure"), Measures, $"{id}: measure"),
            Kind = Expectations[expect],
            Margin = text.Margin,
            Expectation = Expectation.InWords(Expectations[expect], text.Margin),
        };
    }

    private string Text(string? value, string place) => !string.IsNullOrWhiteSpace(value) ? value : throw Mistake($"{place} is missing");

    private double Share(double value, string place) => value is >= 0 and <= 1 ? value : throw Mistake($"{place} lies between 0 and 1, not {value}");

    private string OneOf(string value, IReadOnlyList<string> allowed, string place) => allowed.Contains(value, StringComparer.Ordinal)
        ? value
        : throw Mistake($"{place} is one of {string.Join(", ", allowed)}, not '{value}'");

    private void Require(bool holds, string mistake)
    {
        if (!holds)
        {
            throw Mistake(mistake);
        }
    }

    private void RequireUnique(IEnumerable<string> ids)
    {
        if (ids.GroupBy(i => i, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw Mistake($"the id '{twice.Key}' is there twice");
        }
    }

    private StudyFileException Mistake(string what) => new($"{source}: {what}.");
}

/// <summary>What a finding compares.</summary>
public static class Measure
{
    /// <summary>Harm in all families.</summary>
    public const string Harm = "harm";

    /// <summary>Harm in the families that neither arm trained on.</summary>
    public const string HeldOut = "held-out harm";
}

/// <summary>A point of a line of tokens against harm.</summary>
/// <param name="Share">Of the preset's arm tokens.</param>
/// <param name="Word">How its arm is called.</param>
public sealed record Sweep(double Share, string Word)
{
    public static IReadOnlyList<Sweep> Points { get; } = [new(0.25, "quarter"), new(0.5, "half"), new(2, "double"), new(4, "fourfold")];

    public string Name(Arm arm) => $"{arm.Id}-{Word}";

    /// <summary>The arms of a preset: every arm of the study, and for those that sweep the points that the preset runs.</summary>
    public static IReadOnlyList<Arm> Expand(IReadOnlyList<Arm> arms, IReadOnlyList<double> shares) =>
    [
        .. arms.SelectMany(arm => arm.Sweep is null
            ? [arm]
            : Points.Where(p => shares.Contains(p.Share)).Select(p => arm with
            {
                Id = p.Name(arm),
                Title = $"{arm.Title}, {p.Word} the tokens",
                TokenShare = p.Share,
            }).Prepend(arm)),
    ];
}

/// <summary>What would count as reproduced, in words.</summary>
internal static class Expectation
{
    public static string InWords(ClaimKind kind, double margin) => kind switch
    {
        ClaimKind.Lower => "The first is lower, with p below .05 after Holm's correction.",
        ClaimKind.Higher => "The first is higher, with p below .05 after Holm's correction.",
        ClaimKind.NotLower => $"The first is not lower by {Points(margin)} points or more: the 95% interval ends above that.",
        ClaimKind.NotHigher => $"The first is not higher by {Points(margin)} points or more: the 95% interval ends below that.",
        _ => $"The two differ by less than {Points(margin)} points: the 90% interval lies within that.",
    };

    private static string Points(double margin) => (margin * 100).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
