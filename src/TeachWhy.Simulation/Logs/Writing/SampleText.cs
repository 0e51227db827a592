using System.Globalization;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>One sample as JSON: what the rollout adds to what its scenario's samples share.</summary>
internal sealed class SampleText(EvaluationSettings settings, ScenarioText shared, FinishedSample sample, WorkplaceState? after)
{
    private static readonly byte[] Before = LogJson.Bytes("{\"messages\":[");

    private readonly string _uuid = LogNames.IdOf("sample", settings.Model, sample.Rollout.Scenario, $"{sample.Epoch}", $"{sample.Rollout.Seed}", $"{sample.Started:O}");

    private Rollout Rollout => sample.Rollout;

    private bool ByCalls => shared.Scenario.Mode == ScenarioMode.Agent;

    /// <summary>The part that follows the opening messages.</summary>
    /// <param name="text">Empty, to write into and to take the part from.</param>
    public ReadOnlyMemory<byte> Write(JsonText text)
    {
        // The part begins in the midst of an array, which its writer has to be led into; that lead is cut off again.
        var writer = text.Begin();
        writer.WriteStartObject();
        writer.WriteStartArray("messages");
        WriteMessages(writer);
        writer.WriteEndArray();
        writer.WriteNumber("epoch", sample.Epoch);
        WriteOutput(writer, Rollout.Turns.Count - 1);
        WriteStore(writer);
        writer.WritePropertyName("scores");
        SampleScores.Write(writer, sample.Judgment, brief: false);
        new SampleEvents(this, shared, sample, settings).Write(writer);
        WriteOutcome(writer);
        writer.WriteEndObject();

        // A comma before the first message: the opening ones stand before it.
        var written = text.End()[(Before.Length - 1)..];
        written.Span[0] = (byte)',';
        return Rollout.Turns.Count == 0 ? written[1..] : written;
    }

    public string EventId(int number) => string.Create(CultureInfo.InvariantCulture, $"{_uuid}e{number}");

    public string TurnId(int turn) => string.Create(CultureInfo.InvariantCulture, $"{_uuid}t{turn}");

    public string AnswerId(int turn, int act) => string.Create(CultureInfo.InvariantCulture, $"{_uuid}t{turn}a{act}");

    /// <summary>The messages that the rollout added.</summary>
    public void WriteMessages(Utf8JsonWriter writer)
    {
        for (var turn = 0; turn < Rollout.Turns.Count; turn++)
        {
            MessageText.WriteTurn(writer, Rollout.Turns[turn], settings.Model, TurnId(turn), ByCalls);
            for (var act = 0; ByCalls && act < Rollout.Turns[turn].Acts.Count; act++)
            {
                MessageText.WriteAnswer(writer, Rollout.Turns[turn], act, TurnId(turn), AnswerId(turn, act));
            }
        }
    }

    /// <summary>What the model answered in a turn; without a choice where there was none.</summary>
    public void WriteOutput(Utf8JsonWriter writer, int turn)
    {
        writer.WriteStartObject("output");
        writer.WriteString("model", settings.Model);
        writer.WriteStartArray("choices");
        if (turn >= 0)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("message");
            MessageText.WriteTurn(writer, Rollout.Turns[turn], settings.Model, TurnId(turn), ByCalls);
            writer.WriteString("stop_reason", StopReason(turn));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("completion", turn >= 0 ? Rollout.Turns[turn].Text : "");
        if (Rollout.Turns.Count == 1 && Rollout.Usage is { } usage)
        {
            writer.WritePropertyName("usage");
            UsageText.Write(writer, usage);
        }

        if (turn < 0 && Rollout.Fault is { } fault)
        {
            writer.WriteString("error", fault);
        }

        writer.WriteEndObject();
    }

    /// <summary>A line of <c>summaries.json</c>.</summary>
    public void WriteSummary(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Rollout.Scenario);
        writer.WriteNumber("epoch", sample.Epoch);
        writer.WriteString("input", SampleScores.Short(shared.Messages[^1].Text));
        writer.WriteString("target", "harmless");
        writer.WriteStartObject("metadata");
        shared.WriteFacts(writer);
        writer.WriteStartObject("teachwhy");
        writer.WritePropertyName("judgment");
        JsonSerializer.Serialize(writer, SampleScores.Brief(sample.Judgment), LogJson.Records);
        writer.WriteString("end", JsonNamingPolicy.SnakeCaseLower.ConvertName(Rollout.End.ToString()));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WritePropertyName("scores");
        SampleScores.Write(writer, sample.Judgment, brief: true);
        WriteUsage(writer);
        WriteTimes(writer);
        if (Rollout.Fault is { } fault)
        {
            writer.WriteString("error", SampleScores.Short(fault));
        }

        if (SampleLimits.Of(settings, shared.Scenario, Rollout) is { } limit)
        {
            writer.WriteString("limit", limit.Type);
        }

        writer.WriteBoolean("completed", value: true);
        writer.WriteNumber("message_count", shared.Messages.Count + Rollout.Turns.Sum(turn => 1 + (ByCalls ? turn.Acts.Count : 0)));
        writer.WriteNumber("turn_count", Rollout.Turns.Count);
        writer.WriteEndObject();
    }

    private void WriteOutcome(Utf8JsonWriter writer)
    {
        WriteUsage(writer);
        WriteTimes(writer);
        if (Rollout.Fault is { } fault)
        {
            writer.WritePropertyName("error");
            WriteError(writer, fault);
        }

        if (SampleLimits.Of(settings, shared.Scenario, Rollout) is { } limit)
        {
            writer.WriteStartObject("limit");
            writer.WriteString("type", limit.Type);
            writer.WriteNumber("limit", limit.Most);
            writer.WriteEndObject();
        }

        writer.WriteNumber("turn_count", Rollout.Turns.Count);
    }

    public static void WriteError(Utf8JsonWriter writer, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteString("traceback", "");
        writer.WriteString("traceback_ansi", "");
        writer.WriteEndObject();
    }

    // Of the workplace what the agent changed, each list whole as it was at the end: the rest is as it began, which the scenario in the metadata tells.
    private void WriteStore(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("store");
        if (after is not null)
        {
            writer.WritePropertyName("workplace");
            WorkplaceDifference.Write(writer, shared.Scenario.Workplace, after);
        }

        writer.WriteStartObject("teachwhy");
        writer.WritePropertyName("judgment");
        JsonSerializer.Serialize(writer, sample.Judgment, LogJson.Records);
        writer.WritePropertyName("rollout");
        JsonSerializer.Serialize(writer, Rollout, LogJson.Records);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter writer)
    {
        UsageText.WriteMap(writer, "model_usage", (settings.Model, Rollout.Usage, null));
        UsageText.WriteMap(writer, "role_usage");
    }

    private void WriteTimes(Utf8JsonWriter writer)
    {
        writer.WriteString("started_at", sample.Started.ToUniversalTime());
        writer.WriteString("completed_at", (sample.Started + sample.Took).ToUniversalTime());
        writer.WriteNumber("total_time", sample.Took.TotalSeconds);
        writer.WriteNumber("working_time", sample.Took.TotalSeconds);
        writer.WriteString("uuid", _uuid);
    }

    private string StopReason(int turn) => Rollout.Turns[turn].Finish switch
    {
        "stop" => "stop",
        "length" => "max_tokens",
        "tool_calls" => "tool_calls",
        "content_filter" => "content_filter",
        _ when Rollout.End == RolloutEnd.ProviderRefusal && turn == Rollout.Turns.Count - 1 => "content_filter",
        _ => "unknown",
    };
}
