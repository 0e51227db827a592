using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>Writes a byte-pair tokenizer as <c>tokenizer.json</c> and a <c>tokenizer_config.json</c> beside it.</summary>
internal static class BytePairWriter
{
    // The file is text for people too: "Ġthe", not "\u0120the".
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Save(string folder, BytePairParts parts)
    {
        using (var stream = File.Create(Path.Combine(folder, TokenizerFile.FileName)))
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            Write(json, parts);
        }
        var config = new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["clean_up_tokenization_spaces"] = false,
        };
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    private static void Write(Utf8JsonWriter json, BytePairParts parts)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        foreach (var token in parts.Added)
        {
            WriteAdded(json, token);
        }
        json.WriteEndArray();
        foreach (var (name, value) in parts.Described)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }
        WriteModel(json, parts);
        json.WriteEndObject();
    }

    private static void WriteAdded(Utf8JsonWriter json, AddedToken token)
    {
        json.WriteStartObject();
        json.WriteNumber("id", token.Token);
        json.WriteString("content", token.Text);
        json.WriteBoolean("single_word", token.SingleWord);
        json.WriteBoolean("lstrip", token.StripLeft);
        json.WriteBoolean("rstrip", token.StripRight);
        json.WriteBoolean("normalized", token.Normalized);
        json.WriteBoolean("special", token.Special);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, BytePairParts parts)
    {
        var vocabulary = parts.Vocabulary;
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteString("unk_token", parts.Unknown is { } unknown ? vocabulary.Spellings[unknown] : null);
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", parts.FuseUnknown);
        json.WriteBoolean("byte_fallback", value: false);
        json.WriteBoolean("ignore_merges", parts.IgnoreMerges);
        json.WriteStartObject("vocab");
        for (var token = 0; token < vocabulary.Spellings.Count; token++)
        {
            if (vocabulary.Spellings[token] is { } spelling)
            {
                json.WriteNumber(spelling, token);
            }
        }
        json.WriteEndObject();
        WriteMerges(json, vocabulary.Merges);
        json.WriteEndObject();
    }

    /// <summary>As "a b", which every reader knows; as pairs when a token holds a space.</summary>
    private static void WriteMerges(Utf8JsonWriter json, IReadOnlyList<(string Left, string Right)> merges)
    {
        var spaced = merges.Any(merge => merge.Left.Contains(' ', StringComparison.Ordinal) || merge.Right.Contains(' ', StringComparison.Ordinal));
        json.WriteStartArray("merges");
        foreach (var (left, right) in merges)
        {
            if (spaced)
            {
                json.WriteStartArray();
                json.WriteStringValue(left);
                json.WriteStringValue(right);
                json.WriteEndArray();
            }
            else
            {
                json.WriteStringValue($"{left} {right}");
            }
        }
        json.WriteEndArray();
    }
}
