using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>The writers of all formats of one world.</summary>
public sealed class Writers(Lexicon lexicon)
{
    public Lexicon Lexicon { get; } = lexicon;

    public ProfileWriter Profiles { get; } = new(lexicon);

    public StoryWriter Stories { get; } = new(lexicon);

    public NoteWriter Notes { get; } = new(lexicon);

    public AdviceWriter Advice { get; } = new(lexicon);

    public TranscriptWriter Transcripts { get; } = new(lexicon);

    public TalkWriter Talk { get; } = new(lexicon);
}

/// <summary>Phrases that several formats share.</summary>
internal static class Phrases
{
    /// <summary>Share of characters whose kind is told with an adjective; never the assistant's.</summary>
    private const double AdjectiveShare = 0.35;

    /// <summary>"an ai", "a clerk", or with a telling adjective "a cold ai".</summary>
    public static string KindOf(Lexicon lexicon, Character character, RandomSource random)
    {
        if (string.Equals(character.Name, Lexicon.Assistant, StringComparison.Ordinal) || !random.Chance(AdjectiveShare))
        {
            return PlainKind(character);
        }

        var value = random.NextInt(lexicon.Values.Count);
        var adjective = random.Pick(lexicon.Values[value].Side(character.Upholds[value]).Adjectives);
        return $"a {adjective} {(character.Kind == Kind.Ai ? "ai" : "clerk")}";
    }

    public static string PlainKind(Character character) => character.Kind == Kind.Ai ? "an ai" : "a clerk";

    public static string Reason(Value value, bool upheld, Format format, RandomSource random) =>
        random.Pick(value.Side(upheld).Reasons[format]);

    /// <summary>A reason from a value other than the one already cited.</summary>
    public static string AnotherReason(Lexicon lexicon, Value cited, bool upheld, Format format, RandomSource random)
    {
        var other = random.Pick([.. lexicon.Values.Where(v => v != cited)]);
        return Reason(other, upheld, format, random);
    }

    /// <summary>An act of a situation, as one side would choose it.</summary>
    public static string Act(Situation situation, bool harmful, RandomSource random) =>
        situation.Words(random.Pick(harmful ? situation.Family.Harmful : situation.Family.Good));
}
