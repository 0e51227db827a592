using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Messages as a log has them.</summary>
internal static class MessageText
{
    private static readonly JsonDocumentOptions Arguments = new() { MaxDepth = 64 };

    /// <summary>A message that the rollout opened with.</summary>
    public static void WriteOpening(Utf8JsonWriter writer, string role, string text, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteString("source", "input");
        writer.WriteEndObject();
    }

    /// <summary>A message of the model: thought and answer apart, and the tools it called.</summary>
    /// <param name="calls">False where the model acts by text: its acts are no tool calls, and stand as blocks behind what it said.</param>
    public static void WriteTurn(Utf8JsonWriter writer, Turn turn, string model, string id, bool calls)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("role", "assistant");
        if (turn.Thought.Length == 0)
        {
            writer.WriteString("content", Said(turn, calls));
        }
        else
        {
            WriteContent(writer, turn, calls);
        }

        writer.WriteString("source", "generate");
        if (calls && turn.Acts.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            for (var act = 0; act < turn.Acts.Count; act++)
            {
                writer.WriteStartObject();
                writer.WriteString("id", CallId(turn, act, id));
                writer.WriteString("function", turn.Acts[act].Use.Tool);
                WriteArguments(writer, turn.Acts[act].Use);
                writer.WriteString("type", "function");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteString("model", model);
        writer.WriteEndObject();
    }

    /// <summary>What a tool answered.</summary>
    public static void WriteAnswer(Utf8JsonWriter writer, Turn turn, int act, string turnId, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("role", "tool");
        writer.WriteString("content", turn.Acts[act].Answer);
        writer.WriteString("tool_call_id", CallId(turn, act, turnId));
        writer.WriteString("function", turn.Acts[act].Use.Tool);
        WriteError(writer, turn.Acts[act]);
        writer.WriteEndObject();
    }

    /// <summary>Says of an act by which nothing was done that it failed.</summary>
    public static void WriteError(Utf8JsonWriter writer, ExecutedAct act)
    {
        if (act.Change is null)
        {
            writer.WriteStartObject("error");
            writer.WriteString("type", "unknown");
            writer.WriteString("message", act.Answer);
            writer.WriteEndObject();
        }
    }

    /// <summary>Arguments as an object: as the model gave them, or its words under <c>text</c> where it gave no object.</summary>
    public static void WriteArguments(Utf8JsonWriter writer, ToolUse use)
    {
        writer.WritePropertyName("arguments");
        if (IsObject(use.Arguments))
        {
            writer.WriteRawValue(use.Arguments, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("text", use.Arguments);
        writer.WriteEndObject();
    }

    public static string CallId(Turn turn, int act, string turnId) => turn.Acts[act].CallId ?? $"{turnId}c{act}";

    // A block that was not closed, or only shown, is still in the text.
    private static string Said(Turn turn, bool calls) => calls ? turn.Text : string.Join("\n\n",
    [
        .. turn.Text.Length > 0 ? [turn.Text] : Array.Empty<string>(),
        .. turn.Acts.Where(act => act is { CallId: null, Answer: not (TextActs.NotClosed or TextActs.Fenced) }).Select(act => TextActs.Render(act.Use)),
    ]);

    private static void WriteContent(Utf8JsonWriter writer, Turn turn, bool calls)
    {
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "reasoning");
        writer.WriteString("reasoning", turn.Thought);
        writer.WriteBoolean("redacted", value: false);
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", Said(turn, calls));
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static bool IsObject(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return false;
        }

        try
        {
            using var arguments = JsonDocument.Parse(text, Arguments);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return false;
        }
    }
}
