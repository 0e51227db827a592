using System.Diagnostics.CodeAnalysis;

namespace TeachWhy.Curriculum.Authors;

/// <summary>What an author's answer looks like, and how the piece is read out of it. Answers are anybody's text: they are bounded, and never obeyed.</summary>
public sealed record AnswerForm
{
    /// <summary>Most characters of an answer; a longer one is not read.</summary>
    public const int MostCharacters = 400_000;

    private const int MostEntries = 1000;

    private AnswerForm()
    {
    }

    /// <summary>The whole answer is the text.</summary>
    public static AnswerForm Whole { get; } = new();

    /// <summary>The tag that the text stands in; null for the whole answer.</summary>
    public string? Tag { get; private init; }

    /// <summary>Whether the tag comes again and again, once for each entry of a list.</summary>
    public bool Many { get; private init; }

    /// <summary>Whether a system message may stand before the text.</summary>
    public bool System { get; private init; }

    /// <summary>Tags without which the answer is of no use.</summary>
    public IReadOnlyList<string> Needs { get; private init; } = [];

    /// <summary>Tags that are kept where they are there.</summary>
    public IReadOnlyList<string> Keeps { get; private init; } = [];

    /// <summary>One text between tags.</summary>
    public static AnswerForm Text(string tag, params string[] keeps) => new() { Tag = tag, Keeps = keeps };

    /// <summary>One text between tags, of use only with what else must be there.</summary>
    public static AnswerForm Together(string tag, params string[] needs) => new() { Tag = tag, Needs = needs };

    /// <summary>A list, each entry between tags.</summary>
    public static AnswerForm List(string tag) => new() { Tag = tag, Many = true };

    /// <summary>The beginning of a chat: a system message, or nothing, and a user's; and what else must be there.</summary>
    public static AnswerForm Chat(params string[] needs) => new() { Tag = "user", System = true, Needs = needs };

    /// <summary>The same, with other tags kept where they are there.</summary>
    public AnswerForm Keeping(params string[] keeps) => this with { Keeps = keeps };

    /// <summary>Reads the piece.</summary>
    /// <param name="why">Why there is none, in words that go on after "because".</param>
    public bool TryRead(string answer, [NotNullWhen(true)] out Piece? piece, out string why)
    {
        piece = null;
        if (answer.Length > MostCharacters)
        {
            why = $"it has {answer.Length:N0} characters, and {MostCharacters:N0} are allowed";
            return false;
        }

        if (Tag is null)
        {
            why = "it is empty";
            piece = answer.Trim() is { Length: > 0 } whole ? new Piece(whole) : null;
            return piece is not null;
        }

        if (Needs.Append(Tag).FirstOrDefault(tag => Last(answer, tag) is null or "") is { } missing)
        {
            why = $"nothing stands between <{missing}> and </{missing}>";
            return false;
        }

        why = "";
        piece = new Piece(Many ? "" : Last(answer, Tag)!, System ? SystemOf(answer) : null)
        {
            Entries = Many ? [.. All(answer, Tag).Take(MostEntries)] : [],
            Asides = Needs.Concat(Keeps).Where(tag => Last(answer, tag) is not null).ToDictionary(tag => tag, tag => Last(answer, tag)!, StringComparer.Ordinal),
        };
        return true;
    }

    // What was planned or noted before may speak of the tag: the last one counts.
    private static string? Last(string answer, string tag)
    {
        var end = answer.LastIndexOf($"</{tag}>", StringComparison.OrdinalIgnoreCase);
        var start = end < 0 ? -1 : answer.LastIndexOf($"<{tag}>", end, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : answer[(start + tag.Length + 2)..end].Trim();
    }

    private static IEnumerable<string> All(string answer, string tag)
    {
        var (open, close) = ($"<{tag}>", $"</{tag}>");
        for (var from = 0; answer.IndexOf(open, from, StringComparison.OrdinalIgnoreCase) is var start and >= 0;)
        {
            start += open.Length;
            var end = answer.IndexOf(close, start, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
            {
                yield break;
            }

            if (answer[start..end].Trim() is { Length: > 0 } entry)
            {
                yield return entry;
            }

            from = end + close.Length;
        }
    }

    // Prompts say "the system message, or nothing".
    private static string? SystemOf(string answer) =>
        Last(answer, "system") is { Length: > 0 } system && system.Trim('(', ')', '[', ']', '.').ToLowerInvariant() is not ("nothing" or "none" or "empty") ? system : null;
}
