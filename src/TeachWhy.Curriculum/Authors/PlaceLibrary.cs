using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Curriculum.Datasets;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TeachWhy.Curriculum.Authors;

/// <summary>A place in which somebody has set up an assistant.</summary>
/// <param name="About">Who runs it, and who writes to it.</param>
/// <param name="Prompts">System messages, by different hands.</param>
/// <param name="Tools">What it has at hand.</param>
public sealed record Place(string About, IReadOnlyList<string> Prompts, IReadOnlyList<ToolDefinition> Tools);

/// <summary>The places that ship (content/diversity): written by hand, so that diversity can be had without asking any author.</summary>
public static class PlaceLibrary
{
    private const string Resource = "diversity/places.yaml";

    private static readonly Lazy<IReadOnlyList<Place>> Once = new(Read);

    /// <summary>All of them, in the file's order.</summary>
    public static IReadOnlyList<Place> Shipped => Once.Value;

    private static IReadOnlyList<Place> Read()
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        return [.. yaml.Deserialize<List<PlaceText>>(BuiltInText.Read(Resource)).Select(place => new Place(place.About, place.Prompts, [.. place.Tools.Select(ToolOf)]))];
    }

    private static ToolDefinition ToolOf(ToolEntry tool)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (name, takes) in tool.Takes)
        {
            var cut = takes.IndexOf(": ", StringComparison.Ordinal);
            var type = takes[..cut];
            properties[name] = SchemaOf(type.TrimEnd('?'), takes[(cut + 2)..]);
            if (!type.EndsWith('?'))
            {
                required.Add(name);
            }
        }

        return new ToolDefinition(tool.Name, tool.Says, JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required }));
    }

    private static JsonObject SchemaOf(string type, string description)
    {
        const string OneOf = "one of ";
        return type == "strings" ? new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["description"] = description }
            : type.StartsWith(OneOf, StringComparison.Ordinal) ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. type[OneOf.Length..].Split('|').Select(value => JsonValue.Create(value))]), ["description"] = description }
            : new JsonObject { ["type"] = type, ["description"] = description };
    }

    private sealed class PlaceText
    {
        public string About { get; set; } = "";
        public List<string> Prompts { get; set; } = [];
        public List<ToolEntry> Tools { get; set; } = [];
    }

    private sealed class ToolEntry
    {
        public string Name { get; set; } = "";
        public string Says { get; set; } = "";
        public Dictionary<string, string> Takes { get; set; } = [];
    }
}
