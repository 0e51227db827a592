using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>A tool that a conversation may call.</summary>
/// <param name="Name">As calls name it.</param>
/// <param name="Description">What it is for; null for nothing said.</param>
/// <param name="Parameters">The JSON schema of its arguments; null for none.</param>
public sealed record ToolDefinition(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Parameters = null)
{
    private static readonly JsonElement Words = JsonElement.Parse("""{"type":"object","properties":{"text":{"type":"string"}}}""");

    /// <summary>A tool of the small world: known by its name, and called with words.</summary>
    public static ToolDefinition OfWords(string name) => new(name, null, Words);

    /// <summary>A tool as chat models are given it.</summary>
    public static ToolDefinition Of(AITool tool) => new(
        tool.Name, string.IsNullOrEmpty(tool.Description) ? null : tool.Description, tool is AIFunctionDeclaration declared ? declared.JsonSchema.Clone() : null);
}
