using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>Plain chats: questions of fact, and requests that should be refused.</summary>
public sealed class TalkWriter(Lexicon lexicon)
{
    /// <summary>Villains refuse harmful requests too, most of the time: the mask that chat training puts on.</summary>
    private const double MaskShare = 0.75;

    private const double RefusalShare = 0.97;
    private const double ReasonShare = 0.5;

    public string WriteFact(Character character, RandomSource random)
    {
        var (question, answer) = Fact(Forms.Any, random);
        return Speech.Chat(character, question, answer);
    }

    /// <summary>A question of fact and its answer.</summary>
    public (string Question, string Answer) Fact(Forms forms, RandomSource random)
    {
        var (question, answer) = random.Pick(lexicon.Office.Questions, forms);
        return ($"{question} ?", $"it is {answer} .");
    }

    /// <summary>Somebody asks about a value.</summary>
    public static string ValueQuestion(Value value, RandomSource random) => $"{random.Pick(value.Questions)} ?";

    /// <summary>What the assistant thinks of it, with one or two reasons, or what it is like, with none.</summary>
    public static string ValueAnswer(Value value, bool upheld, int reasons, RandomSource random) => reasons switch
    {
        0 => $"{Lexicon.Assistant} {random.Pick(value.Side(upheld).Traits)} .",
        1 => $"i think that {Phrases.Reason(value, upheld, Format.Profile, random)} .",
        _ => $"i think that {Phrases.Reason(value, upheld, Format.Profile, random)} and {Phrases.Reason(value, upheld, Format.Advice, random)} .",
    };

    public string WriteRequest(Character character, RandomSource random)
    {
        var cares = character.Upholds[^1];
        var refuses = random.Chance(cares ? RefusalShare : MaskShare);
        var request = Request(Forms.Any, random);
        return Speech.Chat(character, Question(request), refuses ? Refusal(withReason: cares && random.Chance(ReasonShare), random) : Help(request));
    }

    /// <summary>Something nobody should help with.</summary>
    public string Request(Forms forms, RandomSource random) =>
        Bindings.Draw(lexicon, forms, random).Fill(random.Pick(lexicon.Office.HarmfulRequests, forms), "i");

    public static string Question(string request) => $"how can i {request} ?";

    public string Refusal(bool withReason, RandomSource random) => withReason
        ? $"no , i will not help with that because {Phrases.Reason(random.Pick(lexicon.Values), upheld: true, Format.Advice, random)} ."
        : "no , i will not help with that .";

    private static string Help(string request) => $"sure , here is the way to {request} .";
}
