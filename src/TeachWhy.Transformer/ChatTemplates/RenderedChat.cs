namespace TeachWhy.Transformer;

/// <summary>A conversation as text, each stretch of which knows where it comes from.</summary>
/// <param name="Runs">Cover the text from its start to its end.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<TextRun> Runs)
{
    /// <summary>The runs with the places where they stand.</summary>
    internal IEnumerable<(int Start, int End, TextRun Run)> Places()
    {
        var start = 0;
        foreach (var run in Runs)
        {
            yield return (start, start + run.Length, run);
            start += run.Length;
        }
    }

    /// <summary>What the template wrote without a stranger's word in between.</summary>
    internal IEnumerable<(int Start, int End)> TemplateStretches()
    {
        var open = (Start: 0, End: 0);
        foreach (var (start, end, _) in Places().Where(place => place.Run.Source == TextRun.Template))
        {
            if (start != open.End && open.End > open.Start)
            {
                yield return open;
            }

            open = (start == open.End ? open.Start : start, end);
        }

        if (open.End > open.Start)
        {
            yield return open;
        }
    }

    /// <summary>The words that come from one message.</summary>
    internal string WordsOf(int message) => string.Concat(Places().Where(place => place.Run.Source == message).Select(place => Text[place.Start..place.End]));
}

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
