using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>Reads a tokenizer of type BPE out of its file. "truncation" and "padding" are settings of one call, and left alone.</summary>
internal static class BytePairReader
{
    private static readonly string[] DescribedParts = ["normalizer", "pre_tokenizer", "post_processor", "decoder"];

    /// <exception cref="InvalidDataException">It is damaged, or uses what is not supported.</exception>
    public static BytePairParts Read(TokenizerFile file)
    {
        var (root, model) = (file.Root, file.Model);
        RefuseOtherKinds(model);
        var splitting = SplitterFile.Read(root.Find("pre_tokenizer") ?? throw root.Mistake("has no \"pre_tokenizer\": only byte-level tokenizers are supported"));
        CheckDecoder(root.Find("decoder") ?? throw root.Mistake("has no \"decoder\"; ByteLevel is expected"));
        var normalizer = root.Find("normalizer") is { } part ? NormalizerFile.Read(part) : null;
        var (before, after) = root.Find("post_processor") is { } processor ? PostProcessorFile.Read(processor) : ([], []);
        var vocabulary = new BytePairVocabulary(ReadSpellings(model), ReadMerges(model));
        var added = BytePairParts.Checked(root.Value("added_tokens") is null ? [] : root.List("added_tokens").Select(ReadAdded), vocabulary);
        return new BytePairParts
        {
            Vocabulary = vocabulary,
            Added = added,
            Splitting = splitting,
            Normalizer = normalizer,
            IgnoreMerges = model.Flag("ignore_merges", otherwise: false),
            Unknown = ReadUnknown(model, vocabulary),
            FuseUnknown = model.Flag("fuse_unk", otherwise: false),
            Before = before,
            After = after,
            Described = new JsonObject(DescribedParts.Select(name =>
                KeyValuePair.Create(name, root.Value(name) is { } value ? JsonNode.Parse(value.GetRawText()) : null))),
        };
    }

    private static void RefuseOtherKinds(JsonPart model)
    {
        if (model.Type != "BPE")
        {
            throw model.Unsupported("byte-level BPE is");
        }
        if (model.Flag("byte_fallback", otherwise: false))
        {
            throw model.Mistake("falls back to bytes as SentencePiece does, which is not supported: byte-level BPE is");
        }
        foreach (var name in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (!string.IsNullOrEmpty(model.FindText(name)))
            {
                throw model.Mistake($"has a \"{name}\", which is not supported: byte-level BPE has none");
            }
        }
        if (model.Value("dropout") is { } dropout && !(dropout.ValueKind == JsonValueKind.Number && dropout.TryGetDouble(out var share) && share == 0))
        {
            throw model.Mistake("drops merges by chance (\"dropout\"), which is not supported: the same text must give the same tokens");
        }
    }

    private static string?[] ReadSpellings(JsonPart model)
    {
        if (model.Value("vocab") is not { ValueKind: JsonValueKind.Object } vocabulary)
        {
            throw model.Mistake("has no \"vocab\"");
        }
        var entries = new List<(string Spelling, int Token)>();
        foreach (var entry in vocabulary.EnumerateObject())
        {
            var spelling = NameOf(entry, model);
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var token) || token is < 0 or >= BytePairVocabulary.MostTokens)
            {
                throw model.Mistake($"gives the token {JsonPart.Quoted(spelling)} no number from 0 to {BytePairVocabulary.MostTokens - 1}");
            }
            entries.Add((spelling, token));
        }
        var spellings = new string?[entries.Count == 0 ? 0 : entries.Max(entry => entry.Token) + 1];
        foreach (var (spelling, token) in entries)
        {
            if (spellings[token] is { } other)
            {
                throw model.Mistake($"gives the tokens {JsonPart.Quoted(other)} and {JsonPart.Quoted(spelling)} the same number {token}");
            }
            spellings[token] = spelling;
        }
        return spellings;
    }

    private static string NameOf(JsonProperty entry, JsonPart model)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            throw model.Mistake("has a token in \"vocab\" that is no valid text");
        }
    }

    private static List<(string Left, string Right)> ReadMerges(JsonPart model)
    {
        if (model.Value("merges") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw model.Mistake("has no list \"merges\"");
        }
        var merges = new List<(string, string)>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            try
            {
                if (element.ValueKind == JsonValueKind.String && element.GetString() is { } line)
                {
                    // The first line of the older merges files, kept by some converters.
                    if (!line.StartsWith("#version", StringComparison.Ordinal))
                    {
                        merges.Add(line.Split(' ') is [var left, var right] ? (left, right) : throw new FormatException());
                    }
                }
                else
                {
                    merges.Add(element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2
                        && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind == JsonValueKind.String
                            ? (element[0].GetString()!, element[1].GetString()!)
                            : throw new FormatException());
                }
            }
            catch (Exception failure) when (failure is FormatException or InvalidOperationException)
            {
                throw model.Mistake($"has the merge {JsonPart.Quoted(element.GetRawText())}; \"a b\" and [\"a\", \"b\"] are allowed");
            }
        }
        return merges;
    }

    private static AddedToken ReadAdded(JsonPart part) => new(
        part.Number("id"), part.Text("content"), part.Flag("special", otherwise: false), part.Flag("normalized", otherwise: true),
        part.Flag("lstrip", otherwise: false), part.Flag("rstrip", otherwise: false), part.Flag("single_word", otherwise: false));

    private static int? ReadUnknown(JsonPart model, BytePairVocabulary vocabulary) => model.FindText("unk_token") is { } name
        ? vocabulary.Find(name) ?? throw model.Mistake($"names the unknown token {JsonPart.Quoted(name)}, which the vocabulary does not have")
        : null;

    private static void CheckDecoder(JsonPart part)
    {
        if (part.Type == "Sequence" && part.List("decoders").ToList() is [{ } only])
        {
            CheckDecoder(only);
        }
        else if (part.Type != "ByteLevel")
        {
            throw part.Unsupported("ByteLevel is");
        }
    }
}
