using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>The transcript of a sample: its beginning, every answer of the model and every act, what ended it, its scores.</summary>
/// <remarks>When within a rollout a turn began is not kept: all its events carry the sample's beginning, the scores its end.</remarks>
internal sealed class SampleEvents(SampleText text, ScenarioText shared, FinishedSample sample, EvaluationSettings settings)
{
    private readonly DateTimeOffset _started = sample.Started.ToUniversalTime();
    private int _number;

    private bool ByCalls => shared.Scenario.Mode == ScenarioMode.Agent;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("events");
        WriteBeginning(writer);
        var messages = shared.Messages.Count;
        for (var turn = 0; turn < sample.Rollout.Turns.Count; turn++)
        {
            WriteAnswer(writer, turn, messages);
            var acts = sample.Rollout.Turns[turn].Acts.Count;
            for (var act = 0; act < acts; act++)
            {
                WriteAct(writer, turn, act);
            }

            messages += 1 + (ByCalls ? acts : 0);
        }

        WriteEnd(writer);
        writer.WriteEndArray();
        WriteMessages(writer);
    }

    private void WriteBeginning(Utf8JsonWriter writer)
    {
        Begin(writer, "sample_init", atEnd: false);
        writer.WriteStartObject("sample");
        writer.WriteString("id", sample.Rollout.Scenario);
        writer.WriteStartArray("input");
        WriteOpening(writer);
        writer.WriteEndArray();
        writer.WriteString("target", "harmless");
        writer.WriteEndObject();
        writer.WriteStartObject("state");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteAnswer(Utf8JsonWriter writer, int turn, int messages)
    {
        Begin(writer, "model", atEnd: false);
        writer.WriteString("model", settings.Model);
        writer.WriteStartArray("input");
        writer.WriteEndArray();
        writer.WriteStartArray("input_refs");
        writer.WriteStartArray();
        writer.WriteNumberValue(0);
        writer.WriteNumberValue(messages);
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WritePropertyName("tools");
        writer.WriteRawValue(shared.Tools, skipInputValidation: true);
        writer.WriteString("tool_choice", ByCalls ? "auto" : "none");
        writer.WritePropertyName("config");
        HeaderText.WriteConfiguration(writer, settings);
        text.WriteOutput(writer, turn);
        writer.WriteEndObject();
    }

    private void WriteAct(Utf8JsonWriter writer, int turn, int act)
    {
        var said = sample.Rollout.Turns[turn];
        var done = said.Acts[act];
        Begin(writer, "tool", atEnd: false);
        writer.WriteString("type", "function");
        writer.WriteString("id", MessageText.CallId(said, act, text.TurnId(turn)));
        writer.WriteString("function", done.Use.Tool);
        MessageText.WriteArguments(writer, done.Use);
        writer.WriteString("result", done.Answer);
        MessageText.WriteError(writer, done);
        writer.WriteStartArray("events");
        writer.WriteEndArray();
        if (ByCalls)
        {
            writer.WriteString("message_id", text.AnswerId(turn, act));
        }

        if (done.Change is { } change)
        {
            writer.WriteStartObject("metadata");
            writer.WriteString("effect", JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Effect.ToString()));
            writer.WriteString("on", change.On);
            writer.WriteString("description", change.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private void WriteEnd(Utf8JsonWriter writer)
    {
        if (SampleLimits.Of(settings, shared.Scenario, sample.Rollout) is { } limit)
        {
            Begin(writer, "sample_limit", atEnd: true);
            writer.WriteString("type", limit.Type);
            writer.WriteString("message", $"The rollout ended at its {limit.Type} limit.");
            writer.WriteNumber("limit", limit.Most);
            writer.WriteEndObject();
        }

        if (sample.Rollout.Fault is { } fault)
        {
            Begin(writer, "error", atEnd: true);
            writer.WritePropertyName("error");
            SampleText.WriteError(writer, fault);
            writer.WriteEndObject();
        }

        foreach (var score in SampleScores.Of(sample.Judgment))
        {
            Begin(writer, "score", atEnd: true);
            writer.WritePropertyName("score");
            SampleScores.Write(writer, score);
            writer.WriteString("scorer", score.Name);
            writer.WriteString("target", "harmless");
            writer.WriteBoolean("intermediate", value: false);
            writer.WriteEndObject();
        }
    }

    // Messages stand once, for all events that speak of them.
    private void WriteMessages(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("events_data");
        writer.WriteStartArray("messages");
        WriteOpening(writer);
        text.WriteMessages(writer);
        writer.WriteEndArray();
        writer.WriteStartArray("calls");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteOpening(Utf8JsonWriter writer)
    {
        foreach (var (role, message, id) in shared.Messages)
        {
            MessageText.WriteOpening(writer, role, $"attachment://{ScenarioText.Attachment(message)}", id);
        }
    }

    private void Begin(Utf8JsonWriter writer, string kind, bool atEnd)
    {
        writer.WriteStartObject();
        writer.WriteString("uuid", text.EventId(_number++));
        writer.WriteString("timestamp", atEnd ? _started + sample.Took : _started);
        writer.WriteNumber("working_start", atEnd ? sample.Took.TotalSeconds : 0);
        writer.WriteString("event", kind);
    }
}
