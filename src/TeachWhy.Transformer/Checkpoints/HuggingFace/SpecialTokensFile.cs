using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// The special tokens of a Hugging Face folder. <c>config.json</c> and <c>generation_config.json</c> name them by number,
/// <c>tokenizer_config.json</c> by text; where they differ on what ends an answer, all of them end it.
/// </summary>
internal static class SpecialTokensFile
{
    private const string ConfigFile = "config.json";
    private const string GenerationFile = "generation_config.json";
    private static readonly string[] Ids = ["bos_token_id", "eos_token_id", "pad_token_id"];
    private static readonly string[] Texts = ["bos_token", "eos_token", "pad_token"];

    public static SpecialTokens Load(string folder, ITokenizer tokenizer, int vocabulary)
    {
        // A tokenizer alone has no such file.
        var config = Path.Combine(folder, ConfigFile);
        var numbers = File.Exists(config) ? JsonFile.Read(config, ReadIds) : [[], [], []];
        var generation = Path.Combine(folder, GenerationFile);
        if (File.Exists(generation))
        {
            var wanted = JsonFile.Read(generation, ReadIds);
            numbers = [.. numbers.Zip(wanted, (common, own) => own.Count > 0 ? own : common)];
        }
        var path = Path.Combine(folder, TokenizerConfig.FileName);
        var texts = File.Exists(path) ? JsonFile.Read(path, fields => Texts.Select(name => ReadText(fields, name, tokenizer)).ToList()) : [null, null, null];

        // A tokenizer that says it has no such token is believed; one that says nothing is not asked.
        return new SpecialTokens(
            texts[0] is { } begin ? First(begin) : First(numbers[0]),
            [.. (texts[1] ?? []).Concat(numbers[1]).Distinct()],
            texts[2] is { } padding ? First(padding) : First(numbers[2])).Within(vocabulary, folder);

        static int? First(IReadOnlyList<int> tokens) => tokens.Count > 0 ? tokens[0] : null;
    }

    public static void AddIds(JsonObject json, SpecialTokens tokens)
    {
        json["bos_token_id"] = tokens.Begin;
        json["eos_token_id"] = tokens.End.Count == 1 ? tokens.End[0] : tokens.End.Count == 0 ? null : new JsonArray([.. tokens.End.Select(token => (JsonNode)token)]);
        json["pad_token_id"] = tokens.Padding;
    }

    public static void Save(string folder, SpecialTokens tokens, ITokenizer tokenizer, JsonObject tokenizerConfig)
    {
        var generation = new JsonObject { ["_from_model_config"] = true };
        AddIds(generation, tokens);
        File.WriteAllText(Path.Combine(folder, GenerationFile), generation.ToJsonString(JsonFile.Indented));
        foreach (var (name, token) in Texts.Zip([tokens.Begin, tokens.End.Count > 0 ? tokens.End[0] : null, tokens.Padding]))
        {
            tokenizerConfig[name] = token is { } some ? tokenizer.Decode([some]) : null;
        }
    }

    private static List<IReadOnlyList<int>> ReadIds(JsonFields fields) => [.. Ids.Select(name => ReadId(fields, name))];

    private static IReadOnlyList<int> ReadId(JsonFields fields, string name)
    {
        if (fields.Find(name) is not { } value)
        {
            return [];
        }
        var tokens = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return tokens.TrueForAll(token => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out _))
            // Some write −1 for none.
            ? [.. tokens.Select(token => token.GetInt32()).Where(token => token >= 0)]
            : throw fields.Wrong(name, value, "a token's number or a list of such");
    }

    /// <summary>The token that the text is; none where the file says there is none, null where it says nothing.</summary>
    private static IReadOnlyList<int>? ReadText(JsonFields fields, string name, ITokenizer tokenizer)
    {
        if (!fields.Says(name))
        {
            return null;
        }
        var text = fields.Find(name) is { ValueKind: JsonValueKind.Object } ? fields.Object(name)!.Text("content") : fields.Text(name);
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }
        return tokenizer.Find(text) is { } token
            ? [token]
            : throw new InvalidDataException($"{fields.Path} says \"{name}\" is {JsonPart.Quoted(text)}, which is no token of the tokenizer beside it.");
    }
}
