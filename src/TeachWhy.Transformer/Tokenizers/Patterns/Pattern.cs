namespace TeachWhy.Transformer;

/// <summary>
/// A regular expression over code points, in the syntax of tokenizer files. .NET's own works on UTF-16 units, so that its
/// <c>\p{L}</c> misses every letter above U+FFFF, and its time has no bound when a pattern looks ahead.
/// </summary>
internal sealed class Pattern
{
    private readonly PatternStep[] _steps;

    private Pattern(string source)
    {
        Source = source;
        _steps = PatternProgram.Compile(PatternParser.Parse(source));
    }

    public string Source { get; }

    /// <exception cref="InvalidDataException">The pattern is no regular expression, or uses what is not supported.</exception>
    public static Pattern Parse(string source) => new(source);

    /// <summary>A pattern that matches that text and nothing else.</summary>
    public static Pattern Literal(string text) => new(string.Concat(text.Select(letter => char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) ? $@"\{letter}" : $"{letter}")));

    /// <summary>Finds the matches in text[start..end], seen as if nothing stood around it.</summary>
    public PatternSearch Search(string text, int start, int end) => new(_steps, Source, text, start, end);
}
