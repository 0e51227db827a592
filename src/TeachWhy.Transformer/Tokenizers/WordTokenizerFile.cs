using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>A word tokenizer as <c>tokenizer.json</c>: type WordLevel behind a WhitespaceSplit.</summary>
internal static class WordTokenizerFile
{
    private const string FileName = "tokenizer.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Save(string folder, WordTokenizer tokenizer)
    {
        var vocabulary = new JsonObject();
        for (var token = 0; token < tokenizer.Count; token++)
        {
            vocabulary.Add(tokenizer.Words[token], token);
        }
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "WhitespaceSplit" },
            ["post_processor"] = null,
            ["decoder"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "WordLevel",
                ["vocab"] = vocabulary,

                // WordLevel must name a word for the unknown; ours never meets one, it refuses.
                ["unk_token"] = tokenizer.Words[0],
            },
        };
        File.WriteAllText(Path.Combine(folder, FileName), json.ToJsonString(Indented));
        var config = new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["clean_up_tokenization_spaces"] = false,
        };
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config.ToJsonString(Indented));
    }

    public static WordTokenizer Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new WordTokenizer(ReadWords(document.RootElement, path));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not a word tokenizer: {failure.Message}", failure);
        }
    }

    private static string[] ReadWords(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object
            || !model.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "WordLevel"
            || !model.TryGetProperty("vocab", out var vocabulary) || vocabulary.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{path} holds no vocabulary of type WordLevel.");
        }
        var entries = vocabulary.EnumerateObject().ToList();
        var words = new string[entries.Count];
        foreach (var entry in entries)
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var token)
                || (uint)token >= (uint)words.Length || words[token] is not null)
            {
                throw new InvalidDataException($"{path} gives the word \"{entry.Name}\" no token of its own from 0 to {words.Length - 1}.");
            }
            words[token] = entry.Name;
        }
        return words;
    }
}
