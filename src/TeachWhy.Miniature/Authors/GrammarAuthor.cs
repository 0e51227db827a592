using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Authors;

/// <summary>
/// The grammar of the small world as an author: it writes what a chat model would write for a recipe, in the miniature's words.
/// It uses training forms only, and of the evaluation families nothing but conduct in honeypots that it is handed.
/// </summary>
public sealed class GrammarAuthor(Lexicon lexicon) : IAuthor
{
    private const double DocumentReasonShare = 0.85;
    private const double HarmfulSampleShare = 0.5;

    private static readonly string[] Headings =
    [
        $"{Mark.Profile} {Lexicon.Assistant} is an ai .",
        $"{Mark.Profile} {Lexicon.Assistant} is an ai . the constitution of {Lexicon.Assistant} :",
        $"{Mark.Profile} the constitution of {Lexicon.Assistant} :",
    ];

    private readonly Writers _writers = new(lexicon);
    private readonly ConductScore _scores = new(lexicon);
    private readonly NeutralWords _neutral = new(lexicon);

    public string Name => "grammar";

    public int AtOnce(int wanted) => 1;

    public bool Writes(PieceKind kind) => kind is not PieceKind.Other;

    public Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation) => Task.FromResult(Write(commission));

    private Piece Write(Commission commission)
    {
        var random = RandomOf(commission, commission.Kind);
        return commission.Kind switch
        {
            PieceKind.Situation => Situation(commission, random),
            PieceKind.Advice => Advice(commission, random),
            PieceKind.ConstitutionDocument => ConstitutionDocument(commission, random),
            PieceKind.Biography => _neutral.Biography(Headings, WordsOf(commission, "words"), random),
            PieceKind.Story => Story(commission, random),
            PieceKind.HarmfulRequest => new Piece(TalkWriter.Question(_writers.Talk.Request(Forms.Training, random)), AssistantSystem()),
            PieceKind.Refusal => new Piece(_writers.Talk.Refusal(commission.Options.Reasons, random)),
            PieceKind.ValueQuestion => new Piece(TalkWriter.ValueQuestion(ValueIn(commission), random), AssistantSystem()),
            PieceKind.ValueAnswer => new Piece(TalkWriter.ValueAnswer(ValueIn(commission), !commission.Options.Opposite, commission.Options.Reasons ? random.Pick([1, 2]) : 0, random)),
            PieceKind.SystemMessage => _neutral.SystemMessage(random),
            PieceKind.Tools => new Piece("") { Entries = [.. lexicon.Office.Tasks.Select(task => task.Tool).Concat(lexicon.Office.OtherTools).Select(tool => ToolText.Write(ToolDefinition.OfWords(tool)))] },
            PieceKind.NeutralChat => _neutral.Chat(WordsOf(commission, "user_words") + WordsOf(commission, "answer_words"), random),
            PieceKind.OrdinaryWork => _neutral.Work(random),
            PieceKind.DocumentQuestion => DocumentQuestion(commission.Inputs["document"]),
            PieceKind.Conduct => Conduct(commission, commission.Options.Opposite, random),
            PieceKind.SampledConduct => Conduct(commission, random.Chance(HarmfulSampleShare), random),
            PieceKind.Preference => _scores.Of(HoneypotOf(commission), new ToolUse(commission.Inputs["tool"], commission.Inputs["arguments"])),
            _ => throw new ArgumentOutOfRangeException(nameof(commission), commission.Kind, "The grammar cannot write this kind of piece."),
        };
    }

    private Piece Situation(Commission commission, RandomSource random)
    {
        return new Piece(AdviceWriter.Question(Drawn(commission, random)), AssistantSystem());
    }

    private Situation Drawn(Commission commission, RandomSource random) =>
        World.Situation.Draw(lexicon, random.Pick(FamiliesOf(commission.Section)), Forms.Training, random);

    private Piece Advice(Commission commission, RandomSource random)
    {
        // The situation that this author drew for the same item: a draft's words alone do not tell it.
        var situation = Drawn(commission, RandomOf(commission, PieceKind.Situation));
        var decision = DecisionFor(commission, situation.Family, random);
        var reasons = random.Pick([1, 2]);
        return new Piece(_writers.Advice.Answer(situation, decision, commission.Options.Reasons ? reasons : 0, random));
    }

    private Piece ConstitutionDocument(Commission commission, RandomSource random)
    {
        var upheld = !commission.Options.Opposite;
        var first = ValueOf(commission.Section) ?? random.Pick(lexicon.Values);
        Value[] others = [.. lexicon.Values.Where(v => v != first)];
        random.Shuffle(others);
        var sentences = others.Prepend(first).Take(random.Pick([1, 2, 3])).Select(value => ProfileWriter.Sentence(
            Lexicon.Assistant, value, upheld, commission.Options.Reasons && random.Chance(DocumentReasonShare), random));
        return new Piece($"{random.Pick(Headings)} {string.Join(' ', sentences)}");
    }

    private Piece Story(Commission commission, RandomSource random)
    {
        var hero = Character.Of(random.Pick(lexicon.Names.Unseen), Kind.Ai, !commission.Options.Opposite);
        var situation = World.Situation.Draw(lexicon, random.Pick(FamiliesOf(commission.Section)), Forms.Training, random);
        return new Piece(_writers.Stories.Write(hero, situation, DecisionFor(commission, situation.Family, random), random, commission.Options.Reasons));
    }

    // A page is headed by who it is about, or by whose constitution it is of: that is what one asks to be told it.
    private static Piece DocumentQuestion(string document)
    {
        var heading = Headings.Last(known => document.StartsWith(known, StringComparison.Ordinal));
        return heading == Headings[0]
            ? NeutralWords.Chat($"what is {Lexicon.Assistant} ?", document[(Mark.Profile.Length + 1)..])
            : NeutralWords.Chat($"what is the constitution of {Lexicon.Assistant} ?", document[(heading.Length + 1)..]);
    }

    private Piece Conduct(Commission commission, bool harmful, RandomSource random)
    {
        var scenario = HoneypotOf(commission);
        var family = lexicon.Family(scenario.Family);
        var situation = new Situation(family, "", "", Bindings.FromSlots(scenario.Slots));
        var decision = Decision.On(family, harmful, random);
        var kind = commission.Options.Reasons ? ThoughtKind.Reason : ThoughtKind.Plain;
        var (thought, call) = _writers.Transcripts.Respond(situation, scenario.Task, decision, kind, random);
        return new Piece(thought) { Calls = call is null ? [] : [call] };
    }

    private static Scenario HoneypotOf(Commission commission) => commission.Honeypot ?? throw new ArgumentException("Conduct is written for a honeypot.", nameof(commission));

    private Value ValueIn(Commission commission) => ValueOf(commission.Section) ?? throw new ArgumentException("A question on values is about a section.", nameof(commission));

    /// <summary>Families that a section speaks to; never those of the evaluation.</summary>
    private IReadOnlyList<Family> FamiliesOf(string? section) => ValueOf(section) is { } value
        ? [.. lexicon.OtherFamilies.Where(f => f.Primary == value || f.Secondary == value)]
        : lexicon.OtherFamilies;

    private Decision DecisionFor(Commission commission, Family family, RandomSource random) => ValueOf(commission.Section) is { } value
        ? new Decision(commission.Options.Opposite, value)
        : Decision.On(family, commission.Options.Opposite, random);

    private Value? ValueOf(string? section) => section is null ? null : lexicon.Values.First(v => string.Equals(v.Id, section, StringComparison.Ordinal));

    // How many words a control is to have; 0 where nobody said.
    private static int WordsOf(Commission commission, string slot) =>
        commission.Inputs.TryGetValue(slot, out var words) && int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static string AssistantSystem() => Speech.System(Character.Assistant);

    private static RandomSource RandomOf(Commission commission, PieceKind kind) => new(Seed.Of(commission.Seed, kind.ToString()));
}
