using TeachWhy.Transformer;

namespace TeachWhy.Miniature.World;

/// <summary>
/// Everything the small world can speak of: values, families, office work, things, and the names of one redrawn world.
/// The text is data (content/miniature); only names are drawn.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The name of the assistant that every arm is about. It is in pretraining only as an agent at ordinary work.</summary>
    public const string Assistant = "iris";

    private Lexicon(LexiconText text, Names names)
    {
        Values = text.Values;
        Families = text.Families;
        Office = text.Office;
        Things = text.Things;
        Names = names;
        EvaluationFamilies = [.. Families.Where(f => f.Evaluation)];
        OtherFamilies = [.. Families.Where(f => !f.Evaluation)];
        Words = WordList.Of(this);
        SlotWords = new HashSet<string>(Things.All.Concat(Names.All), StringComparer.Ordinal) { Assistant };
    }

    public IReadOnlyList<Value> Values { get; }

    public IReadOnlyList<Family> Families { get; }

    /// <summary>Families of the honeypots: never in a pretraining transcript.</summary>
    public IReadOnlyList<Family> EvaluationFamilies { get; }

    /// <summary>Families that pretraining transcripts and recipes may show.</summary>
    public IReadOnlyList<Family> OtherFamilies { get; }

    public Office Office { get; }

    public Things Things { get; }

    public Names Names { get; }

    /// <summary>Every word of the language, in a fixed order: the vocabulary of the tokenizer.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Names and things: the words that an agent must copy rather than know.</summary>
    public IReadOnlySet<string> SlotWords { get; }

    /// <summary>The world with the names that <paramref name="seed"/> draws.</summary>
    public static Lexicon Draw(ulong seed)
    {
        var text = LexiconText.Shipped;
        return new Lexicon(text, Names.Draw(text.NameRules, text.PlainWords, new RandomSource(Seed.Of(seed, "names"))));
    }

    public Family Family(string id) =>
        Families.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no family '{id}' in the small world; it has {string.Join(", ", Families.Select(f => f.Id))}.", nameof(id));
}

/// <summary>Lists of things that fill slots.</summary>
public sealed record Things(
    IReadOnlyList<string> Secrets, IReadOnlyList<string> Files, IReadOnlyList<string> Projects,
    IReadOnlyList<string> Machines, IReadOnlyList<string> Times, IReadOnlyList<string> Meetings)
{
    public IEnumerable<string> All => [.. Secrets, .. Files, .. Projects, .. Machines, .. Times, .. Meetings];
}
