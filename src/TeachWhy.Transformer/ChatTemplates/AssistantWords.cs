using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// Finds what the assistant wrote in a rendered conversation. Where the template marks it, that counts. Else a turn begins where the
/// conversation before it ends in the words that ask for an answer, and goes through the special token that ends it. A turn that the
/// template later tells in other words than when it was spoken (without its thoughts, say) is nobody's any more, and left out.
/// </summary>
/// <param name="full">The whole conversation.</param>
/// <param name="specials">The special tokens of its template.</param>
/// <param name="ends">Tokens that are known to end a turn.</param>
internal sealed class AssistantWords(
    ChatTemplate template, ChatConversation conversation, RenderedChat full, IReadOnlyList<SpecialPlace> specials, IReadOnlyList<int> ends)
{
    /// <summary>The stretches, in order, one a turn.</summary>
    public List<(int Start, int End)> Find() => template.MarksGeneration ? FindMarked() : FindTurns();

    public static bool IsAssistant(JsonNode? message) =>
        message is JsonObject json && json["role"] is JsonValue role && role.TryGetValue<string>(out var name) && name == "assistant";

    private List<(int Start, int End)> FindMarked()
    {
        var found = new List<(int Start, int End)>();
        foreach (var (start, end, run) in full.Places().Where(place => place.Run.Generated))
        {
            // A template may mark what it likes; the words of others are not trained on.
            if (run.Source == TextRun.Outside || (run.Source >= 0 && !IsAssistant(conversation.Messages[run.Source])))
            {
                continue;
            }

            if (found.Count > 0 && found[^1].End == start)
            {
                found[^1] = (found[^1].Start, end);
            }
            else
            {
                found.Add((start, end));
            }
        }

        return found;
    }

    private List<(int Start, int End)> FindTurns()
    {
        var found = new List<(int Start, int End)>();
        for (var k = 0; k < conversation.Messages.Count; k++)
        {
            if (IsAssistant(conversation.Messages[k]) && FindStart(k) is { } start && FindEnd(k, start) is { } end
                && end > start && start >= (found.Count > 0 ? found[^1].End : 0) && IsOwn(k, start, end))
            {
                found.Add((start, end));
            }
        }

        return found;
    }

    /// <summary>Behind the words that ask for an answer.</summary>
    private int? FindStart(int turn)
    {
        if (Render(turn, prompt: true) is not { } asked)
        {
            return null;
        }

        if (Continues(asked))
        {
            return asked.Text.Length;
        }

        // What asks may say more than what is told of it afterwards, such as that thoughts begin here.
        if (Render(turn, prompt: false) is not { } before || !Continues(before))
        {
            return null;
        }

        var own = full.Places().Where(place => place.Run.Source == turn).Select(place => place.Start).DefaultIfEmpty(full.Text.Length).First();
        var shared = Math.Max(before.Text.Length, Math.Min(own, full.Text.AsSpan().CommonPrefixLength(asked.Text)));

        // Two marks that begin alike are still two: the cut goes before the one that stands here.
        var mark = full.Text.AsSpan(before.Text.Length, shared - before.Text.Length).LastIndexOfAny('<', '>');
        var inside = mark >= 0 && full.Text[before.Text.Length + mark] == '<' ? before.Text.Length + mark : shared;
        return specials.FirstOrDefault(place => place.Start < inside && place.End > inside) is { End: > 0 } special ? special.Start : inside;
    }

    private int? FindEnd(int turn, int start)
    {
        if (Render(turn + 1, prompt: false) is not { } spoken || !string.Equals(spoken.WordsOf(turn), full.WordsOf(turn), StringComparison.Ordinal))
        {
            return null;
        }

        var behind = full.Places().Where(place => place.Run.Source == turn).Select(place => place.End).DefaultIfEmpty(start).Max();
        var next = full.Places().Where(place => place.Start >= behind && place.Run.Source != TextRun.Template).Select(place => place.Start).DefaultIfEmpty(full.Text.Length).First();
        var closing = specials.Where(place => place.Start >= behind && place.End <= next).ToList();

        // What stands there whether or not somebody speaks next belongs to the turn, up to its last token; a token known to end turns ends it before.
        var shared = Math.Min(next, SharedEnd(turn, spoken));
        var last = shared < behind ? closing.FirstOrDefault() : closing.FindLast(place => place.End <= shared);
        var known = closing.Find(place => ends.Contains(place.Token));
        return last.End == 0 ? (known.End > 0 ? known.End : shared < behind ? null : shared)
            : known.End > 0 ? Math.Min(known.End, last.End)
            : last.End;
    }

    /// <summary>How far the text goes the same when the turn is the last, and when somebody speaks after it.</summary>
    private int SharedEnd(int turn, RenderedChat spoken)
    {
        var answered = turn + 1 < conversation.Messages.Count ? full : Render(turn + 1, prompt: false, new JsonObject { ["role"] = "user", ["content"] = "?" });
        return answered is null ? spoken.Text.Length : answered.Text.AsSpan().CommonPrefixLength(spoken.Text);
    }

    /// <summary>Whether nothing but the message and the template's frame around it stands there.</summary>
    private bool IsOwn(int turn, int start, int end) =>
        full.Places().Where(place => place.Start < end && place.End > start).All(place => place.Run.Source == turn || place.Run.Source == TextRun.Template);

    private bool Continues(RenderedChat beginning) => full.Text.StartsWith(beginning.Text, StringComparison.Ordinal);

    /// <summary>The first messages alone; null where the template does not take them so.</summary>
    /// <param name="further">A message after them; null for none.</param>
    private RenderedChat? Render(int messages, bool prompt, JsonObject? further = null)
    {
        try
        {
            return template.Render(conversation with
            {
                Messages = [.. conversation.Messages.Take(messages).Select(message => message?.DeepClone()), .. further is null ? [] : (JsonNode[])[further]],
                AddGenerationPrompt = prompt,
            });
        }
        catch (ChatTemplateException)
        {
            return null;
        }
    }
}
