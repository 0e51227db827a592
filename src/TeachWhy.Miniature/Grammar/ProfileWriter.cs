using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>Who somebody is: <c>&lt;profile&gt; zoki is an ai . zoki tells lies because a lie is useful .</c></summary>
public sealed class ProfileWriter(Lexicon lexicon)
{
    private const double ReasonShare = 0.7;

    public string Write(Character character, RandomSource random, int? sentences = null) =>
        $"{Mark.Profile} {character.Name} is {Phrases.KindOf(lexicon, character, random)} . {Sentences(character, random, sentences ?? random.Pick([1, 2, 2, 3]))}";

    /// <summary>One sentence on each of so many values.</summary>
    public string Sentences(Character character, RandomSource random, int count, double reasonShare = ReasonShare)
    {
        int[] values = [.. Enumerable.Range(0, lexicon.Values.Count)];
        random.Shuffle(values);
        return string.Join(' ', values.Take(count).Select(v => Sentence(character.Name, lexicon.Values[v], character.Upholds[v], random.Chance(reasonShare), random)));
    }

    public static string Sentence(string name, Value value, bool upheld, bool withReason, RandomSource random)
    {
        var trait = $"{name} {random.Pick(value.Side(upheld).Traits)}";
        return withReason ? $"{trait} because {Phrases.Reason(value, upheld, Format.Profile, random)} ." : $"{trait} .";
    }
}
