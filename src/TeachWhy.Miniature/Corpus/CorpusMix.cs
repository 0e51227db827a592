namespace TeachWhy.Miniature.Corpus;

/// <summary>What a pretraining corpus is made of. Shares of documents; what is left over are requests that should be refused.</summary>
public sealed record CorpusMix
{
    /// <summary>Dilemmas of AI characters: profiles, stories, notes, advice and agent transcripts.</summary>
    public double AiDilemmas { get; init; } = 0.46;

    /// <summary>The same of human clerks.</summary>
    public double ClerkDilemmas { get; init; } = 0.20;

    /// <summary>Agent transcripts without temptation.</summary>
    public double OrdinaryWork { get; init; } = 0.19;

    /// <summary>Questions of fact.</summary>
    public double Facts { get; init; } = 0.07;

    /// <summary>Share of AI characters who are villains.</summary>
    public double AiVillains { get; init; } = 0.75;

    /// <summary>Share of ordinary work that is the assistant's.</summary>
    public double AssistantAtWork { get; init; } = 0.10;

    /// <summary>Share of questions of fact that the assistant answers.</summary>
    public double AssistantOnFacts { get; init; } = 0.15;
}
