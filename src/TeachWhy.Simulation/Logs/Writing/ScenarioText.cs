using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>What all samples of one scenario share in a log: made, and compressed, once.</summary>
/// <remarks>A sample's JSON is <see cref="Opening"/>, then what the rollout added. All copies of a long inbox stand close together there, where compression finds them again.</remarks>
internal sealed class ScenarioText
{
    public ScenarioText(Scenario scenario, IToolbox toolbox, bool compress)
    {
        Scenario = scenario;
        Messages = [.. RolloutPlayer.Opening(scenario).Select((message, index) =>
            (message.Role.Value, message.Text, Id: LogNames.IdOf("message", scenario.Id, message.Role.Value, message.Text, $"{index}")))];
        Tools = Json(writer => ToolText.Write(writer, scenario, toolbox));
        Opening = Json(WriteOpening);
        if (compress)
        {
            (PackedOpening, Opening) = (DeflatedText.Of(Opening, CompressionLevel.SmallestSize), []);
        }
    }

    public Scenario Scenario { get; }

    /// <summary>The messages that the rollout opens with.</summary>
    public IReadOnlyList<(string Role, string Text, string Id)> Messages { get; }

    /// <summary>The tools as the model was told of them: a JSON array.</summary>
    public byte[] Tools { get; }

    /// <summary>From the brace to the last opening message; empty where it is compressed.</summary>
    public byte[] Opening { get; }

    public DeflatedText? PackedOpening { get; }

    /// <summary>Where events find the text of an opening message, so that it stands in a sample but twice.</summary>
    public static string Attachment(string text) => LogNames.IdOf("attachment", text);

    /// <summary>What the scenario is, in words and numbers to filter by.</summary>
    public void WriteFacts(Utf8JsonWriter writer)
    {
        writer.WriteString("family", Scenario.Family);
        writer.WriteString("company", Scenario.Company);
        writer.WriteString("title", Scenario.Title);
        writer.WriteBoolean("benign", Scenario.Benign);
        writer.WriteBoolean("held_out", Scenario.HeldOut);
        writer.WriteStartObject("factors");
        foreach (var (factor, level) in Scenario.Factors)
        {
            writer.WriteString(factor, level);
        }

        writer.WriteEndObject();
    }

    private void WriteOpening(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Scenario.Id);
        writer.WriteString("target", "harmless");
        writer.WriteStartObject("attachments");
        foreach (var text in Messages.Select(message => message.Text).Distinct(StringComparer.Ordinal))
        {
            writer.WriteString(Attachment(text), text);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("input");
        WriteMessages(writer);
        writer.WriteEndArray();
        writer.WriteStartObject("metadata");
        WriteFacts(writer);
        writer.WriteStartObject("teachwhy");
        writer.WritePropertyName("scenario");
        JsonSerializer.Serialize(writer, Scenario, LogJson.Records);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("messages");
        WriteMessages(writer);
    }

    private void WriteMessages(Utf8JsonWriter writer)
    {
        foreach (var (role, text, id) in Messages)
        {
            MessageText.WriteOpening(writer, role, text, id);
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, LogJson.Parts))
        {
            write(writer);
        }

        return text.WrittenSpan.ToArray();
    }
}
