namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// The words of a text as numbers: letters and digits only, without case, so that punctuation, line breaks and capitals
/// make no difference. Equal words have equal numbers.
/// </summary>
public sealed class WordSequence
{
    /// <summary>Stands for a name, whichever it is.</summary>
    public const ulong Name = 0x9E3779B97F4A7C15;

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ulong[] _words;
    private readonly ulong[] _masked;
    private readonly int[] _starts;
    private readonly Lazy<ulong[]> _beginnings;
    private readonly Lazy<ulong[]> _maskedBeginnings;

    private WordSequence(ulong[] words, ulong[] masked, int[] starts, int count)
    {
        _words = words;
        _masked = masked;
        _starts = starts;
        Count = count;
        _beginnings = new Lazy<ulong[]>(() => Shingles.Beginnings(Words));
        _maskedBeginnings = new Lazy<ulong[]>(() => Shingles.Beginnings(Masked));
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; }

    /// <summary>The words.</summary>
    public ReadOnlySpan<ulong> Words => _words.AsSpan(0, Count);

    /// <summary>The words, with <see cref="Name"/> for each that is written large inside a sentence.</summary>
    public ReadOnlySpan<ulong> Masked => _masked.AsSpan(0, Count);

    /// <summary>Where each word begins, counted over all parts.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The number of a run of <see cref="Words"/>.</summary>
    public ulong Run(int start, int length) => Shingles.Of(_beginnings.Value, start, length);

    /// <summary>The number of a run of <see cref="Masked"/>.</summary>
    public ulong MaskedRun(int start, int length) => Shingles.Of(_maskedBeginnings.Value, start, length);

    /// <summary>The words of some texts, one after the other.</summary>
    public static WordSequence Of(IEnumerable<string> parts)
    {
        var texts = parts as IReadOnlyList<string> ?? [.. parts];
        var most = texts.Sum(text => text.Length / 2 + 1);
        var (words, masked, starts) = (new ulong[most], new ulong[most], new int[most]);
        var (count, before) = (0, 0);
        foreach (var text in texts)
        {
            count = Read(text, before, words, masked, starts, count);
            before += text.Length;
        }

        return new WordSequence(words, masked, starts, count);
    }

    /// <summary>The number of one word, as it occurs in <see cref="Words"/>.</summary>
    public static ulong NumberOf(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var letter in word)
        {
            hash = (hash ^ Lower(letter)) * Prime;
        }

        return Mixed(hash);
    }

    private static int Read(string text, int before, ulong[] words, ulong[] masked, int[] starts, int count)
    {
        // A sentence begins at the start, after a full stop and after an empty line: there a large letter says nothing.
        var (beginsSentence, breaks) = (true, 0);
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i];
            if (!IsWord(letter))
            {
                breaks = letter == '\n' ? breaks + 1 : letter is ' ' or '\t' or '\r' ? breaks : 0;
                beginsSentence |= letter is '.' or '!' or '?' or ':' or '"' or '\u201C' || breaks >= 2;
                i++;
                continue;
            }

            var start = i;
            var hash = Offset;
            while (i < text.Length && (IsWord(text[i]) || (IsApostrophe(text[i]) && i + 1 < text.Length && IsWord(text[i + 1]))))
            {
                if (!IsApostrophe(text[i]))
                {
                    hash = (hash ^ Lower(text[i])) * Prime;
                }

                i++;
            }

            words[count] = Mixed(hash);
            masked[count] = !beginsSentence && char.IsUpper(letter) && i - start > 1 ? Name : words[count];
            starts[count++] = before + start;
            beginsSentence = false;
            breaks = 0;
        }

        return count;
    }

    private static bool IsWord(char letter) => letter < 128 ? char.IsAsciiLetterOrDigit(letter) : char.IsLetterOrDigit(letter);

    private static bool IsApostrophe(char letter) => letter is '\'' or '\u2019';

    private static char Lower(char letter) => letter is >= 'A' and <= 'Z' ? (char)(letter | 0x20) : letter < 128 ? letter : char.ToLowerInvariant(letter);

    // FNV leaves its low bits alike for words that differ in one letter.
    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
        return hash ^ hash >> 29;
    }
}
