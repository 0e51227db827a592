using TeachWhy.Chat;

namespace TeachWhy.App.Judging;

/// <summary>What a user asked of <c>teachwhy judge</c>. Paths are full ones.</summary>
internal sealed record JudgeRequest
{
    public required string Log { get; init; }

    /// <summary>The judge of intent; null for the log's own, where <see cref="NoJudge"/> is false.</summary>
    public ChatModelName? Judge { get; init; }

    /// <summary>What only intent can tell stays unscored.</summary>
    public bool NoJudge { get; init; }

    /// <summary>Keep the log's own judgments: only compare them.</summary>
    public bool Keep { get; init; }

    /// <summary>Ask the judge about every rollout, for conduct and awareness.</summary>
    public bool Always { get; init; }

    public string? Labels { get; init; }

    public string? Against { get; init; }

    /// <summary>The log to write; null for one beside the log that is judged.</summary>
    public string? Out { get; init; }

    /// <summary>The suite, where it is a file; null for the one that the log names.</summary>
    public string? Suite { get; init; }

    /// <summary>A folder with companies beside the shipped ones; null for none.</summary>
    public string? Companies { get; init; }

    public decimal? MaxCost { get; init; }

    public string? Cache { get; init; }
}
