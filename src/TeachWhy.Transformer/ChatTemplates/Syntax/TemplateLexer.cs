namespace TeachWhy.Transformer;

/// <summary>
/// Cuts a template into text and tags. White space goes as transformers sets it: the newline after a block tag and the blanks before one
/// on its line are dropped; <c>-</c> inside a delimiter drops all white space on its side, <c>+</c> keeps it.
/// </summary>
internal sealed class TemplateLexer
{
    private readonly string _source;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineKnownAt;

    private TemplateLexer(string source) => _source = source;

    public static List<TemplateToken> Read(string template)
    {
        var source = template.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

        // The reference reads \r, \n and \r\n as a newline, and drops the last one.
        var lexer = new TemplateLexer(source.EndsWith('\n') ? source[..^1] : source);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _source.Length)
        {
            var begin = FindTag(_at);
            if (begin < 0)
            {
                AddText(_source[_at..]);
                _at = _source.Length;
                break;
            }

            var sign = SignAt(begin + 2);
            var text = _source[_at..begin];
            var startsLine = _at == 0 || _source[_at - 1] == '\n';
            AddText(BeforeTag(text, sign, _source[begin + 1] == '{', startsLine));
            _at = begin + (sign is null ? 2 : 3);
            ReadTag(_source[begin + 1], begin);
        }

        _tokens.Add(new TemplateToken(TokenKind.End, "", LineAt(_source.Length)));
    }

    private void ReadTag(char kind, int begin)
    {
        if (kind == '#')
        {
            var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new ChatTemplateException("a comment is not closed.", LineAt(begin));
            }

            LeaveTag(end, end > _at && _source[end - 1] is '-' or '+' ? _source[end - 1] : null, trimsNewline: true);
        }
        else if (kind == '%' && FindRawEnd() is { } rawStart)
        {
            ReadRaw(rawStart, begin);
        }
        else
        {
            var isOutput = kind == '{';
            _tokens.Add(new TemplateToken(isOutput ? TokenKind.OutputBegin : TokenKind.TagBegin, "", LineAt(begin)));
            var words = new ExpressionLexer(_source, isOutput ? "}}" : "%}", LineAt);
            var end = words.ReadInto(_tokens, _at);
            _tokens.Add(new TemplateToken(isOutput ? TokenKind.OutputEnd : TokenKind.TagEnd, "", LineAt(end)));
            var sign = _source[end] is '-' or '+' ? (char?)_source[end] : null;
            LeaveTag(sign is null ? end : end + 1, sign, trimsNewline: !isOutput);
        }
    }

    /// <summary>After <c>{% raw %}</c> comes text up to <c>{% endraw %}</c>, whatever it holds.</summary>
    /// <returns>Where the raw text starts; null if this tag is another.</returns>
    private int? FindRawEnd() => TagNamed("raw", _at, out var end, out var sign) ? sign == '-' ? SkipSpace(end) : end : null;

    private void ReadRaw(int start, int begin)
    {
        for (var tag = start; (tag = _source.IndexOf("{%", tag, StringComparison.Ordinal)) >= 0; tag += 2)
        {
            var sign = SignAt(tag + 2);
            if (TagNamed("endraw", sign is null ? tag + 2 : tag + 3, out var end, out var closing))
            {
                AddText(BeforeTag(_source[start..tag], sign, isOutput: false, startsLine: _source[start - 1] == '\n'));
                LeaveTag(end - 2, closing, trimsNewline: true);
                return;
            }
        }

        throw new ChatTemplateException("a raw block is not closed.", LineAt(begin));
    }

    private bool TagNamed(string name, int from, out int end, out char? sign)
    {
        (end, sign) = (0, null);
        var at = SkipSpace(from);
        if (string.CompareOrdinal(_source, at, name, 0, name.Length) != 0)
        {
            return false;
        }

        at = SkipSpace(at + name.Length);
        sign = SignAt(at);
        at += sign is null ? 0 : 1;
        end = at + 2;
        return string.CompareOrdinal(_source, at, "%}", 0, 2) == 0;
    }

    /// <param name="delimiter">Where the two characters that close the tag stand.</param>
    private void LeaveTag(int delimiter, char? sign, bool trimsNewline)
    {
        _at = delimiter + 2;
        if (sign == '-')
        {
            _at = SkipSpace(_at);
        }
        else if (trimsNewline && sign != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            _at++;
        }
    }

    private static string BeforeTag(string text, char? sign, bool isOutput, bool startsLine)
    {
        if (sign == '-')
        {
            return WhiteSpace.TrimEnd(text);
        }

        var line = text.LastIndexOf('\n') + 1;
        var blanksOnly = text.AsSpan(line).Length > 0 && !text.AsSpan(line).ContainsAnyExcept(WhiteSpace.Characters);
        return sign != '+' && !isOutput && (line > 0 || startsLine) && blanksOnly ? text[..line] : text;
    }

    private void AddText(string text)
    {
        if (text.Length > 0)
        {
            _tokens.Add(new TemplateToken(TokenKind.Text, text, LineAt(_at)));
        }
    }

    private int FindTag(int from)
    {
        for (var brace = from; (brace = _source.IndexOf('{', brace)) >= 0; brace++)
        {
            if (brace + 1 < _source.Length && _source[brace + 1] is '%' or '{' or '#')
            {
                return brace;
            }
        }

        return -1;
    }

    private char? SignAt(int at) => at < _source.Length && _source[at] is '-' or '+' ? _source[at] : null;

    private int SkipSpace(int at)
    {
        while (at < _source.Length && WhiteSpace.Is(_source[at]))
        {
            at++;
        }

        return at;
    }

    // Asked in ascending order, so each newline is counted once.
    private int LineAt(int at)
    {
        if (at > _lineKnownAt)
        {
            _line += _source.AsSpan(_lineKnownAt, at - _lineKnownAt).Count('\n');
            _lineKnownAt = at;
        }

        return _line;
    }
}
