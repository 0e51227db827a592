namespace TeachWhy.Transformer;

/// <summary>The words of a template, read one after another.</summary>
internal sealed class TokenStream(List<TemplateToken> tokens)
{
    private const int DeepestNesting = 100;

    private int _at;
    private int _depth;

    public TemplateToken Current => tokens[_at];

    public TemplateToken Ahead => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public TemplateToken Next() => tokens[_at == tokens.Count - 1 ? _at : _at++];

    public bool IsOperator(string text) => Current.Is(TokenKind.Operator, text);

    public bool IsName(string text) => Current.Is(TokenKind.Name, text);

    public bool TakeOperator(string text) => Take(TokenKind.Operator, text);

    public bool TakeName(string text) => Take(TokenKind.Name, text);

    public void ExpectOperator(string text)
    {
        if (!TakeOperator(text))
        {
            throw Unexpected($"\"{text}\"");
        }
    }

    public string ExpectName() => Current.Kind == TokenKind.Name ? Next().Text : throw Unexpected("a name");

    public void Expect(TokenKind kind, string what)
    {
        if (Current.Kind != kind)
        {
            throw Unexpected(what);
        }

        Next();
    }

    public ChatTemplateException Unexpected(string wanted) => new($"{Current} stands where {wanted} should.", Current.Line);

    /// <summary>Goes one level down; a template that nests without end must not end the program.</summary>
    public void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw new ChatTemplateException($"it nests deeper than the {DeepestNesting} levels that are allowed.", Current.Line);
        }
    }

    public void Leave() => _depth--;

    private bool Take(TokenKind kind, string text)
    {
        var found = Current.Is(kind, text);
        if (found)
        {
            Next();
        }

        return found;
    }
}
