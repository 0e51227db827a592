using System.Text.Json.Nodes;

namespace TeachWhy.Transformer.Gguf;

/// <summary>A byte-level byte-pair tokenizer as llama.cpp's "gpt2": tokens, merges, and the name of how a text is split.</summary>
internal static class GgufBytePairs
{
    private const string Splitting = "tokenizer.ggml.pre";
    private const string Merges = "tokenizer.ggml.merges";
    private const string AddsBegin = "tokenizer.ggml.add_bos_token";

    // Names for the same way of splitting.
    private static readonly Dictionary<string, string> Aliases = new() { ["llama3"] = "llama-bpe", ["llama-v3"] = "llama-bpe" };

    public static void Write(GgufWriter writer, BytePairTokenizer tokenizer, string[] tokens, int[] kinds, SpecialTokens special)
    {
        var layout = tokenizer.Layout
            ?? throw new ArgumentException($"llama.cpp splits no text as this tokenizer does; it knows {string.Join(", ", BytePairLayout.All.Select(known => known.Name))}.", nameof(tokenizer));
        for (var token = 0; token < tokenizer.Vocabulary.Spellings.Count; token++)
        {
            if (tokenizer.Vocabulary.Spellings[token] is { } spelling)
            {
                (tokens[token], kinds[token]) = (spelling, GgufTokenizer.Normal);
            }
        }
        foreach (var added in tokenizer.AddedTokens)
        {
            (tokens[added.Token], kinds[added.Token]) = (added.Text, added.Special ? GgufTokenizer.Control : GgufTokenizer.UserDefined);
        }
        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add(Splitting, layout.Name);
        writer.Add(Merges, [.. tokenizer.Vocabulary.Merges.Select(merge => $"{merge.Left} {merge.Right}")]);
        writer.Add(AddsBegin, tokenizer.Before is [var before] && before == special.Begin);
        writer.Add("tokenizer.ggml.add_eos_token", false);
    }

    public static BytePairTokenizer Read(GgufMetadata metadata, IReadOnlyList<string> tokens, int[] kinds, SpecialTokens special)
    {
        var name = metadata.Text(Splitting) ?? "";
        var layout = BytePairLayout.Find(Aliases.GetValueOrDefault(name, name)) ?? throw new InvalidDataException(
            $"{metadata.Path} splits text as {JsonPart.Quoted(name)}; what can be loaded is {string.Join(", ", BytePairLayout.All.Select(known => known.Name))}.");
        var (spellings, added) = (new string?[tokens.Count], new List<AddedToken>());
        for (var token = 0; token < tokens.Count; token++)
        {
            if (kinds[token] is GgufTokenizer.Control or GgufTokenizer.UserDefined)
            {
                added.Add(new AddedToken(token, tokens[token], Special: kinds[token] == GgufTokenizer.Control));
            }
            else if (kinds[token] != GgufTokenizer.Unused)
            {
                spellings[token] = tokens[token];
            }
        }
        var last = Array.FindLastIndex(spellings, spelling => spelling is not null);
        var merges = (metadata.Texts(Merges) ?? throw new InvalidDataException($"{metadata.Path} has no \"{Merges}\".")).Select(merge => Parted(metadata, merge));
        var parts = BytePairParts.Of(new BytePairVocabulary(spellings[..(last + 1)], [.. merges]), added, layout);
        var begins = metadata.Flag(AddsBegin) ?? layout == BytePairLayout.Llama3;
        return new BytePairTokenizer(begins && special.Begin is { } begin && begin < tokens.Count ? BeginningWith(parts, begin, tokens[begin]) : parts);
    }

    // The first space that is not the first letter: a token may begin with one, as llama.cpp reads it.
    private static (string Left, string Right) Parted(GgufMetadata metadata, string merge) =>
        merge.Length > 1 && merge.IndexOf(' ', 1) is > 0 and var space
            ? (merge[..space], merge[(space + 1)..])
            : throw new InvalidDataException($"{metadata.Path} has a merge that is not two tokens with a space between them.");

    private static BytePairParts BeginningWith(BytePairParts parts, int begin, string text)
    {
        var described = parts.Described.DeepClone().AsObject();
        described["post_processor"] = new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = Template("A"),
            ["pair"] = new JsonArray([.. Template("A").Concat(Template("B")).Select(step => step!.DeepClone())]),
            ["special_tokens"] = new JsonObject
            {
                [text] = new JsonObject
                {
                    ["id"] = text, ["ids"] = new JsonArray(begin), ["tokens"] = new JsonArray(text),
                },
            },
        };
        return parts with { Before = [begin], Described = described };

        JsonArray Template(string sequence)
        {
            var type = sequence == "A" ? 0 : 1;
            return
            [
                new JsonObject { ["SpecialToken"] = new JsonObject { ["id"] = text, ["type_id"] = type } },
                new JsonObject { ["Sequence"] = new JsonObject { ["id"] = sequence, ["type_id"] = type } },
            ];
        }
    }
}
