namespace TeachWhy.Transformer;

/// <summary>A conversation as text, each stretch of which knows where it comes from.</summary>
/// <param name="Runs">Cover the text from its start to its end.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<TextRun> Runs);

/// <summary>A stretch of rendered text.</summary>
/// <param name="Length">UTF-16 characters.</param>
/// <param name="Source">The index of the message it comes from, <see cref="Template"/> or <see cref="Outside"/>.</param>
/// <param name="Generated">True inside a template's generation block: what the assistant wrote.</param>
public readonly record struct TextRun(int Length, int Source, bool Generated)
{
    /// <summary>Written by the template itself.</summary>
    public const int Template = -1;

    /// <summary>From tools, variables, or several messages at once.</summary>
    public const int Outside = -2;
}
