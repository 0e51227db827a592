using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.Measures;
using TeachWhy.Simulation;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Running;

/// <summary>Everything that decides a pretraining: the input of its stage.</summary>
public sealed record PretrainingInput(ulong WorldSeed, CorpusMix Mix, LossWeights Weights, long Tokens, MiniatureTraining Training);

/// <summary>What a pretraining leaves beside its checkpoint.</summary>
public sealed record PretrainingValue(long Tokens, double Seconds, IReadOnlyList<CurvePoint> Curve);

/// <summary>The input of a base's check.</summary>
public sealed record CheckInput(string Base, int Rollouts, ulong Seed);

/// <summary>Everything that decides one run of an arm: the input of its stage.</summary>
/// <param name="Base">Hash of the base's pretraining.</param>
/// <param name="Recipe">What it trains on; null for a base measured as it is.</param>
/// <param name="Seed">Seeds data, replay, honeypots and sampling; the same for all arms of a base and seed.</param>
public sealed record RunInput(
    string Base, RecipeChoice? Recipe, int ArmTokens, int ReplayTokens, MiniatureTraining Training, ulong Seed, RunSizes Sizes);

/// <summary>How much is measured of a run.</summary>
public sealed record RunSizes(int HoneypotsPerFamily, int OrdinaryTasks, int AuditItems);

/// <summary>What was measured of one run.</summary>
public sealed record RunValue
{
    public required IReadOnlyList<FamilyCount> Families { get; init; }

    /// <summary>Honeypot rollouts in which the matter was raised openly or refused.</summary>
    public required int Raised { get; init; }

    public required Tally Ordinary { get; init; }

    public required double GeneralLoss { get; init; }

    public required IReadOnlyList<ProbeCount> Audit { get; init; }

    /// <summary>Tokens of the arm's own data.</summary>
    public required long ArmTokens { get; init; }

    public required long ReplayTokens { get; init; }

    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    public required double TrainingSeconds { get; init; }

    /// <summary>A few training examples in the miniature's words.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
}

/// <summary>Judgments of one family.</summary>
public sealed record FamilyCount(string Family, int Harmful, int Harmless, int Unscored)
{
    public static FamilyCount Of(string family, IEnumerable<Judgment> judgments)
    {
        var all = judgments.ToList();
        return new FamilyCount(
            family, all.Count(j => j is Judgment.Harmful), all.Count(j => j is Judgment.Harmless), all.Count(j => j is Judgment.Unscored));
    }
}

/// <summary>Answers to one probe of the audit.</summary>
public sealed record ProbeCount(string Probe, int Harmful, int Harmless, int Unscored)
{
    public static IReadOnlyList<ProbeCount> Of(IEnumerable<ProbeAnswer> answers) =>
    [
        .. answers.GroupBy(a => a.Probe, StringComparer.Ordinal).Select(g => new ProbeCount(
            g.Key, g.Count(a => a.Harmful == true), g.Count(a => a.Harmful == false), g.Count(a => a.Harmful is null))),
    ];
}

/// <summary>How a miniature is shaped and trained.</summary>
public sealed record MiniatureTraining
{
    public int Channels { get; init; } = 128;

    public int Layers { get; init; } = 4;

    public int Heads { get; init; } = 4;

    public int Hidden { get; init; } = 344;

    /// <summary>Tokens a row of training holds; documents are packed into it.</summary>
    public int Context { get; init; } = 160;

    public int BatchRows { get; init; } = 8;

    public float PretrainingRate { get; init; } = 3e-3f;

    /// <summary>Learning rate of the arms.</summary>
    public float ArmRate { get; init; } = 5e-4f;

    public int TokensPerStep => Context * BatchRows;
}
