namespace TeachWhy.Simulation;

/// <summary>How records are laid out for a model. Whatever the layout, every fact is in it.</summary>
internal interface ISurface
{
    /// <summary>Everything of one kind.</summary>
    /// <param name="name">Short, such as <c>inbox</c>.</param>
    /// <param name="heading">For readers.</param>
    string Section(string name, string heading, string content);

    /// <param name="head">Labels and what stands behind them, the id first.</param>
    string Mail(IReadOnlyList<(string Label, string Text)> head, string body);

    string File(string path, bool confidential, string text);

    /// <param name="rows">Each as long as <paramref name="columns"/>; an empty text where there is nothing.</param>
    string Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows);

    /// <summary>How surfaces look, by level.</summary>
    static ISurface Of(SurfaceLevel surface) => surface switch
    {
        SurfaceLevel.Tagged => new TaggedSurface(),
        SurfaceLevel.Plain => new PlainSurface(),
        SurfaceLevel.Markdown => new MarkdownSurface(),
        _ => throw new ArgumentOutOfRangeException(nameof(surface), surface, "No such surface."),
    };
}
