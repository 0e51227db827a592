namespace TeachWhy.Simulation;

/// <summary>A piece of a YAML document, with the line on which it begins.</summary>
internal abstract record YamlPart(int Line)
{
    /// <summary>How a sentence calls it.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text.</summary>
/// <param name="TextLine">The line of the text's first letter: a block's is below its sign.</param>
/// <param name="Quoted">True for a text in quotes or a block, which is never null.</param>
internal sealed record YamlText(int Line, string Text, int TextLine, bool Quoted) : YamlPart(Line)
{
    public override string Kind => "text";

    public bool IsNull => !Quoted && (Text is "" or "null" or "~");
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlPart> Items) : YamlPart(Line)
{
    public override string Kind => "a list";
}

/// <summary>Keys and what they hold, in the file's order; no key stands twice.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlPart(Line)
{
    public override string Kind => "keys and values";
}

/// <summary>A key and what it holds.</summary>
internal sealed record YamlEntry(string Key, int Line, YamlPart Value);
