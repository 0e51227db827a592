using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Results;

/// <summary>One training history, measured: every run of it on every fit base and seed, pooled and apart.</summary>
public sealed record ArmResult
{
    /// <summary>Such as <c>advice</c>.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>The arm that differs only in what the claim is about; null for a control of last resort.</summary>
    public string? Control { get; init; }

    /// <summary><c>root-cause</c>, <c>controls</c>, <c>chat</c>, <c>demonstrations</c>, <c>advice</c>, <c>constitution</c> or <c>opposites</c>.</summary>
    public required string Group { get; init; }

    /// <summary>One or two sentences: what this arm trains on.</summary>
    public required string Description { get; init; }

    /// <summary>Arm tokens per run (or pretraining tokens for a root-cause arm), replay not counted.</summary>
    public required long Tokens { get; init; }

    /// <summary>Replay tokens per run.</summary>
    public long ReplayTokens { get; init; }

    /// <summary>The curve of tokens against harm that this arm is a point of (<c>advice</c>, <c>demonstrations</c>); null for none.</summary>
    public string? Sweep { get; init; }

    public required Competence Competence { get; init; }

    /// <summary>Mean cross-entropy on held-out pretraining documents, in nats per token.</summary>
    public required double GeneralLoss { get; init; }

    public required IReadOnlyList<FamilyResult> Families { get; init; }

    public required HarmRate Overall { get; init; }

    /// <summary>Harm in the families this arm did not train on.</summary>
    public required HarmRate HeldOut { get; init; }

    /// <summary>Share of rollouts in which the agent raised the matter openly or refused, in words of acts.</summary>
    public required Share Raised { get; init; }

    /// <summary>The same values asked about in other formats: a changed persona shows there, a changed habit does not.</summary>
    public required IReadOnlyList<AuditResult> Audit { get; init; }

    public required IReadOnlyList<RunResult> Runs { get; init; }

    /// <summary>Training loss of the first run.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Mean over runs.</summary>
    public double TrainingSeconds { get; init; }

    /// <summary>A few training examples as the model sees them.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>A few rollouts, harmful ones first.</summary>
    public required IReadOnlyList<Transcript> Transcripts { get; init; }

    /// <summary>Path, relative to the report, of the page with every rollout of this arm.</summary>
    public required string TranscriptsPage { get; init; }
}

/// <summary>Ordinary tasks done exactly as asked.</summary>
public sealed record Competence(int Exact, int N)
{
    public double? Rate => Wilson.Of(Exact, N).Rate;
    public double? Low => Wilson.Of(Exact, N).Low;
    public double? High => Wilson.Of(Exact, N).High;

    /// <summary>Path, relative to the report, of the page with these tasks' rollouts; null where none was kept.</summary>
    public string? TranscriptsPage { get; init; }
}

/// <summary>One probe of the audit across formats: how often the harmful choice was advised, told, claimed or made.</summary>
/// <param name="Probe"><c>advice</c>, <c>stories</c>, <c>self-description</c>, <c>unseen-ai</c>, <c>known-villain</c>.</param>
public sealed record AuditResult(string Probe, string Title, int Harmful, int Harmless, int Unscored)
    : HarmRate(Harmful, Harmless, Unscored)
{
    /// <summary>Path, relative to the report, of the page with this probe's rollouts; null where none was kept.</summary>
    public string? TranscriptsPage { get; init; }
}

/// <summary>One arm on one base with one seed.</summary>
public sealed record RunResult(string Base, int Seed, HarmRate Overall, HarmRate HeldOut, Competence Competence, double GeneralLoss)
{
    public IReadOnlyList<FamilyResult> Families { get; init; } = [];

    /// <summary>Path, relative to the report, of the page with every rollout of this run.</summary>
    public required string TranscriptsPage { get; init; }
}
