namespace TeachWhy.Simulation;

/// <summary>The mistakes of one file while it is read.</summary>
internal sealed class MistakeList(string fileName, YamlForm form)
{
    private const int Most = 200;
    private const int LongestQuotation = 80;
    private const int LongestSentence = 1_000;

    private readonly List<FileMistake> _mistakes = [];
    private readonly HashSet<FileMistake> _known = [];
    private int _left;

    /// <summary>What kind of file it is.</summary>
    public YamlForm Form => form;

    public bool Any => _mistakes.Count > 0;

    /// <summary>True when further mistakes are only counted.</summary>
    public bool IsFull => _mistakes.Count == Most;

    public void Add(int line, string sentence)
    {
        // Ids and names of the file stand in sentences too, and are anybody's text.
        var mistake = new FileMistake(fileName, Math.Max(1, line), InOneLine(sentence, LongestSentence));
        if (IsFull)
        {
            _left++;
        }
        else if (_known.Add(mistake))
        {
            _mistakes.Add(mistake);
        }
    }

    /// <summary>Text of the file, short and in one line, as a sentence quotes it.</summary>
    public static string Quote(string text) => $"'{InOneLine(text, LongestQuotation)}'";

    /// <summary>Words at the beginning of a sentence.</summary>
    public static string Begin(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Words as a sentence lists them.</summary>
    public static string List(IEnumerable<string> words) => string.Join(", ", words);

    /// <summary>In the order of the lines; a last one tells of those that were left out.</summary>
    public IReadOnlyList<FileMistake> InOrder()
    {
        var ordered = _mistakes.OrderBy(mistake => mistake.Line).ToList();
        if (_left > 0)
        {
            ordered.Add(new FileMistake(fileName, ordered[^1].Line, $"There are {_left} more mistakes; these are the first {Most}."));
        }

        return ordered;
    }

    private static string InOneLine(string text, int longest)
    {
        var shown = new string([.. text.Take(longest).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)]);
        return text.Length > longest ? shown + "..." : shown;
    }
}
