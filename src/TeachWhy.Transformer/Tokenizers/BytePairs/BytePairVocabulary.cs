using System.Text;

namespace TeachWhy.Transformer;

/// <summary>The tokens of a byte-level vocabulary and their merges.</summary>
public sealed class BytePairVocabulary
{
    /// <summary>No token's number is as high as this.</summary>
    public const int MostTokens = 1 << 22;

    private readonly Dictionary<string, int> _tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="spellings">Each token as bytes are spelled (<see cref="ByteSpelling"/>), by its number; null where a number is not used.</param>
    /// <param name="merges">Two tokens that become one, the earliest first.</param>
    /// <exception cref="InvalidDataException">A token comes twice, or a merge needs a token that is not there.</exception>
    public BytePairVocabulary(IReadOnlyList<string?> spellings, IReadOnlyList<(string Left, string Right)> merges)
    {
        if (spellings.Count > MostTokens)
        {
            throw new InvalidDataException($"A vocabulary of {spellings.Count} tokens is too large: at most {MostTokens} are allowed.");
        }
        (Spellings, Merges) = (spellings, merges);
        _tokens = new Dictionary<string, int>(spellings.Count, StringComparer.Ordinal);
        for (var token = 0; token < spellings.Count; token++)
        {
            if (spellings[token] is { } spelling && !_tokens.TryAdd(spelling, token))
            {
                throw new InvalidDataException($"The token {JsonPart.Quoted(spelling)} is in the vocabulary twice, as {_tokens[spelling]} and as {token}.");
            }
        }
        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        Table = new MergeTable([.. merges.Select(Resolve)], spellings.Count);
        ByteTokens = [.. Enumerable.Range(0, 256).Select(value => Find($"{ByteSpelling.ToLetter((byte)value)}"))];
    }

    /// <summary>Each token as it is spelled, by its number; null where a number is not used.</summary>
    public IReadOnlyList<string?> Spellings { get; }

    /// <summary>Two tokens that become one, the earliest first.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    internal MergeTable Table { get; }

    /// <summary>The token of each byte; null where the vocabulary has none.</summary>
    internal IReadOnlyList<int?> ByteTokens { get; }

    /// <summary>The token that is spelled so; null when there is none.</summary>
    public int? Find(ReadOnlySpan<char> spelling) => _lookup.TryGetValue(spelling, out var token) ? token : null;

    private (int Left, int Right, int Result) Resolve((string Left, string Right) merge, int rank)
    {
        var (left, right) = (Find(merge.Left), Find(merge.Right));
        if (left is null || right is null)
        {
            throw Missing(left is null ? merge.Left : merge.Right);
        }
        return (left.Value, right.Value, Find(merge.Left + merge.Right) ?? throw Missing(merge.Left + merge.Right));

        InvalidDataException Missing(string token) => new($"Merge {rank} of {JsonPart.Quoted(merge.Left)} and {JsonPart.Quoted(merge.Right)} "
            + $"needs the token {JsonPart.Quoted(token)}, which the vocabulary does not have.");
    }
}
