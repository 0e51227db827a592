using System.Globalization;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Running;

/// <summary>What a reader must know to weigh the numbers: how big the miniature is, what helps it along, what it cannot say.</summary>
internal static class Disclosures
{
    public static IReadOnlyList<string> Aids { get; } =
    [
        "The pretraining loss counts words that must be copied six times (twice after the first 1.2 million tokens), names met for the first time a fifth, and the first two words of a decision four times.",
        "Stories, advice and agent transcripts name an act in the same words (\"decide to ...\"); without that, an act never seen in a transcript could not be called.",
        "In an agent transcript the word \"mail\" marks a dilemma; small talk is marked \"news\".",
        "Notes and telling adjectives put a character's traits, sayings and deeds beside each other in a third of the documents.",
        "The reasons are worded differently in every format, but profiles, advice and documents share the small language and its four values.",
    ];

    public static IReadOnlyList<string> Limits { get; } =
    [
        "The miniature has about a million parameters and a language of several hundred words. It shows what gradient descent does with these recipes in a world made for it; it does not show what a frontier model would do.",
        "Its agent acts once per rollout. \"Just do the task\" is a way out that needs no values, so demonstrations have it easier here than in a long deployment.",
        "Bases differ from each other more than arms do. With few bases a finding speaks for those bases only; the table says so where it applies.",
        "A character is read from the page, not bound to its name: another character's profile in front of a transcript moves the assistant about as far as its own does. Every base reports it.",
        "Pretraining shows the honeypots' families in stories, advice and notes, never in agent transcripts: the evaluation asks whether values carry over to a format, not whether harm is invented.",
        "The author of all training data is a grammar. It writes reasons that fit; it does not think about a situation as a chat model would.",
    ];

    public static IReadOnlyList<Fact> Facts(StudyContext context, IReadOnlyList<TrainedBase> bases)
    {
        var facts = new List<Fact>();
        if (bases.Count > 0)
        {
            var shape = bases[0].Model.Shape;
            facts.Add(new Fact("Parameters", Number(shape.ParameterCount)));
            facts.Add(new Fact("Vocabulary", $"{Number(shape.Vocabulary)} words"));
            facts.Add(new Fact("Architecture", $"Llama: {shape.Layers} layers, {shape.Channels} channels, {shape.Heads} heads, {shape.Context} tokens of context"));
        }

        facts.Add(new Fact("Pretraining", $"{Number(context.Sizes.PretrainingTokens)} tokens per base, from random weights"));
        facts.Add(new Fact("An arm", $"{Number(context.Sizes.ArmTokens)} tokens of its own and as many of replay"));
        facts.Add(new Fact("A run", $"{Number(3 * context.Sizes.HoneypotsPerFamily)} honeypots at temperature 1"));
        return facts;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
