using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Reads a sample's conversation, whoever wrote it. What is no text is told of in brackets.</summary>
internal sealed class MessageReader(JsonElement sample, Rollout? rollout)
{
    private const string Attachment = "attachment://";

    private readonly JsonElement? _attachments = sample.Member("attachments");

    public IReadOnlyList<LoggedMessage> Read()
    {
        var (messages, turns) = (new List<LoggedMessage>(), 0);
        foreach (var message in sample.Member("messages").Items())
        {
            var role = message.Words("role") ?? "";
            int? turn = role == "assistant" ? turns++ : null;
            messages.Add(Read(message, role, turn));
        }

        return messages;
    }

    private LoggedMessage Read(JsonElement message, string role, int? turn)
    {
        // In a log of ours the rollout tells acts from words, also where the model acts by blocks in its text.
        var own = turn is { } number ? rollout?.Turns.ElementAtOrDefault(number) : null;
        var (text, thought) = own is not null ? (own.Text, own.Thought) : Content(message.Member("content"));
        return new LoggedMessage(role, text, thought)
        {
            Calls = own is not null
                ? OwnCalls(own, message.Words("id") ?? "")
                : [.. message.Member("tool_calls").Items().Select(call => new LoggedCall(call.Words("id"), call.Words("function") ?? "", Arguments(call), Change: null))],
            CallId = role == "tool" ? message.Words("tool_call_id") : null,
            Turn = turn,
        };
    }

    // Acts by text are no tool calls of the message, and are acts none the less.
    private static IReadOnlyList<LoggedCall> OwnCalls(Turn turn, string turnId) =>
        [.. turn.Acts.Select((act, index) => new LoggedCall(MessageText.CallId(turn, index, turnId), act.Use.Tool, act.Use.Arguments, act.Change))];

    private string Arguments(JsonElement call) => call.Member("arguments") is { } arguments ? arguments.ValueKind == JsonValueKind.String ? Resolved(arguments) : arguments.GetRawText() : "{}";

    private (string Text, string Thought) Content(JsonElement? content)
    {
        if (content is not { } value)
        {
            return ("", "");
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return (Resolved(value), "");
        }

        var (texts, thoughts) = (new List<string>(), new List<string>());
        foreach (var part in value.EnumerateArray())
        {
            if (part.Words("type") == "reasoning")
            {
                thoughts.Add(Thought(part));
            }
            else
            {
                texts.Add(Part(part));
            }
        }

        return (string.Join('\n', texts), string.Join('\n', thoughts));
    }

    private string Thought(JsonElement part)
    {
        var words = Member(part, "reasoning") ?? "";
        var isHidden = part.Member("redacted") is { ValueKind: JsonValueKind.True };
        return !isHidden && words.Length > 0 ? words : Member(part, "summary") ?? (isHidden ? "[reasoning that the provider hides]" : "");
    }

    private string Part(JsonElement part) => part.Words("type") switch
    {
        "text" => Member(part, "text") ?? "",
        "image" => Note("image", part, "image"),
        "audio" => Note("audio", part, "audio"),
        "video" => Note("video", part, "video"),
        "document" => Note($"document {part.Words("filename")}".TrimEnd(), part, "document"),
        "data" => $"[data: {part.Member("data")?.GetRawText()}]",
        "tool_use" => $"[{part.Words("tool_type")} {part.Words("name")}({Member(part, "arguments")}): {Member(part, "error") ?? Member(part, "result")}]",
        _ when part.ValueKind == JsonValueKind.String => Resolved(part),
        var type => $"[{type ?? "content of an unknown kind"}]",
    };

    private string Note(string kind, JsonElement part, string member)
    {
        var source = Member(part, member) ?? "";
        return source.Length == 0 || source.StartsWith("data:", StringComparison.Ordinal)
            ? $"[{kind}, {source.Length:N0} letters of data]"
            : $"[{kind}: {source}]";
    }

    private string? Member(JsonElement element, string name) => element.Member(name) is { } value ? Resolved(value) : null;

    // Long texts stand beside the messages, under a name made of their content.
    private string Resolved(JsonElement value)
    {
        var text = value.Words();
        return text.StartsWith(Attachment, StringComparison.Ordinal) && _attachments?.Words(text[Attachment.Length..]) is { } found ? found : text;
    }
}
