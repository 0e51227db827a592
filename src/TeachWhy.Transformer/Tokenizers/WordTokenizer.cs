using System.Collections.Frozen;

namespace TeachWhy.Transformer;

/// <summary>One token per word; words stand between white space.</summary>
public sealed class WordTokenizer : ITokenizer
{
    private readonly FrozenDictionary<string, int> _indices;

    /// <param name="words">In the order of their tokens.</param>
    public WordTokenizer(IEnumerable<string> words)
    {
        Words = [.. words];
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in Words)
        {
            if (word.Length == 0 || word.Any(char.IsWhiteSpace))
            {
                throw new ArgumentException($"\"{word}\" cannot be a word: it is empty or holds white space.", nameof(words));
            }
            if (!indices.TryAdd(word, indices.Count))
            {
                throw new ArgumentException($"The word \"{word}\" is in the vocabulary twice.", nameof(words));
            }
        }
        _indices = indices.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Words { get; }

    public int Count => Words.Count;

    /// <summary>The token of a word.</summary>
    /// <exception cref="ArgumentException">It is not in the vocabulary.</exception>
    public int this[string word] =>
        _indices.TryGetValue(word, out var token)
            ? token
            : throw new ArgumentException($"The word \"{word}\" is not among the {Count} of the vocabulary.", nameof(word));

    public bool Contains(string word) => _indices.ContainsKey(word);

    public int? Find(string token) => _indices.TryGetValue(token, out var found) ? found : null;

    /// <param name="special">Makes no difference: every word is a word like any other.</param>
    public IReadOnlyList<int> Encode(string text, bool special = true) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => this[word])];

    public string Decode(IEnumerable<int> tokens) => string.Join(' ', tokens.Select(token => Words[token]));

    public void Save(string folder) => WordTokenizerFile.Save(folder, this);

    /// <exception cref="InvalidDataException">The folder's tokenizer is damaged, or of another kind.</exception>
    public static WordTokenizer Load(string folder) => WordTokenizerFile.Load(folder);
}
