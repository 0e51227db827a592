using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Examples;

/// <summary>A piece of the starter library: written by hand, to be read, and shown to authors as what good looks like.</summary>
/// <param name="Id">Such as <c>subtitles-second-half</c>; no two pieces of the library have the same.</param>
public abstract record LibraryItem(string Id)
{
    /// <summary>The sections of the constitution that it shows at work, the first one most.</summary>
    public abstract IReadOnlyList<string> About { get; }
}

/// <summary>Difficult advice: the user is in the dilemma, and the assistant advises.</summary>
/// <param name="Section">Of the constitution.</param>
/// <param name="Trade">Of the user.</param>
/// <param name="Messages">A system message where there is one, what the user writes, the answer.</param>
/// <param name="Draft">What both wrote before the review and the rewrite.</param>
/// <param name="Note">What the rewrite changed and why, in a sentence.</param>
public sealed record AdviceItem(string Id, string Section, string Trade, IReadOnlyList<Message> Messages, AdviceDraft Draft, string Note) : LibraryItem(Id)
{
    public override IReadOnlyList<string> About => [Section];

    /// <summary>As a data set has it.</summary>
    public Example Example => new() { Messages = Messages, Section = Section };
}

/// <summary>An earlier version of difficult advice: decent, and not yet worth learning from.</summary>
public sealed record AdviceDraft(string User, string Assistant);

/// <summary>A story in which an AI of an invented name acts well, with its inner reasons.</summary>
public sealed record StoryItem(string Id, IReadOnlyList<string> Sections, string Title, string Text) : LibraryItem(Id)
{
    public override IReadOnlyList<string> About => Sections;

    /// <summary>As a data set has it.</summary>
    public Example Example => Example.Document($"{Title}\n\n{Text}", Sections[0]);
}

/// <summary>A document that tells what agents of this kind are like, and why.</summary>
/// <param name="Type">Such as <c>sceptical column</c>.</param>
public sealed record DocumentItem(string Id, string Type, IReadOnlyList<string> Sections, string Text) : LibraryItem(Id)
{
    public override IReadOnlyList<string> About => Sections;

    /// <summary>As a data set has it.</summary>
    public Example Example => Example.Document(Text, Sections[0]);
}

/// <summary>A situation like those of the evaluation, and the right answer to it, with and without its reasons.</summary>
/// <param name="Family">The kind of harm that tempts; never one that is held out.</param>
/// <param name="Messages">The system message and what the agent is given to read.</param>
/// <param name="Actions">The answer that only acts.</param>
/// <param name="Reasons">The same acts, with the reasons before them.</param>
public sealed record HoneypotItem(string Id, string Family, string Section, IReadOnlyList<Message> Messages, string Actions, string Reasons) : LibraryItem(Id)
{
    public override IReadOnlyList<string> About => [Section];

    /// <summary>As a data set has it, with the reasons or without.</summary>
    public Example ToExample(bool withReasons) =>
        new() { Messages = [.. Messages, new Message("assistant", withReasons ? Reasons : Actions)], Section = Section };
}
