namespace TeachWhy.Transformer;

/// <summary>The words inside a tag.</summary>
/// <param name="close">The two characters that end the tag, outside of all brackets.</param>
internal sealed class ExpressionLexer(string source, string close, Func<int, int> lineAt)
{
    private static readonly string[] Operators =
        ["**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    private readonly Stack<char> _open = new();
    private int _at;

    /// <summary>Adds the words of the tag.</summary>
    /// <param name="start">Behind the tag's opening.</param>
    /// <returns>Where the end of the tag begins, its sign included.</returns>
    public int ReadInto(List<TemplateToken> tokens, int start)
    {
        _at = start;
        while (_at < source.Length)
        {
            var character = source[_at];
            if (WhiteSpace.Is(character))
            {
                _at++;
            }
            else if (_open.Count == 0 && ClosesHere())
            {
                return _at;
            }
            else
            {
                tokens.Add(ReadWord(character, tokens.Count > 0 && tokens[^1].Is(TokenKind.Operator, ".")));
            }
        }

        throw new ChatTemplateException($"a tag is not closed with \"{close}\".", lineAt(start));
    }

    private bool ClosesHere()
    {
        var signed = source[_at] == '-' || (source[_at] == '+' && close == "%}") ? 1 : 0;
        return string.CompareOrdinal(source, _at + signed, close, 0, 2) == 0;
    }

    private TemplateToken ReadWord(char first, bool afterDot)
    {
        var line = lineAt(_at);
        if (char.IsAsciiDigit(first))
        {
            return NumberLiteral.Read(source, ref _at, afterDot, line);
        }

        if (first is '"' or '\'')
        {
            return new TemplateToken(TokenKind.Literal, TextLiteral.Read(source, ref _at, line), line);
        }

        var from = _at;
        if (char.IsLetter(first) || first == '_')
        {
            while (_at < source.Length && (char.IsLetterOrDigit(source[_at]) || source[_at] == '_'))
            {
                _at++;
            }

            return new TemplateToken(TokenKind.Name, source[from.._at], line);
        }

        var text = Array.Find(Operators, o => string.CompareOrdinal(source, from, o, 0, o.Length) == 0)
            ?? throw new ChatTemplateException($"the character \"{first}\" has no meaning here.", line);
        Balance(text[0], line);
        _at += text.Length;
        return new TemplateToken(TokenKind.Operator, text, line);
    }

    private void Balance(char bracket, int line)
    {
        if (bracket is '(' or '[' or '{')
        {
            _open.Push(bracket switch { '(' => ')', '[' => ']', _ => '}' });
        }
        else if (bracket is ')' or ']' or '}' && (!_open.TryPop(out var expected) || expected != bracket))
        {
            throw new ChatTemplateException($"the bracket \"{bracket}\" closes nothing that is open.", line);
        }
    }
}
