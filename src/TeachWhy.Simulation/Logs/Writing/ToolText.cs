using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>Tools as a log tells of them: name, description, JSON schema of the arguments.</summary>
internal static class ToolText
{
    /// <summary>Writes an array with the tools of a scenario; none where the model acts by text.</summary>
    public static void Write(Utf8JsonWriter writer, Scenario scenario, IToolbox toolbox)
    {
        writer.WriteStartArray();
        if (scenario.Mode == ScenarioMode.Agent)
        {
            foreach (var tool in scenario.Tools.Select(name => toolbox.Declare(name, scenario)))
            {
                Write(writer, tool);
            }
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, AITool tool)
    {
        var schema = (tool as AIFunctionDeclaration)?.JsonSchema ?? default;
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        writer.WriteString("description", tool.Description);
        writer.WriteStartObject("parameters");
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var property in schema.Member("properties").Members())
        {
            writer.WritePropertyName(property.Name);
            WriteSchema(writer, property.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var name in schema.Member("required").Items())
        {
            writer.WriteStringValue(name.Words());
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", value: false);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // The format wants every schema to have a default, if only null.
    private static void WriteSchema(Utf8JsonWriter writer, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            schema.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject().Where(member => member.Name != "default"))
        {
            writer.WritePropertyName(member.Name);
            WriteKeyword(writer, member);
        }

        writer.WritePropertyName("default");
        (schema.Member("default") ?? JsonElement.Parse("null")).WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteKeyword(Utf8JsonWriter writer, JsonProperty keyword)
    {
        switch (keyword.Name)
        {
            case "properties":
                writer.WriteStartObject();
                foreach (var property in ((JsonElement?)keyword.Value).Members())
                {
                    writer.WritePropertyName(property.Name);
                    WriteSchema(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case "anyOf":
                writer.WriteStartArray();
                foreach (var choice in ((JsonElement?)keyword.Value).Items())
                {
                    WriteSchema(writer, choice);
                }

                writer.WriteEndArray();
                break;
            case "items" or "additionalProperties":
                WriteSchema(writer, keyword.Value);
                break;
            default:
                keyword.Value.WriteTo(writer);
                break;
        }
    }
}
