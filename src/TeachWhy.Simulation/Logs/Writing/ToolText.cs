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
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        writer.WriteString("description", tool.Description);
        writer.WriteStartObject("parameters");
        writer.WriteString("type", "object");
        var schema = (tool as AIFunctionDeclaration)?.JsonSchema ?? default;
        Copy("properties", JsonValueKind.Object, "{}");
        Copy("required", JsonValueKind.Array, "[]");
        writer.WriteBoolean("additionalProperties", value: false);
        writer.WriteEndObject();
        writer.WriteEndObject();

        void Copy(string name, JsonValueKind kind, string otherwise)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(schema.Member(name) is { } value && value.ValueKind == kind ? value.GetRawText() : otherwise);
        }
    }
}
