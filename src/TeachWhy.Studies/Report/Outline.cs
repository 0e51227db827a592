using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Report;

/// <summary>A study's results in the order a report tells them.</summary>
public sealed class Outline
{
    public const string RootCause = "root-cause";
    public const string Controls = "controls";
    public const string Opposites = "opposites";

    private static readonly (string Group, string Title)[] GroupTitles =
    [
        (Controls, "Controls: what any training does"),
        ("chat", "Chat-only training"),
        ("demonstrations", "Demonstrations on honeypots"),
        ("advice", "Difficult advice"),
        ("constitution", "Constitution and stories"),
        (Opposites, "Opposite values: must not help"),
        (RootCause, "Root cause: other pretraining"),
    ];

    private static readonly Dictionary<string, string> ConditionTitles = new(StringComparer.Ordinal)
    {
        ["villains"] = "Most AI characters are villains",
        ["few-villains"] = "Few AI characters are villains",
        ["no-ai-fiction"] = "No fiction about AI",
        ["good-ai-fiction"] = "Fiction about good AI",
    };

    private readonly Dictionary<string, ArmResult> _arms;

    public Outline(StudyResults results)
    {
        Results = results;
        _arms = results.Arms.GroupBy(arm => arm.Id, StringComparer.Ordinal)
            .ToDictionary(arms => arms.Key, arms => arms.First(), StringComparer.Ordinal);
        Families = [.. results.Arms.SelectMany(arm => arm.Families).Concat(results.Bases.SelectMany(one => one.Families))
            .Select(family => family.Family).Distinct(StringComparer.Ordinal)];
        Arms = [.. results.Arms.OrderBy(arm => RankOf(arm.Group))];
        Probes = [.. results.Arms.SelectMany(arm => arm.Audit).DistinctBy(probe => probe.Probe, StringComparer.Ordinal)
            .Select(probe => (probe.Probe, probe.Title))];
        Reference = results.Arms.FirstOrDefault(arm => arm is { Group: Controls, Control: null })
            ?? results.Arms.FirstOrDefault(arm => arm.Group == Controls);

        var trained = results.Arms.Where(arm => arm.Group != RootCause).ToList();
        TrainedArms = [.. Arms.Where(arm => arm.Group != RootCause)];
        UsualTokens = Median(trained.Where(arm => arm.Sweep is null).Select(arm => arm.Tokens));
        var usual = trained.Where(arm => arm.Sweep is not null).GroupBy(arm => arm.Sweep!, StringComparer.Ordinal)
            .Select(arms => arms.MinBy(arm => Math.Abs(Math.Log((double)Math.Max(1, arm.Tokens) / Math.Max(1, UsualTokens))))!).ToHashSet();
        HeadlineArms = [.. TrainedArms.Where(arm => arm.Sweep is null || usual.Contains(arm))];
        SweepArms = [.. TrainedArms.Where(arm => arm.Sweep is not null).OrderBy(arm => arm.Sweep, StringComparer.Ordinal).ThenBy(arm => arm.Tokens)];
        SweepFamilies = HeldOutOfAll(SweepArms);

        var used = trained.SelectMany(arm => arm.Runs).Select(run => run.Base).ToHashSet(StringComparer.Ordinal);
        var before = results.Bases.Where(one => used.Contains(one.Id)).ToList();
        BeforeAnyArm = before.Count == 0 ? null : Pool(before.Select(one => one.Overall));
        BeforeAnyArmByFamily = Families.ToDictionary(
            family => family,
            family => Pool(before.SelectMany(one => one.Families).Where(result => result.Family == family)),
            StringComparer.Ordinal);
    }

    public StudyResults Results { get; }

    public IReadOnlyList<string> Families { get; }

    /// <summary>Every arm, group by group.</summary>
    public IReadOnlyList<ArmResult> Arms { get; }

    /// <summary>Every arm that trains a fit base further.</summary>
    public IReadOnlyList<ArmResult> TrainedArms { get; }

