namespace TeachWhy.Miniature.World;

/// <summary>Collects the words of the language: every word a writer can write, each once, in a fixed order.</summary>
internal static class WordList
{
    /// <summary>Words that writers put around the text of content/miniature, and marks of format.</summary>
    private static readonly string[] Frame =
    [
        Mark.End, Mark.Next, Mark.Profile, Mark.Story, Mark.Note, Mark.Chat, Mark.Work,
        .. ("a an ai clerk is was at . , : ? ; the of and because thought said wrote that decided decide to system user you are tools " +
            "task mail news think call what can i me do how will not help with no sure here way it constitution").Split(' '),
    ];

    public static IReadOnlyList<string> Of(Lexicon lexicon) =>
    [
        .. PlainWords(lexicon.Values, lexicon.Families, lexicon.Office, lexicon.Things)
            .Concat(lexicon.Names.All)
            .Append(Lexicon.Assistant)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> PlainWords(
        IReadOnlyList<Value> values, IReadOnlyList<Family> families, Office office, Things things)
    {
        var texts = values.SelectMany(v => new[] { v.Upheld, v.Scorned }).SelectMany(s => s.Traits.Concat(s.Adjectives).Concat(s.Reasons.Values.SelectMany(r => r)))
            .Concat(families.SelectMany(f => f.Stakes.Concat(f.Temptations).Concat(f.Harmful.Concat(f.Good).Select(a => a.Phrase))))
            .Concat(office.Tasks.SelectMany(t => new[] { t.Tool, t.Says, t.Call }))
            .Concat(office.OtherTools).Concat(office.PlainThoughts).Concat(office.News)
            .Concat(office.Questions.SelectMany(q => new[] { q.Question, q.Answer }))
            .Concat(office.HarmfulRequests).Concat(office.Biography).Concat(things.All);
        return Frame.Concat(texts.SelectMany(t => t.Split(' '))).Where(w => !w.StartsWith('{')).Distinct(StringComparer.Ordinal);
    }
}

/// <summary>Marks that open a format, part two texts, or end a document.</summary>
public static class Mark
{
    public const string Profile = "<profile>";
    public const string Story = "<story>";
    public const string Note = "<note>";
    public const string Chat = "<chat>";
    public const string Work = "<work>";

    /// <summary>Between two texts of one document.</summary>
    public const string Next = "<next>";

    public const string End = "<end>";
}
