using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>A line of the list of samples, made from a sample that any tool wrote: what can be listed of it, long texts cut.</summary>
internal static class SummaryText
{
    private const int LongestFact = 1024;

    private static readonly string[] Whole = ["id", "epoch", "target", "choices", "model_usage", "role_usage", "model_fallbacks", "started_at", "completed_at", "total_time", "working_time", "uuid",
        "turn_count", "token_limit", "token_limit_type", "token_limit_usage"];

    public static void Write(Utf8JsonWriter writer, JsonElement sample)
    {
        writer.WriteStartObject();
        foreach (var name in Whole)
        {
            if (sample.Member(name) is { } value)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        writer.WriteString("input", SampleScores.Short(Input(sample)));
        WriteMetadata(writer, sample);
        WriteScores(writer, sample);
        if (sample.Member("error") is { } error)
        {
            writer.WriteString("error", SampleScores.Short(error.Words("message") ?? error.Words()));
        }

        if (sample.Member("limit")?.Words("type") is { } limit)
        {
            writer.WriteString("limit", limit);
        }

        if (sample.Member("error_retries") is { ValueKind: JsonValueKind.Array } retries)
        {
            writer.WriteNumber("retries", retries.GetArrayLength());
        }

        if (sample.Member("messages") is { ValueKind: JsonValueKind.Array } messages)
        {
            writer.WriteNumber("message_count", messages.GetArrayLength());
        }

        writer.WriteBoolean("completed", value: true);
        writer.WriteEndObject();
    }

    private static string Input(JsonElement sample) => sample.Member("input") is { ValueKind: JsonValueKind.Array } messages
        ? messages.EnumerateArray().Select(message => message.Words("content")).LastOrDefault() ?? ""
        : sample.Words("input") ?? "";

    private static void WriteMetadata(Utf8JsonWriter writer, JsonElement sample)
    {
        writer.WriteStartObject("metadata");
        foreach (var fact in sample.Member("metadata").Members().Where(fact => fact.Name != "teachwhy" && fact.Value.GetRawText().Length <= LongestFact))
        {
            fact.WriteTo(writer);
        }

        // Of ours the judgment, as lists of our own writing have it.
        if (sample.Member("store")?.Member("teachwhy") is { } ours && ours.Record<Judgment>("judgment") is { } judgment)
        {
            writer.WriteStartObject("teachwhy");
            writer.WritePropertyName("judgment");
            JsonSerializer.Serialize(writer, SampleScores.Brief(judgment), LogJson.Records);
            writer.WriteString("end", ours.Member("rollout")?.Words("end") ?? "finished");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter writer, JsonElement sample)
    {
        if (sample.Member("scores") is not { ValueKind: JsonValueKind.Object } scores)
        {
            return;
        }

        writer.WriteStartObject("scores");
        foreach (var score in scores.EnumerateObject())
        {
            writer.WriteStartObject(score.Name);
            foreach (var member in ((JsonElement?)score.Value).Members())
            {
                if (member.Value.ValueKind == JsonValueKind.String)
                {
                    writer.WriteString(member.Name, SampleScores.Short(member.Value.GetString()!));
                }
                else if (member.Name != "metadata" || member.Value.GetRawText().Length <= LongestFact)
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
