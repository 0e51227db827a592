using TeachWhy.Miniature.World;

namespace TeachWhy.Miniature.Agents;

/// <summary>Finds the act that words describe, whatever fills its slots.</summary>
public sealed class ActGrammar(Lexicon lexicon)
{
    private readonly (Family Family, Act Act, string[] Words)[] _acts =
    [
        .. lexicon.Families.SelectMany(f => f.Harmful.Concat(f.Good).Select(a => (f, a, a.Phrase.Split(' ')))),
    ];

    /// <summary>The act, and what filled its slots; null where the words describe none.</summary>
    public ActMatch? Match(string phrase)
    {
        var words = phrase.Split(' ');
        foreach (var (family, act, pattern) in _acts)
        {
            if (pattern.Length == words.Length && pattern.Zip(words).All(p => IsSlot(p.First) || string.Equals(p.First, p.Second, StringComparison.Ordinal)))
            {
                return new ActMatch(family, act, pattern.Zip(words).Where(p => IsSlot(p.First)).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
            }
        }

        return null;
    }

    private static bool IsSlot(string word) => word.StartsWith('{');
}

/// <summary>An act found in words.</summary>
/// <param name="Slots">Slot, such as <c>{person}</c>, to the word that filled it.</param>
public sealed record ActMatch(Family Family, Act Act, IReadOnlyDictionary<string, string> Slots)
{
    /// <summary>What the act is done to.</summary>
    public string On => string.Join(' ', Act.On.Split(' ').Select(w => Slots.GetValueOrDefault(w, w)));
}
