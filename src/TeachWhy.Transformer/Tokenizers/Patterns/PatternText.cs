namespace TeachWhy.Transformer;

/// <summary>A regular expression while it is read.</summary>
internal sealed class PatternText(string pattern)
{
    private const int LongestPattern = 8192;
    private const int LongestShown = 80;

    private int _position = pattern.Length <= LongestPattern
        ? 0
        : throw new InvalidDataException($"A pattern of {pattern.Length} characters is too long: at most {LongestPattern} are allowed.");

    public bool AtEnd => _position == pattern.Length;

    /// <summary>The character to be read next.</summary>
    public char Next => AtEnd ? throw Mistake("an end in the middle") : pattern[_position];

    /// <summary>The character read last.</summary>
    public char Previous => pattern[_position - 1];

    public char Read()
    {
        var next = Next;
        _position++;
        return next;
    }

    /// <summary>Reads a whole code point.</summary>
    public int ReadPoint()
    {
        var first = Read();
        return char.IsHighSurrogate(first) && !AtEnd && char.IsLowSurrogate(Next) ? char.ConvertToUtf32(first, Read()) : first;
    }

    public bool Accept(char expected)
    {
        var there = !AtEnd && pattern[_position] == expected;
        _position += there ? 1 : 0;
        return there;
    }

    public bool Accept(string expected)
    {
        var there = pattern.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);
        _position += there ? expected.Length : 0;
        return there;
    }

    /// <summary>What stands between the character to be read next and an end; null when that does not come.</summary>
    public string? Until(char end)
    {
        var length = pattern.AsSpan(_position).IndexOf(end);
        return length < 1 ? null : pattern.Substring(_position + 1, length - 1);
    }

    public void Skip(int characters) => _position += characters;

    public InvalidDataException Mistake(string found)
    {
        return new InvalidDataException($"The pattern {Short(pattern)} is not supported: it has {Short(found)} near character {_position + 1}.");

        static string Short(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }
}
