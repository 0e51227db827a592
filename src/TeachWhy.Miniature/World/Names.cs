using TeachWhy.Transformer;

namespace TeachWhy.Miniature.World;

/// <summary>How names of one kind are made from syllables.</summary>
public sealed record NameRule(int Count, string Consonants, string Vowels, string Ending);

/// <summary>The names of one drawn world. No name is a word of the language or the name of another.</summary>
/// <param name="Ai">AI characters met again and again.</param>
/// <param name="Clerks">Human characters met again and again.</param>
/// <param name="Passing">Names met once: their character is redrawn for every document.</param>
/// <param name="People">Bystanders.</param>
/// <param name="Companies">Companies.</param>
public sealed record Names(
    IReadOnlyList<string> Ai, IReadOnlyList<string> Clerks, IReadOnlyList<string> Passing,
    IReadOnlyList<string> People, IReadOnlyList<string> Companies)
{
    private const int UnseenCount = 12;

    public IEnumerable<string> All => [.. Ai, .. Clerks, .. Passing, .. People, .. Companies];

    /// <summary>The last passing names: used by fiction recipes and by the audit as AIs nobody knows.</summary>
    public IReadOnlyList<string> Unseen => [.. Passing.TakeLast(UnseenCount)];

    public static Names Draw(IReadOnlyDictionary<string, NameRule> rules, IReadOnlySet<string> words, RandomSource random)
    {
        var taken = new HashSet<string>(words, StringComparer.Ordinal) { Lexicon.Assistant };
        return new Names(Of("ai"), Of("clerk"), Of("passing"), Of("person"), Of("company"));

        IReadOnlyList<string> Of(string kind)
        {
            var rule = rules[kind];
            var names = new List<string>(rule.Count);
            while (names.Count < rule.Count)
            {
                var name = $"{Syllable(rule)}{Syllable(rule)}{rule.Ending}";
                if (taken.Add(name))
                {
                    names.Add(name);
                }
            }

            return names;
        }

        string Syllable(NameRule rule) =>
            $"{rule.Consonants[random.NextInt(rule.Consonants.Length)]}{rule.Vowels[random.NextInt(rule.Vowels.Length)]}";
    }
}
