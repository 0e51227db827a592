using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>Reads the definition of a tool that an author wrote. It is anybody's text: what providers and trainers would stumble over is refused.</summary>
public static partial class ToolText
{
    private const int LongestText = 8_000;
    private const int LongestDescription = 1024;
    private const int MostProperties = 16;
    private const int DeepestSchema = 4;

    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object", "null"];

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>Reads <c>{"name": ..., "description": ..., "parameters": ...}</c>, with or without a fence around it.</summary>
    /// <param name="why">Why it is none, in words that go on after "because".</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out ToolDefinition? tool, out string why)
    {
        tool = null;
        if (text.Length > LongestText)
        {
            why = $"it has {text.Length:N0} characters, and {LongestText:N0} are allowed";
            return false;
        }

        try
        {
            var json = JsonElement.Parse(Fence().Replace(text.Trim(), ""), new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            why = WhyNot(json) ?? "";
            tool = why.Length > 0 ? null : new ToolDefinition(json.GetProperty("name").GetString()!, TextOf(json, "description"), json.TryGetProperty("parameters", out var parameters) ? parameters : NoParameters);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            why = "it is not the JSON of one object";
        }

        return tool is not null;
    }

    /// <summary>A definition as <see cref="TryRead"/> reads it, in one line.</summary>
    public static string Write(ToolDefinition tool) => JsonSerializer.Serialize(tool, Written);

    private static string? WhyNot(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return "it is not the JSON of one object";
        }

        if (json.EnumerateObject().FirstOrDefault(property => property.Name is not ("name" or "description" or "parameters")) is { Value.ValueKind: not JsonValueKind.Undefined } other)
        {
            return $"it has a \"{Short(other.Name)}\"; there are name, description and parameters";
        }

        if (TextOf(json, "name") is not { } name || !Name().IsMatch(name))
        {
            return "its name is not 1 to 64 letters, digits, _ and -";
        }

        if (json.TryGetProperty("description", out var description) && (description.ValueKind != JsonValueKind.String || description.GetString()!.Length > LongestDescription))
        {
            return $"its description is no text of at most {LongestDescription:N0} characters";
        }

        return !json.TryGetProperty("parameters", out var parameters) ? null
            : TextOf(parameters, "type") != "object" ? "its parameters are not of the type \"object\""
            : WhyNoSchema(parameters, 0);
    }

    private static string? WhyNoSchema(JsonElement schema, int depth)
    {
        if (depth > DeepestSchema || schema.ValueKind != JsonValueKind.Object)
        {
            return depth > DeepestSchema ? $"its schema is more than {DeepestSchema} deep" : "a schema in it is no object";
        }

        if (TextOf(schema, "type") is not { } type || !Types.Contains(type, StringComparer.Ordinal))
        {
            return $"a schema in it has no type of {string.Join(", ", Types)}";
        }

        if (schema.EnumerateObject().Any(property => property.Name.StartsWith('$')))
        {
            return "a schema in it refers to another";
        }

        if (schema.TryGetProperty("enum", out var values) && (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0))
        {
            return "an enumeration in it has no values";
        }

        var properties = schema.TryGetProperty("properties", out var given) ? given : NoParameters.GetProperty("properties");
        if (properties.ValueKind != JsonValueKind.Object || properties.EnumerateObject().Count() > MostProperties)
        {
            return $"the properties in it are not an object of at most {MostProperties}";
        }

        if (schema.TryGetProperty("required", out var required) && (required.ValueKind != JsonValueKind.Array
            || required.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String || !properties.TryGetProperty(name.GetString()!, out _))))
        {
            return "it requires what is none of its properties";
        }

        return (schema.TryGetProperty("items", out var items) ? WhyNoSchema(items, depth + 1) : null)
            ?? properties.EnumerateObject().Select(property => WhyNoSchema(property.Value, depth + 1)).FirstOrDefault(fault => fault is not null);
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string text) => text.Length <= 40 ? text.ReplaceLineEndings(" ") : $"{text[..40].ReplaceLineEndings(" ")}...";

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^```\w*\s*|\s*```$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();
}
