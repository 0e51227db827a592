using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>A checkpoint as Hugging Face lays it out, and <c>origin.json</c> with what made it.</summary>
internal static class CheckpointFolder
{
    private const string ConfigFile = "config.json";
    private const string OriginFile = "origin.json";

    public static StoredWeights OpenWeights(string folder) =>
        SafetensorsFolder.Open(folder, ModelConfig.Load(Path.Combine(folder, ConfigFile)));

    /// <param name="vocabulary">Tokens that the model has room for; null without a model.</param>
    public static CheckpointText LoadText(string folder, int? vocabulary)
    {
        var tokenizer = Tokenizer.Load(folder);

        // A model may have room for more tokens than there are: sizes that computers like are often filled up so.
        if (tokenizer.Count > vocabulary)
        {
            throw new InvalidDataException(
                $"{Path.Combine(folder, ConfigFile)} says {vocabulary} tokens, but the tokenizer beside it has {tokenizer.Count}.");
        }
        return new CheckpointText(
            tokenizer, TokenizerConfig.LoadChatTemplate(folder), SpecialTokensFile.Load(folder, tokenizer, vocabulary ?? tokenizer.Count),
            LoadOrigin(Path.Combine(folder, OriginFile)));
    }

    public static void Save(string folder, IWeightSource source, ITokenizer tokenizer, CheckpointOrigin origin, CheckpointOptions options)
    {
        SafetensorsFolder.Save(folder, source, options.Type, options.LargestFile);
        ModelConfig.Save(Path.Combine(folder, ConfigFile), source.Shape, options);
        tokenizer.Save(folder);
        TokenizerConfig.Save(folder, tokenizer, source.Shape, options);
        File.WriteAllText(Path.Combine(folder, OriginFile), JsonSerializer.Serialize(origin, JsonFile.Indented));
    }

    private static CheckpointOrigin LoadOrigin(string path)
    {
        // Another program's model has no such file; that is no damage.
        if (!File.Exists(path))
        {
            return CheckpointOrigin.Unknown;
        }
        return JsonFile.Read(path, fields => new CheckpointOrigin(
            fields.Text(nameof(CheckpointOrigin.Name)) ?? "", Unsigned(fields, nameof(CheckpointOrigin.Seed)),
            (long)Unsigned(fields, nameof(CheckpointOrigin.Tokens)), fields.Text(nameof(CheckpointOrigin.DataHash)) ?? "",
            fields.Text(nameof(CheckpointOrigin.Version)) ?? ""));

        static ulong Unsigned(JsonFields fields, string name) => fields.Find(name) is not { } value ? 0
            : value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) ? number : throw fields.Wrong(name, value, "a whole number from 0");
    }
}

/// <summary>What a checkpoint holds beside its weights.</summary>
/// <param name="ChatTemplate">How a conversation is written, in Jinja; null where the checkpoint does not say.</param>
public sealed record CheckpointText(ITokenizer Tokenizer, string? ChatTemplate, SpecialTokens SpecialTokens, CheckpointOrigin Origin);
