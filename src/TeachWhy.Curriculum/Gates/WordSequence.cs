using System.Buffers;

namespace TeachWhy.Curriculum.Gates;

/// <summary>
/// The words of a text as numbers: letters and digits only, without case, so that punctuation, line breaks and capitals
/// make no difference. Equal words have equal numbers.
/// </summary>
public sealed class WordSequence
{
    /// <summary>Stands for a name, whichever it is.</summary>
    public const ulong Name = 0x9E3779B97F4A7C15;

    private readonly ulong[] _words;
    private readonly bool[] _isName;
    private readonly int[] _starts;
    private readonly int _first;
    private readonly WordSequence? _whole;
    private ulong[]? _beginnings;
    private ulong[]? _maskedBeginnings;

    internal WordSequence(ulong[] words, bool[] isName, int[] starts, int count)
    {
        _words = words;
        _isName = isName;
        _starts = starts;
        Count = count;
    }

    private WordSequence(WordSequence whole, int first, int count)
        : this(whole._words, whole._isName, whole._starts, count)
    {
        _first = first;
        _whole = whole;
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; }

    /// <summary>The words.</summary>
    public ReadOnlySpan<ulong> Words => _words.AsSpan(_first, Count);

    /// <summary>Which words are written large inside a sentence, as names are.</summary>
    public ReadOnlySpan<bool> IsName => _isName.AsSpan(_first, Count);

    /// <summary>The words, with <see cref="Name"/> for each that may be one.</summary>
    public ulong[] Masked()
    {
        var masked = Words.ToArray();
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] = IsName[i] ? Name : masked[i];
        }

        return masked;
    }

    /// <summary>Where each word begins in its text.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(_first, Count);

    /// <summary>For <see cref="Shingles.Of(ReadOnlySpan{ulong}, int, int)"/>: all runs of <see cref="Words"/>.</summary>
    internal ReadOnlySpan<ulong> Beginnings => _whole is null ? _beginnings ??= Shingles.Beginnings(Words) : _whole.Beginnings.Slice(_first, Count + 1);

    /// <summary>The same with <see cref="Name"/> for each word that may be one.</summary>
    internal ReadOnlySpan<ulong> MaskedBeginnings =>
        _whole is null ? _maskedBeginnings ??= Shingles.Beginnings(Words, IsName) : _whole.MaskedBeginnings.Slice(_first, Count + 1);

    /// <summary>The number of a run of words with <see cref="Name"/> for each that may be one.</summary>
    public ulong MaskedRun(int start, int length) => Shingles.Of(MaskedBeginnings, start, length);

    /// <summary>The words of some texts, one after the other.</summary>
    public static WordSequence Of(IReadOnlyList<string> texts) => Of(texts, new int[texts.Count]);

    /// <summary>The words of some texts, one after the other.</summary>
    /// <param name="ends">Where the words of each end.</param>
    public static WordSequence Of(IReadOnlyList<string> texts, Span<int> ends)
    {
        var bits = texts.Select(text => (Bits: ArrayPool<ulong>.Shared.Rent(WordBits.LengthFor(text.Length)), Text: text)).ToArray();
        var most = bits.Sum(part => WordBits.Fill(part.Text, part.Bits.AsSpan(0, WordBits.LengthFor(part.Text.Length))));
        var (words, isName, starts, count) = (new ulong[most], new bool[most], new int[most], 0);
        for (var i = 0; i < bits.Length; i++)
        {
            var (part, text) = bits[i];
            count = ends[i] = Read(text, part.AsSpan(0, WordBits.LengthFor(text.Length)), words, isName, starts, count);
            ArrayPool<ulong>.Shared.Return(part);
        }

        return new WordSequence(words, isName, starts, count);
    }

    /// <summary>Some of the words, which share this one's memory.</summary>
    internal WordSequence Part(int start, int end) => new(_whole ?? this, _first + start, end - start);

    /// <summary>The number of one word, as it occurs in <see cref="Words"/>.</summary>
    public static ulong NumberOf(ReadOnlySpan<char> word) => WordNumber.Of(word);

    private static int Read(ReadOnlySpan<char> text, ReadOnlySpan<ulong> bits, ulong[] words, bool[] isName, int[] starts, int count)
    {
        // A sentence begins at the start, after a full stop and after an empty line: there a large letter says nothing.
        var beginsSentence = true;
        for (var (end, start) = (0, WordBits.Next(bits, 0, text.Length)); start < text.Length; start = WordBits.Next(bits, end, text.Length))
        {
            if (start - end != 1 || text[end] != ' ')
            {
                beginsSentence |= ReferenceWords.EndsSentence(text[end..start]);
            }

            end = WordBits.End(bits, start, text.Length);
            var letters = end - start;
            while (end + 1 < text.Length && WordNumber.IsApostrophe(text[end]) && WordBits.IsWord(text[end + 1]))
            {
                end = WordBits.End(bits, end + 1, text.Length);
            }

            words[count] = end - start == letters ? WordNumber.Of(text, start, letters) : WordNumber.Of(text[start..end]);
            isName[count] = !beginsSentence && end - start > 1 && char.IsUpper(text[start]);
            starts[count++] = start;
            beginsSentence = false;
        }

        return count;
    }
}
