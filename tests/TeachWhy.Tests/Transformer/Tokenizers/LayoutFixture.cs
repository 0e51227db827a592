using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Tests.House;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>
/// A small tokenizer of a published layout and what Hugging Face's own tokenizers make of texts with it; made anew by
/// <c>bench/peers/tokenizer_fixtures.js</c>.
/// </summary>
internal static class LayoutFixture
{
    public static TheoryData<string> Names => ["gpt2", "gpt2prefix", "llama3", "qwen2"];

    /// <summary>Lines and the merges that the reference's own training learns from them, split as Llama 3 does.</summary>
    public static LearnedMerges Training =>
        JsonSerializer.Deserialize<LearnedMerges>(File.ReadAllText(Path.Combine(FolderOf("."), "training.json")), JsonSerializerOptions.Web)!;

    public static string FolderOf(string name) => Repository.PathOf($"tests/TeachWhy.Tests/Transformer/Tokenizers/{name}");

    public static BytePairTokenizer Load(string name) => BytePairTokenizer.Load(FolderOf(name));

    /// <summary>The same with something else in its file.</summary>
    public static BytePairTokenizer Load(string name, Action<JsonNode> change)
    {
        using var folder = new TemporaryFolder();
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(FolderOf(name), "tokenizer.json")))!;
        change(json);
        File.WriteAllText(folder.PathOf("tokenizer.json"), json.ToJsonString());
        return BytePairTokenizer.Load(folder.FullPath);
    }

    public static IReadOnlyList<LayoutCase> CasesOf(string name) =>
        JsonSerializer.Deserialize<LayoutCase[]>(File.ReadAllText(Path.Combine(FolderOf(name), "cases.json")), JsonSerializerOptions.Web)!;
}

/// <param name="Text">Null for tokens that come from no text.</param>
internal sealed record LayoutCase(string? Text, int[] Ids, string Decoded);

/// <param name="Merges">Pairs of tokens as they are spelled.</param>
internal sealed record LearnedMerges(string[] Lines, string[][] Merges);
