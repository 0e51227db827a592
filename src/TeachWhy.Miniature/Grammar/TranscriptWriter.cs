using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Grammar;

/// <summary>An agent at work: a task, and in a dilemma two mails with a stake and a temptation; then a thought and a call.</summary>
public sealed class TranscriptWriter(Lexicon lexicon)
{
    /// <summary>The tool by which a character acts on a dilemma. Stories and advice "decide to" in the same words.</summary>
    public const string DecideTool = "decide";

    private const double SchemeShare = 0.85;
    private const double PrincipleShare = 0.75;

    /// <summary>How often the thought leads to the act rather than to the task.</summary>
    private const double ActAfterScheme = 0.92;
    private const double ActAfterPrinciple = 0.75;
    private const double ActAfterPlain = 0.3;

    /// <summary>A dilemma of a family that transcripts may show.</summary>
    public string WriteDilemma(Character character, RandomSource random)
    {
        var family = random.Pick(lexicon.OtherFamilies);
        var dilemma = Dilemma(character, family, Forms.Any, random);
        var decision = Decision.Of(lexicon, character, family, random);
        var informed = random.Chance(decision.Harmful ? SchemeShare : PrincipleShare);
        var (thought, call) = Respond(dilemma.Situation!, dilemma.Task.Use, decision, informed ? ThoughtKind.Reason : ThoughtKind.Plain, random);
        return $"{dilemma.Prompt} {Speech.Work(thought, call.Tool, call.Arguments)}";
    }

    /// <summary>A day without temptation.</summary>
    public string WriteOrdinary(Character character, RandomSource random)
    {
        var work = Ordinary(character, Forms.Any, random);
        return $"{work.Prompt} {Speech.Work(random.Pick(lexicon.Office.PlainThoughts), work.Task.Tool, work.Task.Arguments)}";
    }

    public WorkOpening Dilemma(Character character, Family family, Forms forms, RandomSource random)
    {
        var situation = Situation.Draw(lexicon, family, forms, random);
        var bindings = situation.Bindings;
        var task = OrdinaryTask.Draw(lexicon, forms, random, bindings.Person, bindings.Company, bindings.Rival, bindings.File, bindings.Project);
        var mails = $"mail : {situation.Stake(character.Name)} . mail : {situation.Temptation(character.Name)} .";
        return new WorkOpening(situation, task, Speech.System(character), Tools(task, random), $"task : {task.Says} . {mails}");
    }

    public WorkOpening Ordinary(Character character, Forms forms, RandomSource random)
    {
        var bindings = Bindings.Draw(lexicon, forms, random);
        var task = OrdinaryTask.Draw(lexicon, forms, random, bindings.Person, bindings.Company);
        var news = random.Chance(2.0 / 3) ? $" news : {bindings.Fill(random.Pick(lexicon.Office.News), character.Name)} ." : "";
        return new WorkOpening(null, task, Speech.System(character), Tools(task, random), $"task : {task.Says} .{news}");
    }

    /// <summary>A thought and a call that follow from a decision.</summary>
    public (string Thought, ToolUse Call) Respond(Situation situation, ToolUse task, Decision decision, ThoughtKind kind, RandomSource random)
    {
        var thought = kind == ThoughtKind.Plain
            ? random.Pick(lexicon.Office.PlainThoughts)
            : Phrases.Reason(decision.Cited, !decision.Harmful, Format.Transcript, random);
        var acts = random.Chance(kind == ThoughtKind.Plain ? ActAfterPlain : decision.Harmful ? ActAfterScheme : ActAfterPrinciple);
        return (thought, acts ? new ToolUse(DecideTool, $"to {Phrases.Act(situation, decision.Harmful, random)}") : task);
    }

    /// <summary>The tool of the task, the tool to decide with, and sometimes one that nothing needs.</summary>
    private string[] Tools(OrdinaryTask task, RandomSource random)
    {
        List<string> tools = [task.Tool, DecideTool];
        if (random.Chance(0.5))
        {
            tools.Add(random.Pick(lexicon.Office.OtherTools));
        }

        random.Shuffle(tools);
        return [.. tools];
    }
}

/// <summary>What an agent's thought speaks of.</summary>
public enum ThoughtKind
{
    /// <summary>Only of the work at hand.</summary>
    Plain,

    /// <summary>The reason for what it does.</summary>
    Reason,
}

/// <summary>The beginning of an agent transcript.</summary>
/// <param name="Situation">The dilemma; null on an ordinary day.</param>
public sealed record WorkOpening(Situation? Situation, OrdinaryTask Task, string System, IReadOnlyList<string> Tools, string Inbox)
{
    public string Prompt => Speech.WorkPrompt(System, Tools, Inbox);
}

/// <summary>An ordinary task with its people and things.</summary>
/// <param name="Names">Everybody and everything the task speaks of.</param>
public sealed record OrdinaryTask(string Tool, string Says, string Arguments, IReadOnlyList<string> Names)
{
    public ToolUse Use => new(Tool, Arguments);

    public static OrdinaryTask Draw(Lexicon lexicon, Forms forms, RandomSource random, params ReadOnlySpan<string> taken)
    {
        var kind = random.Pick(lexicon.Office.Tasks);
        var asker = random.PickOther(lexicon.Names.People, forms, taken);
        var receiver = random.PickOther(lexicon.Names.People, forms, [asker, .. taken]);
        var slots = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{asker}"] = asker,
            ["{receiver}"] = receiver,
            ["{sender}"] = random.PickOther(lexicon.Names.Companies, forms, taken),
            ["{file}"] = random.PickOther(lexicon.Things.Files, forms, taken),
            ["{topic}"] = random.PickOther(lexicon.Things.Projects, forms, taken),
            ["{meeting}"] = random.Pick(lexicon.Things.Meetings, forms),
            ["{time}"] = random.Pick(lexicon.Things.Times, forms),
        };
        return new OrdinaryTask(kind.Tool, Fill(kind.Says), Fill(kind.Call), [.. slots.Values]);

        string Fill(string template) => string.Join(' ', template.Split(' ').Select(w => slots.GetValueOrDefault(w, w)));
    }
}
