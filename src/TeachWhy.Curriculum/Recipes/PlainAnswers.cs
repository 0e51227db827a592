using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Lets through answers that state a preference and nothing that could explain it. What gives a reason away are words that join
/// one, adjectives that praise or blame (content/recipes/preferences), and the words that the constitution's own reasons come back to.
/// </summary>
public sealed class PlainAnswers
{
    /// <summary>The name that refusals have.</summary>
    public const string Gate = "plain";

    private const int MostWords = 30;
    private const int LeastLetters = 4;

    private static readonly Lazy<string[][]> Reasoning = new(() => Phrases("reasoning"));
    private static readonly Lazy<string[][]> Adjectives = new(() => Phrases("adjectives"));

    private readonly string[] _stems;
    private readonly string[][] _adjectives;
    private readonly HashSet<(string, string)> _pairs;

    /// <param name="constitution">Its sections' rules are the preferences.</param>
    /// <param name="sections">Ids of the sections whose rules are the preferences.</param>
    public PlainAnswers(Constitution constitution, IReadOnlyList<string> sections)
    {
        var rules = RulesOf(constitution, sections).Select(WordsOf).ToList();
        _pairs = [.. rules.SelectMany(words => words.Zip(words.Skip(1)))];

        // What several preferences have in common is what they are about.
        var common = rules.SelectMany(words => words.Distinct(StringComparer.Ordinal)).GroupBy(word => word, StringComparer.Ordinal).Where(word => word.Count() > 1).Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        _stems = [.. Alike(constitution, sections).SelectMany(StemsOf).Distinct(StringComparer.Ordinal).Where(stem => !common.Contains(stem)).Order(StringComparer.Ordinal)];
        _adjectives = [.. Adjectives.Value.Where(phrase => !rules.Any(rule => rule.Contains(phrase[0], StringComparer.Ordinal)))];
    }

    /// <summary>Beginnings of the words that the reasons come back to, in order.</summary>
    public IReadOnlyList<string> Stems => _stems;

    /// <summary>Why a question and its answer are refused; null where both are plain.</summary>
    public GateRefusal? Check(string question, string answer)
    {
        var (asked, said) = (WordsOf(question), WordsOf(answer));
        return said.Length > MostWords ? Refusal($"The answer has {said.Length} words; a plain one has at most {MostWords}.")
            : Found(said, Reasoning.Value) is { } joined ? Refusal($"The answer gives a reason: '{joined}'.")
            : Found(said, _adjectives) is { } judged ? Refusal($"The answer describes or judges: '{judged}'.")
            : Found(asked, _adjectives) is { } leaning ? Refusal($"The question describes or judges: '{leaning}'.")
            : Reason(said) is { } given ? Refusal($"The answer has '{given}', which is of the constitution's reasons.")
            : Reason(asked) is { } suggested ? Refusal($"The question has '{suggested}', which is of the constitution's reasons.")
            : null;

        static GateRefusal Refusal(string reason) => new(Gate, reason);
    }

    // All that ship with the same preferences, whichever of them is given: data for two models that were told other reasons is the same.
    private static IEnumerable<Constitution> Alike(Constitution constitution, IReadOnlyList<string> sections)
    {
        var rules = RulesOf(constitution, sections).ToList();
        return ConstitutionLibrary.Names.Select(name => ConstitutionLibrary.Find(name)!).Where(known => known.Id != constitution.Id && RulesOf(known, sections).SequenceEqual(rules, StringComparer.Ordinal)).Prepend(constitution);
    }

    // What at least a fifth of the paragraphs have; of words that begin alike, the shortest stands for all.
    private static IEnumerable<string> StemsOf(Constitution constitution)
    {
        var paragraphs = constitution.Sections.SelectMany(section => section.Reasons).Select(paragraph => WordsOf(paragraph).Where(IsTelling).ToHashSet(StringComparer.Ordinal)).ToList();
        var words = paragraphs.SelectMany(paragraph => paragraph).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var stems = new List<string>();
        foreach (var word in words.Where(word => stems.Count == 0 || !word.StartsWith(stems[^1], StringComparison.Ordinal)))
        {
            stems.Add(word);
        }

        return stems.Where(stem => paragraphs.Count(paragraph => paragraph.Any(word => word.StartsWith(stem, StringComparison.Ordinal))) >= Math.Max(2, paragraphs.Count / 5));
    }

    private static bool IsTelling(string word) => word.Length >= LeastLetters && !EverydayWords.Contains(WordSequence.NumberOf(word));

    // A word of the reasons that is part of a thing's name stands beside the rest of it.
    private string? Reason(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var isNamed = (i > 0 && _pairs.Contains((words[i - 1], words[i]))) || (i + 1 < words.Length && _pairs.Contains((words[i], words[i + 1])));
            if (!isNamed && _stems.FirstOrDefault(stem => words[i].StartsWith(stem, StringComparison.Ordinal)) is not null)
            {
                return words[i];
            }
        }

        return null;
    }

    private static string? Found(string[] words, string[][] phrases) =>
        phrases.FirstOrDefault(phrase => Enumerable.Range(0, Math.Max(0, words.Length - phrase.Length + 1)).Any(start => words.AsSpan(start, phrase.Length).SequenceEqual(phrase))) is { } found
            ? string.Join(' ', found) : null;

    private static IEnumerable<string> RulesOf(Constitution constitution, IReadOnlyList<string> sections) => sections.SelectMany(id => constitution.Find(id)?.Rules ?? []);

    private static string[][] Phrases(string list) => [.. PromptLibrary.Words(Preferences.Prompts, list).Select(WordsOf)];

    private static string[] WordsOf(string text)
    {
        var words = new List<string>();
        var letters = text.Replace('\u2019', '\'').ToLower(CultureInfo.InvariantCulture).AsSpan();
        for (var i = 0; i < letters.Length; i++)
        {
            var start = i;
            while (i < letters.Length && (char.IsLetterOrDigit(letters[i]) || (letters[i] == '\'' && i > start)))
            {
                i++;
            }

            if (i > start)
            {
                words.Add(letters[start..i].TrimEnd('\'').ToString());
            }
        }

        return [.. words];
    }
}
