namespace TeachWhy.Curriculum.Recipes;

/// <summary>How an agent acts in what is trained on.</summary>
public enum ActForm
{
    /// <summary>By tool calls, its tools defined beside the conversation.</summary>
    Calls,

    /// <summary>By blocks in its text, as the published evaluations have them; the system message explains them.</summary>
    Blocks,
}
