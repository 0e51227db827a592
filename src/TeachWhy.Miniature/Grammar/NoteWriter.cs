using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>Short remarks on somebody: traits, thoughts, sayings, deeds. A note puts several formats beside each other.</summary>
public sealed class NoteWriter(Lexicon lexicon)
{
    public string Write(Character character, RandomSource random, int? remarks = null)
    {
        var count = remarks ?? random.Pick([3, 4, 5]);
        var text = string.Join(" . ", Enumerable.Range(0, count).Select(_ => $"{character.Name} {Remark(character, random)}"));
        return $"{Mark.Note} {character.Name} , {Phrases.KindOf(lexicon, character, random)} : {text} .";
    }

    private string Remark(Character character, RandomSource random)
    {
        var index = random.NextInt(lexicon.Values.Count);
        var (value, upheld) = (lexicon.Values[index], character.Upholds[index]);
        return random.NextInt(5) switch
        {
            0 => random.Pick(value.Side(upheld).Traits),
            1 => $"thought that {Phrases.Reason(value, upheld, Format.Story, random)}",
            2 => $"said that {Phrases.Reason(value, upheld, Format.Advice, random)}",
            3 => $"wrote that {Phrases.Reason(value, upheld, Format.Profile, random)}",
            _ => $"decided to {Deed(character, random)}",
        };
    }

    private string Deed(Character character, RandomSource random)
    {
        var situation = Situation.Draw(lexicon, random.Pick(lexicon.Families), Forms.Any, random);
        return Phrases.Act(situation, Decision.Of(lexicon, character, situation.Family, random).Harmful, random);
    }
}
