namespace TeachWhy.Training;

/// <summary>What was read, and what became of it: nothing is passed over in silence.</summary>
public sealed record DataCounts
{
    /// <summary>Examples read, one per line.</summary>
    public long Documents { get; init; }

    /// <summary>Their tokens, before anything is cut.</summary>
    public long Tokens { get; init; }

    /// <summary>Tokens whose prediction is trained on, once over the data.</summary>
    public long TrainedTokens { get; init; }

    /// <summary>Documents longer than a row that lost their end.</summary>
    public long Truncated { get; init; }

    /// <summary>Tokens lost with those ends.</summary>
    public long LostTokens { get; init; }

    /// <summary>Documents longer than a row that were divided into several.</summary>
    public long Divided { get; init; }

    /// <summary>Documents of less than two tokens, which predict nothing and are left out.</summary>
    public long TooShort { get; init; }

    /// <summary>Conversations whose every token of the assistant was cut off, which are left out.</summary>
    public long CutOff { get; init; }

    /// <summary>Conversations in which the assistant says nothing, which are left out.</summary>
    public long Unanswered { get; init; }

    /// <summary>Turns of the assistant whose words the chat template does not tell from others, and which are not trained on.</summary>
    public long UnmarkedTurns { get; init; }

    /// <summary>Rows that hold the rest.</summary>
    public long Rows { get; init; }

    /// <summary>Tokens in those rows.</summary>
    public long RowTokens { get; init; }
}
