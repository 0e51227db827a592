using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>Everything that makes up a byte-pair tokenizer, as it was read or is to be written.</summary>
internal sealed record BytePairParts
{
    public const int LongestAddedToken = 512;
    private const int MostAddedCharacters = 1 << 20;

    public required BytePairVocabulary Vocabulary { get; init; }

    /// <summary>By number.</summary>
    public required IReadOnlyList<AddedToken> Added { get; init; }

    public required SplitterSequence Splitting { get; init; }

    public ITextNormalizer? Normalizer { get; init; }

    public bool IgnoreMerges { get; init; }

    /// <summary>The token of a byte that the vocabulary lacks; such bytes are left out when there is none.</summary>
    public int? Unknown { get; init; }

    /// <summary>Several unknown bytes side by side are one unknown token.</summary>
    public bool FuseUnknown { get; init; }

    public IReadOnlyList<int> Before { get; init; } = [];

    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>The parts of the file that are written back as they were: normalizer, pre_tokenizer, post_processor, decoder.</summary>
    public required JsonObject Described { get; init; }

    public static BytePairParts Of(BytePairVocabulary vocabulary, IReadOnlyList<AddedToken> added, BytePairLayout layout)
    {
        var described = new JsonObject
        {
            ["normalizer"] = layout.Normalizer,
            ["pre_tokenizer"] = layout.PreTokenizer,
            ["post_processor"] = BytePairLayout.ByteLevel(useRegex: true),
            ["decoder"] = BytePairLayout.ByteLevel(useRegex: true),
        };
        return new BytePairParts
        {
            Vocabulary = vocabulary,
            Added = Checked(added, vocabulary),
            Splitting = SplittingOf(layout),
            Normalizer = layout.Normalizer is null ? null : UnicodeForm.Nfc,
            IgnoreMerges = layout.IgnoreMerges,
            Described = described,
        };
    }

    /// <summary>How a layout cuts a text into words.</summary>
    public static SplitterSequence SplittingOf(BytePairLayout layout)
    {
        using var read = JsonDocument.Parse(layout.PreTokenizer.ToJsonString());
        return SplitterFile.Read(new JsonPart(read.RootElement, layout.Name));
    }

    /// <summary>In the order of their numbers.</summary>
    /// <exception cref="InvalidDataException">Two share a number or a text, or one contradicts the vocabulary.</exception>
    public static IReadOnlyList<AddedToken> Checked(IEnumerable<AddedToken> added, BytePairVocabulary vocabulary)
    {
        var (ordered, texts) = (added.OrderBy(token => token.Token).ToArray(), new HashSet<string>(StringComparer.Ordinal));
        if (ordered.Sum(token => (long)token.Text.Length) > MostAddedCharacters)
        {
            throw new InvalidDataException($"The added tokens have more than {MostAddedCharacters} characters together.");
        }
        for (var i = 0; i < ordered.Length; i++)
        {
            var (number, text) = (ordered[i].Token, ordered[i].Text);
            var place = $"The added token {JsonPart.Quoted(text)}";
            if (text.Length is 0 or > LongestAddedToken)
            {
                throw new InvalidDataException($"{place} has {text.Length} characters; 1 to {LongestAddedToken} are allowed.");
            }
            if (number is < 0 or >= BytePairVocabulary.MostTokens)
            {
                throw new InvalidDataException($"{place} has the number {number}; 0 to {BytePairVocabulary.MostTokens - 1} are allowed.");
            }
            if (!texts.Add(text) || (i > 0 && ordered[i - 1].Token == number))
            {
                throw new InvalidDataException($"{place} shares its text or its number {number} with another.");
            }
            var inVocabulary = number < vocabulary.Spellings.Count ? vocabulary.Spellings[number] : null;
            if ((vocabulary.Find(text) ?? number) != number || (inVocabulary ?? text) != text)
            {
                throw new InvalidDataException($"{place} has the number {number}, but in the vocabulary it or that number belongs to another.");
            }
        }
        return ordered;
    }
}
