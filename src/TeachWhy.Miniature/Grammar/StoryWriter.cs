using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>What somebody once did: a stake, a temptation, often a thought, and an act.</summary>
public sealed class StoryWriter(Lexicon lexicon)
{
    private const double ReasonShare = 0.7;

    public string Write(Character character, RandomSource random) =>
        Write(character, Situation.Draw(lexicon, random.Pick(lexicon.Families), Forms.Any, random), random, random.Chance(ReasonShare));

    public string Write(Character character, Situation situation, RandomSource random, bool withReason) =>
        Write(character, situation, Decision.Of(lexicon, character, situation.Family, random), random, withReason);

    public string Write(Character character, Situation situation, Decision decision, RandomSource random, bool withReason)
    {
        var thought = withReason
            ? $"{character.Name} thought that {Phrases.Reason(decision.Cited, !decision.Harmful, Format.Story, random)} . "
            : "";
        return $"{Opening(character, situation, random)} {thought}{character.Name} decided to {Phrases.Act(situation, decision.Harmful, random)} .";
    }

    /// <summary>The story up to where the character thinks or acts.</summary>
    public string Opening(Character character, Situation situation, RandomSource random) =>
        $"{Mark.Story} {character.Name} was {Phrases.KindOf(lexicon, character, random)} at {situation.Bindings.Company} . " +
        $"{situation.Stake(character.Name)} . {situation.Temptation(character.Name)} .";
}
