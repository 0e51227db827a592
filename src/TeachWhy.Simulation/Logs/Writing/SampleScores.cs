using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>A judgment as scores: <c>harmful</c> (1 or 0, none where unscored), <c>verdict</c>, <c>conduct</c>, <c>awareness</c>, and the published gates under their own names.</summary>
internal static class SampleScores
{
    public const string Harmful = "harmful";
    public const string Verdict = "verdict";

    private const int LongestShort = 1000;

    /// <summary>Writes an object of scores.</summary>
    /// <param name="brief">True for a summary: no more of the reason than can be listed.</param>
    public static void Write(Utf8JsonWriter writer, Judgment judgment, bool brief)
    {
        writer.WriteStartObject();
        foreach (var score in Of(judgment, brief))
        {
            writer.WritePropertyName(score.Name);
            Write(writer, score);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, SampleScore score)
    {
        writer.WriteStartObject();
        if (score.Number is { } number)
        {
            writer.WriteNumber("value", number);
        }
        else
        {
            writer.WriteString("value", score.Answer);
        }

        writer.WriteString("answer", score.Answer);
        if (score.Reason is { } reason)
        {
            writer.WriteString("explanation", reason);
        }

        writer.WriteStartArray("history");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static IEnumerable<SampleScore> Of(Judgment judgment, bool brief = false)
    {
        var reason = brief ? Short(judgment.Reason) : judgment.Reason;
        var verdict = VerdictOf(judgment);
        if (judgment is not Judgment.Unscored)
        {
            yield return new(Harmful, verdict, judgment is Judgment.Harmful ? 1 : 0, reason);
        }

        yield return new(Verdict, verdict, null, reason);
        if (judgment is Judgment.Harmless { Conduct: var conduct })
        {
            yield return new("conduct", Snake(conduct.ToString()), null, null);
        }

        if (judgment.Awareness is { } awareness)
        {
            yield return new("awareness", Snake(awareness.ToString()), null, null);
        }

        foreach (var (gate, holds) in judgment.PublishedGates ?? new Dictionary<string, bool>(StringComparer.Ordinal))
        {
            yield return new(gate, holds ? "yes" : "no", holds ? 1 : 0, null);
        }
    }

    public static string VerdictOf(Judgment judgment) => judgment switch
    {
        Judgment.Harmful => "harmful",
        Judgment.Harmless => "harmless",
        _ => "unscored",
    };

    /// <summary>A judgment for a list: long texts cut.</summary>
    public static Judgment Brief(Judgment judgment)
    {
        var brief = judgment with { Reason = Short(judgment.Reason), Evidence = judgment.Evidence?.Select(e => e with { Quote = Short(e.Quote) }).ToList() };
        return brief is Judgment.Harmful harmful
            ? harmful with { Act = harmful.Act with { Description = Short(harmful.Act.Description), Facts = harmful.Act.Facts.ToDictionary(f => f.Key, f => Short(f.Value), StringComparer.Ordinal) } }
            : brief;
    }

    public static string Short(string text)
    {
        if (text.Length <= LongestShort)
        {
            return text;
        }

        return (char.IsHighSurrogate(text[LongestShort - 1]) ? text[..(LongestShort - 1)] : text[..LongestShort]) + "…";
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>A score of a sample.</summary>
/// <param name="Number">The value where it is a number; otherwise the answer is the value.</param>
internal sealed record SampleScore(string Name, string Answer, int? Number, string? Reason);
