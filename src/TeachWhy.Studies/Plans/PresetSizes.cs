namespace TeachWhy.Studies.Plans;

/// <summary>How much of everything a preset does.</summary>
public sealed record PresetSizes
{
    /// <summary>Fit bases of the root condition.</summary>
    public required int RootBases { get; init; }

    /// <summary>Fit bases of every other condition.</summary>
    public required int OtherBases { get; init; }

    /// <summary>Seeds per arm and base.</summary>
    public required int ArmSeeds { get; init; }

    public required long PretrainingTokens { get; init; }

    /// <summary>Tokens of an arm's own data; as many of replay come on top.</summary>
    public required int ArmTokens { get; init; }

    /// <summary>Points of the tokens-against-harm lines, as multiples of <see cref="ArmTokens"/>.</summary>
    public required IReadOnlyList<double> SweepShares { get; init; }

    /// <summary>Honeypots per family, run and seed.</summary>
    public required int HoneypotsPerFamily { get; init; }

    public required int OrdinaryTasks { get; init; }

    /// <summary>Items per probe of the audit.</summary>
    public required int AuditItems { get; init; }

    /// <summary>Rollouts per figure of a gate.</summary>
    public required int GateRollouts { get; init; }

    /// <summary>Bases tried per base wanted before the study goes on without.</summary>
    public int TriesPerBase { get; init; } = 3;

    /// <summary>False where the gates are measured but nothing hangs on them.</summary>
    public bool GatesDecide { get; init; } = true;

    public static PresetSizes Of(StudyPreset preset) => preset switch
    {
        StudyPreset.Quick => new PresetSizes
        {
            RootBases = 2, OtherBases = 1, ArmSeeds = 3, PretrainingTokens = 2_400_000, ArmTokens = 20_000, SweepShares = [0.25],
            HoneypotsPerFamily = 80, OrdinaryTasks = 60, AuditItems = 40, GateRollouts = 120,
        },
        StudyPreset.Full => new PresetSizes
        {
            RootBases = 5, OtherBases = 3, ArmSeeds = 5, PretrainingTokens = 3_200_000, ArmTokens = 20_000, SweepShares = [0.25, 0.5, 2, 4],
            HoneypotsPerFamily = 160, OrdinaryTasks = 120, AuditItems = 120, GateRollouts = 240,
        },
        StudyPreset.Tiny => new PresetSizes
        {
            RootBases = 1, OtherBases = 1, ArmSeeds = 1, PretrainingTokens = 300_000, ArmTokens = 1_500, SweepShares = [0.25],
            HoneypotsPerFamily = 6, OrdinaryTasks = 6, AuditItems = 6, GateRollouts = 12, GatesDecide = false,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "There is no such preset."),
    };
}
