using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>How a byte-level tokenizer treats a text before its merges: one of the published ways.</summary>
/// <param name="Name">As llama.cpp calls it in <c>tokenizer.ggml.pre</c>: "gpt-2", "llama-bpe" or "qwen2".</param>
/// <param name="IgnoreMerges">A word that is a token as a whole becomes that token, whatever the merges would make of it.</param>
public sealed record BytePairLayout(string Name, bool IgnoreMerges)
{
    internal const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Llama3Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>Words with the space before them; runs of digits, of signs, of white space.</summary>
    public static BytePairLayout Gpt2 { get; } = new("gpt-2", IgnoreMerges: false);

    /// <summary>Words with the sign before them, at most three digits together, line ends kept together.</summary>
    public static BytePairLayout Llama3 { get; } = new("llama-bpe", IgnoreMerges: true);

    /// <summary>As Llama 3, with each digit by itself, after Unicode's normalization form C.</summary>
    public static BytePairLayout Qwen2 { get; } = new("qwen2", IgnoreMerges: false);

    /// <summary>All that have a name.</summary>
    public static IReadOnlyList<BytePairLayout> All { get; } = [Gpt2, Llama3, Qwen2];

    /// <summary>The layout of that name; null when it is none of these.</summary>
    public static BytePairLayout? Find(string name) => All.FirstOrDefault(layout => layout.Name == name);

    /// <summary>The "normalizer" of the tokenizer's file.</summary>
    internal JsonObject? Normalizer => Name == Qwen2.Name ? new JsonObject { ["type"] = "NFC" } : null;

    /// <summary>The "pre_tokenizer" of the tokenizer's file.</summary>
    internal JsonObject PreTokenizer => Name == Gpt2.Name
        ? ByteLevel(useRegex: true)
        : new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray
            {
                new JsonObject
                {
                    ["type"] = "Split",
                    ["pattern"] = new JsonObject { ["Regex"] = Name == Llama3.Name ? Llama3Pattern : Qwen2Pattern },
                    ["behavior"] = "Isolated",
                    ["invert"] = false,
                },
                ByteLevel(useRegex: false),
            },
        };

    /// <summary>The "post_processor" and the "decoder" of the tokenizer's file.</summary>
    internal static JsonObject ByteLevel(bool useRegex) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = true,
        ["use_regex"] = useRegex,
    };

    /// <summary>The layout that splits in the same way; null when none does.</summary>
    internal static BytePairLayout? Find(SplitterSequence splitting, ITextNormalizer? normalizer, bool ignoreMerges)
    {
        if (splitting.Splitters is not [PatternSplitter { Behavior: SplitBehavior.Isolated } only])
        {
            return null;
        }
        var layout = only.Pattern.Source switch
        {
            Gpt2Pattern => Gpt2,
            Llama3Pattern => Llama3,
            Qwen2Pattern => Qwen2,
            _ => null,
        };
        var expected = layout == Qwen2 ? UnicodeForm.Nfc : null;
        return layout?.IgnoreMerges == ignoreMerges && normalizer == expected ? layout : null;
    }
}
