using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// What stands beside a tokenizer in Hugging Face's layout: <c>tokenizer_config.json</c> with the special tokens by text and the
/// chat template, which newer programs write as <c>chat_template.jinja</c>.
/// </summary>
internal static class TokenizerConfig
{
    public const string FileName = "tokenizer_config.json";
    private const string TemplateFile = "chat_template.jinja";
    private const long LongestTemplate = 1 << 20;

    /// <summary>The template for plain conversations; null where the folder has none.</summary>
    public static string? LoadChatTemplate(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, TemplateFile));
        if (file.Exists)
        {
            return file.Length <= LongestTemplate
                ? File.ReadAllText(file.FullName)
                : throw new InvalidDataException($"{file.FullName} has {file.Length} bytes; a chat template may have {LongestTemplate}.");
        }
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonFile.Read(path, ReadTemplate) : null;
    }

    /// <summary>Adds to what the tokenizer wrote there.</summary>
    public static void Save(string folder, ITokenizer tokenizer, TransformerShape shape, CheckpointOptions options)
    {
        var path = Path.Combine(folder, FileName);
        var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
        json["model_max_length"] = shape.Context;
        SpecialTokensFile.Save(folder, options.SpecialTokens, tokenizer, json);
        if (options.ChatTemplate is { } template)
        {
            json["chat_template"] = template;
        }
        File.WriteAllText(path, json.ToJsonString(JsonFile.Indented));
    }

    private static string? ReadTemplate(JsonFields fields)
    {
        if (fields.Find("chat_template") is not { ValueKind: JsonValueKind.Array })
        {
            return fields.Text("chat_template");
        }
        var named = new List<(string? Name, string Template)>();
        foreach (var entry in fields.List("chat_template")!)
        {
            var one = entry.ValueKind == JsonValueKind.Object ? new JsonFields(entry, fields.Path) : null;
            named.Add((one?.Text("name"), one?.Text("template") ?? throw fields.Wrong("chat_template", entry, "a list of names and templates")));
        }
        return named.Find(one => one.Name == "default").Template ?? named.FirstOrDefault().Template;
    }
}
