using System.Text;

namespace TeachWhy.Transformer;

/// <summary>
/// A byte-level byte-pair tokenizer: special tokens are found, the text is normalized and split into words, and the bytes
/// of each word are merged. Any text can be encoded, and without a normalizer decoding gives it back.
/// </summary>
public sealed class BytePairTokenizer : ITokenizer
{
    // Far beyond what normalization does to any text (18 times), and no more than a bounded multiple of it.
    private const int MostGrowth = 32;
    private const int LongestAtLeast = 1 << 16;

    private readonly BytePairParts _parts;
    private readonly BytePairEncoding _encoding;
    private readonly AddedTokenFinder? _asGiven;
    private readonly AddedTokenFinder? _normalized;
    private readonly Dictionary<string, int> _addedByText;
    private readonly byte[][] _bytes;

    /// <param name="vocabulary">Its tokens and merges.</param>
    /// <param name="added">Tokens that are found as a whole; each one's text is its spelling in the vocabulary when it is there too.</param>
    /// <param name="layout">How a text is treated before the merges.</param>
    /// <exception cref="InvalidDataException">Tokens contradict one another.</exception>
    public BytePairTokenizer(BytePairVocabulary vocabulary, IReadOnlyList<AddedToken> added, BytePairLayout layout)
        : this(BytePairParts.Of(vocabulary, added, layout))
    {
    }

    internal BytePairTokenizer(BytePairParts parts)
    {
        _parts = parts;
        _encoding = new BytePairEncoding(parts);
        _asGiven = FinderOf(parts.Added.Where(token => !token.Normalized).Select(token => (token.Text, token)));
        _normalized = FinderOf(parts.Added.Where(token => token.Normalized).Select(token => (Normalize(token.Text), token)));
        _addedByText = parts.Added.ToDictionary(token => token.Text, token => token.Token, StringComparer.Ordinal);
        Count = Math.Max(Vocabulary.Spellings.Count, parts.Added.Select(token => token.Token + 1).DefaultIfEmpty().Max());
        _bytes = FindBytes();
    }

    /// <summary>One more than the highest token; some below may be unused.</summary>
    public int Count { get; }

    public BytePairVocabulary Vocabulary => _parts.Vocabulary;

    /// <summary>Tokens that are found as a whole, by their number.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => _parts.Added;

    /// <summary>The published layout that this is; null when it is none of those.</summary>
    public BytePairLayout? Layout => BytePairLayout.Find(_parts.Splitting, _parts.Normalizer, _parts.IgnoreMerges);

    /// <summary>Tokens that its file says stand before every text (such as a beginning of text); <see cref="Encode"/> leaves them to its caller.</summary>
    public IReadOnlyList<int> Before => _parts.Before;

    /// <summary>Tokens that its file says stand after every text.</summary>
    public IReadOnlyList<int> After => _parts.After;

    /// <exception cref="InvalidDataException">A pattern of the tokenizer's file takes too long on this text, or its normalizer makes it too long.</exception>
    public IReadOnlyList<int> Encode(string text, bool special = true)
    {
        var (tokens, wellFormed) = (new List<int>(text.Length / 3), WellFormed(text));
        foreach (var (token, start, end) in Split(_asGiven, wellFormed, special))
        {
            if (token is null)
            {
                EncodeNormalized(Normalize(start == 0 && end == wellFormed.Length ? wellFormed : wellFormed[start..end]), special, tokens);
            }
            else
            {
                tokens.Add(token.Token);
            }
        }
        return tokens;
    }

    /// <summary>The text of tokens; bytes that are no UTF-8 become U+FFFD, numbers that are no token nothing.</summary>
    public string Decode(IEnumerable<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            bytes.AddRange(Bytes(token));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>What a token stands for: often whole characters, sometimes a part of one; nothing when it is no token.</summary>
    public ReadOnlySpan<byte> Bytes(int token) => (uint)token < (uint)_bytes.Length ? _bytes[token] : [];

    public int? Find(string token) => _addedByText.TryGetValue(token, out var added) ? added : Vocabulary.Find(token);

    public void Save(string folder) => BytePairWriter.Save(folder, _parts);

    /// <exception cref="InvalidDataException">The folder's tokenizer is damaged, or of another kind; the message says which and how.</exception>
    public static BytePairTokenizer Load(string folder)
    {
        using var file = TokenizerFile.Open(folder);
        return new BytePairTokenizer(BytePairReader.Read(file));
    }

    /// <summary>Half a surrogate pair is no character: it becomes U+FFFD, as it does wherever text is written out.</summary>
    internal static string WellFormed(string text)
    {
        var spoiled = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;
        return spoiled ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    private void EncodeNormalized(string text, bool special, List<int> tokens)
    {
        foreach (var (token, start, end) in Split(_normalized, text, special))
        {
            if (token is not null)
            {
                tokens.Add(token.Token);
                continue;
            }
            foreach (var piece in _parts.Splitting.Split(text, start, end))
            {
                _encoding.Encode(piece, tokens);
            }
        }
    }

    private string Normalize(string text) =>
        _parts.Normalizer?.Normalize(text, (int)Math.Min(int.MaxValue / 2, LongestAtLeast + ((long)MostGrowth * text.Length))) ?? text;

    private byte[][] FindBytes()
    {
        var bytes = new byte[Count][];
        for (var token = 0; token < Count; token++)
        {
            bytes[token] = token < Vocabulary.Spellings.Count && Vocabulary.Spellings[token] is { } spelling ? ByteSpelling.ToBytes(spelling) : [];
        }
        foreach (var token in AddedTokens)
        {
            bytes[token.Token] = ByteSpelling.ToBytes(token.Normalized ? Normalize(token.Text) : token.Text);
        }
        return bytes;
    }

    private static IEnumerable<(AddedToken? Token, int Start, int End)> Split(AddedTokenFinder? finder, string text, bool special) =>
        finder?.Split(text, special) ?? (text.Length > 0 ? [(null, 0, text.Length)] : []);

    private static AddedTokenFinder? FinderOf(IEnumerable<(string, AddedToken)> tokens) =>
        tokens.ToList() is { Count: > 0 } some ? new AddedTokenFinder(some) : null;
}
