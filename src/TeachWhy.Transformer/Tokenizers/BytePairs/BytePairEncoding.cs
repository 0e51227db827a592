using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Turns the pieces of a text into tokens, by bytes and merges; remembers frequent words.</summary>
/// <param name="parts">Of the tokenizer.</param>
internal sealed class BytePairEncoding(BytePairParts parts)
{
    private const int LongestRemembered = 48;
    private const int MostRemembered = 1 << 16;
    private const int OnStack = 256;
    private const int NotThere = -1;

    // Where they may be found they are, before any word is looked up; what is left is text, even if it spells one.
    private readonly HashSet<int> _special = [.. parts.Added.Where(token => token.Special).Select(token => token.Token)];
    private readonly int[] _byteTokens = [.. parts.Vocabulary.ByteTokens.Select(token => token ?? NotThere)];
    private readonly ConcurrentDictionary<string, int[]> _remembered = new(StringComparer.Ordinal);
    private int _rememberedCount;

    /// <summary>Adds the tokens of a piece.</summary>
    public void Encode(TextPiece piece, List<int> tokens)
    {
        var remembered = _remembered.GetAlternateLookup<ReadOnlySpan<char>>();
        if (piece.Length > LongestRemembered)
        {
            EncodeAnew(piece, tokens);
            return;
        }
        if (remembered.TryGetValue(piece.Characters, out var known))
        {
            tokens.AddRange(known);
            return;
        }
        var before = tokens.Count;
        EncodeAnew(piece, tokens);
        if (Interlocked.Increment(ref _rememberedCount) > MostRemembered)
        {
            // Starting over keeps the memory bounded; frequent words are back at once.
            _remembered.Clear();
            Interlocked.Exchange(ref _rememberedCount, 0);
        }
        remembered.TryAdd(piece.Characters, [.. tokens[before..]]);
    }

    private void EncodeAnew(TextPiece piece, List<int> tokens)
    {
        var size = Encoding.UTF8.GetMaxByteCount(piece.Length);
        var (rentedBytes, rentedTokens) = (default(byte[]), default(int[]));
        var bytes = size <= OnStack ? stackalloc byte[OnStack] : rentedBytes = ArrayPool<byte>.Shared.Rent(size);
        var word = size <= OnStack ? stackalloc int[OnStack] : rentedTokens = ArrayPool<int>.Shared.Rent(size);
        bytes = bytes[..Encoding.UTF8.GetBytes(piece.Characters, bytes)];
        if (parts.IgnoreMerges && FindWhole(bytes) is { } whole && !_special.Contains(whole))
        {
            tokens.Add(whole);
        }
        else
        {
            var count = Spell(bytes, word);
            tokens.AddRange(word[..WordMerging.Merge(word[..count], parts.Vocabulary.Table)]);
        }
        if (rentedBytes is not null)
        {
            ArrayPool<byte>.Shared.Return(rentedBytes);
            ArrayPool<int>.Shared.Return(rentedTokens!);
        }
    }

    /// <summary>Bytes as tokens, before any merge. A byte that the vocabulary lacks is the unknown token, or left out when there is none.</summary>
    private int Spell(ReadOnlySpan<byte> bytes, Span<int> word)
    {
        var (count, wasUnknown) = (0, false);
        foreach (var value in bytes)
        {
            var token = _byteTokens[value];
            var isUnknown = token == NotThere;
            if (!isUnknown || (parts.Unknown is not null && !(parts.FuseUnknown && wasUnknown)))
            {
                word[count++] = isUnknown ? parts.Unknown!.Value : token;
            }
            wasUnknown = isUnknown;
        }
        return count;
    }

    private int? FindWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > OnStack)
        {
            return parts.Vocabulary.Find(ByteSpelling.ToToken(bytes));
        }
        Span<char> spelling = stackalloc char[OnStack];
        for (var i = 0; i < bytes.Length; i++)
        {
            spelling[i] = ByteSpelling.ToLetter(bytes[i]);
        }
        return parts.Vocabulary.Find(spelling[..bytes.Length]);
    }
}