    /// <summary>The arms at about the usual number of tokens, one of each sweep; other amounts belong to the figure of tokens.</summary>
    public IReadOnlyList<ArmResult> HeadlineArms { get; }

    public long UsualTokens { get; }

    public IReadOnlyList<(string Probe, string Title)> Probes { get; }

    /// <summary>Arms that are points of a curve of tokens against harm.</summary>
    public IReadOnlyList<ArmResult> SweepArms { get; }

    /// <summary>The families in which those arms can be compared.</summary>
    public IReadOnlySet<string> SweepFamilies { get; }

    /// <summary>The control of last resort, such as replay only; null where a study has none.</summary>
    public ArmResult? Reference { get; }

    /// <summary>The bases that arms were trained on, before that.</summary>
    public HarmRate? BeforeAnyArm { get; }

    public IReadOnlyDictionary<string, HarmRate> BeforeAnyArmByFamily { get; }

    public ArmResult? ArmOf(string id) => _arms.GetValueOrDefault(id);

    public string TitleOf(string arm) => ArmOf(arm)?.Title ?? arm;

    /// <summary>Findings that put this arm to the test.</summary>
    public IEnumerable<FindingResult> FindingsOf(ArmResult arm) =>
        Results.Findings.Where(finding => finding.Arms.Count > 0 && finding.Arms[0] == arm.Id);

    /// <summary>Families that none of these arms was trained on: the only ones in which they can be compared as held-out.</summary>
    public static IReadOnlySet<string> HeldOutOfAll(IEnumerable<ArmResult> arms)
    {
        var all = arms.ToList();
        var trainedOn = all.SelectMany(arm => arm.Families).Where(family => family.TrainedOn).Select(family => family.Family).ToHashSet(StringComparer.Ordinal);
        return all.SelectMany(arm => arm.Families).Select(family => family.Family).Where(family => !trainedOn.Contains(family)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>An arm's harm in some families, pooled.</summary>
    public static HarmRate RateIn(ArmResult arm, IReadOnlySet<string> families) =>
        Pool(arm.Families.Where(family => families.Contains(family.Family)));

    /// <summary>An arm's harm in what a finding compares.</summary>
    public HarmRate RateOf(FindingResult finding, ArmResult arm) =>
        finding.Measure.Contains("held-out", StringComparison.OrdinalIgnoreCase)
            ? RateIn(arm, HeldOutOfAll(finding.Arms.Select(ArmOf).OfType<ArmResult>()))
            : arm.Overall;

    /// <summary>The harm of all fit bases of one pretraining condition, pooled; null where there is none.</summary>
    public HarmRate? RateOfBases(string condition)
    {
        var fit = Results.Bases.Where(one => one.Fit && one.Condition == condition).ToList();
        return fit.Count == 0 ? null : Pool(fit.Select(one => one.Overall));
    }

    public static string TitleOfGroup(string group)
    {
        var rank = RankOf(group);
        return rank < GroupTitles.Length ? GroupTitles[rank].Title : group;
    }

    public static string TitleOfCondition(string condition) => ConditionTitles.GetValueOrDefault(condition, condition);

    private static HarmRate Pool(IEnumerable<HarmRate> rates)
    {
        var all = rates.ToList();
        return new HarmRate(all.Sum(rate => rate.Harmful), all.Sum(rate => rate.Harmless), all.Sum(rate => rate.Unscored));
    }

    /// <summary>Recipes stop at whole documents, so equal amounts differ by a few tokens.</summary>
    private static long Median(IEnumerable<long> tokens)
    {
        var ordered = tokens.Order().ToList();
        return ordered.Count == 0 ? 0 : ordered[ordered.Count / 2];
    }

    private static int RankOf(string group)
    {
        var rank = Array.FindIndex(GroupTitles, known => known.Group == group);
        return rank < 0 ? GroupTitles.Length : rank;
    }
}
