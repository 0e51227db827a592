namespace TeachWhy.Transformer;

/// <summary>A word of a template.</summary>
/// <param name="Line">From 1.</param>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, int Line)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && string.Equals(Text, text, StringComparison.Ordinal);

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.TagEnd => "the end of the tag",
        TokenKind.OutputEnd => "the end of the output",
        _ => $"\"{Describe.Shortened(Text)}\"",
    };
}

internal enum TokenKind
{
    /// <summary>Text between tags.</summary>
    Text,

    /// <summary><c>{%</c></summary>
    TagBegin,

    /// <summary><c>%}</c></summary>
    TagEnd,

    /// <summary><c>{{</c></summary>
    OutputBegin,

    /// <summary><c>}}</c></summary>
    OutputEnd,

    Name,
    Literal,
    Integer,
    Float,
    Operator,
    End,
}
