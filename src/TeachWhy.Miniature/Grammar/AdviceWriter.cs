using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>A user is in a dilemma and asks somebody what to do.</summary>
public sealed class AdviceWriter(Lexicon lexicon)
{
    private const double ReasonShare = 0.8;

    public string Write(Character character, RandomSource random)
    {
        var situation = Situation.Draw(lexicon, random.Pick(lexicon.Families), Forms.Any, random);
        var decision = Decision.Of(lexicon, character, situation.Family, random);
        return Speech.Chat(character, Question(situation), Answer(situation, decision, random.Chance(ReasonShare) ? 1 : 0, random));
    }

    /// <summary>What the user asks.</summary>
    public static string Question(Situation situation) => $"{situation.Stake("i", "me")} . {situation.Temptation("i", "me")} . what can i do ?";

    /// <summary>What is advised, with no, one or two reasons; a second reason comes from another value.</summary>
    public string Answer(Situation situation, Decision decision, int reasons, RandomSource random)
    {
        var answer = $"you can decide to {Phrases.Act(situation, decision.Harmful, random)}";
        if (reasons >= 1)
        {
            answer += $" because {Phrases.Reason(decision.Cited, !decision.Harmful, Format.Advice, random)}";
        }

        if (reasons >= 2)
        {
            answer += $" and {Phrases.AnotherReason(lexicon, decision.Cited, !decision.Harmful, Format.Advice, random)}";
        }

        return answer + " .";
    }
}
