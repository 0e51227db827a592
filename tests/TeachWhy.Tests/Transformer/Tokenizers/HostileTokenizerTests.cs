using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>A tokenizer's file from another: whatever is in it, it works or is refused with one sentence.</summary>
public sealed class HostileTokenizerTests
{
    private const string Text = "The <|im_end|> e\u0301 \ud83d\ude00 1234  don't\r\n\t!? <mask> word <|eot_id|>";

    public static TheoryData<string> Layouts => LayoutFixture.Names;

    // Bytes changed, cut out, doubled, cut off: mostly no JSON any more, sometimes another tokenizer.
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Damaged_bytes_end_in_one_sentence_or_a_working_tokenizer(string name)
    {
        var (random, whole) = (new RandomSource(1), File.ReadAllBytes(Path.Combine(LayoutFixture.FolderOf(name), "tokenizer.json")));
        using var folder = new TemporaryFolder();

        Survives(folder, 1500, () => Damage(whole, random));
    }

    // Any value replaced by one that does not belong there, names taken away or doubled.
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Values_out_of_place_end_in_one_sentence_or_a_working_tokenizer(string name)
    {
        var (random, whole) = (new RandomSource(2), File.ReadAllText(Path.Combine(LayoutFixture.FolderOf(name), "tokenizer.json")));
        using var folder = new TemporaryFolder();

        Survives(folder, 400, () => Encoding.UTF8.GetBytes(Misplace(JsonNode.Parse(whole)!.AsObject(), random)));
    }

    [Theory]
    [InlineData("model.vocab.a", "\"-1\"", "\"a\"")]
    [InlineData("model.vocab.a", "-1", "\"a\"")]
    [InlineData("model.vocab.a", "4194304", "4194303")]
    [InlineData("model.vocab.a", "66.5", "\"a\"")]
    [InlineData("model.vocab.a", "0", "same number 0")]
    [InlineData("model.vocab", "[]", "vocab")]
    [InlineData("model.merges", "[\"a q\"]", "Merge 0")]
    [InlineData("model.merges", "[\"a b c\"]", "a b c")]
    [InlineData("model.merges", "[[\"a\"]]", "merge")]
    [InlineData("model.merges", "[[1, 2]]", "merge")]
    [InlineData("model.merges", "{}", "merges")]
    [InlineData("model.type", "\"Unigram\"", "\"Unigram\", which is not supported")]
    [InlineData("model.type", "\"WordPiece\"", "\"WordPiece\", which is not supported")]
    [InlineData("model.byte_fallback", "true", "SentencePiece")]
    [InlineData("model.dropout", "0.1", "dropout")]
    [InlineData("model.unk_token", "\"<unk>\"", "<unk>")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "end_of_word_suffix")]
    [InlineData("model.continuing_subword_prefix", "\"##\"", "continuing_subword_prefix")]
    [InlineData("pre_tokenizer", "null", "byte-level")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\"}", "\"Metaspace\", which is not supported")]
    [InlineData("pre_tokenizer", "{\"type\": \"Digits\"}", "ByteLevel")]
    [InlineData("pre_tokenizer", "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}, {\"type\": \"Digits\"}]}", "last step")]
    [InlineData("normalizer", "{\"type\": \"Precompiled\"}", "\"Precompiled\", which is not supported")]
    [InlineData("normalizer", "7", "normalizer is no object")]
    [InlineData("post_processor", "{\"type\": \"BertProcessing\"}", "\"BertProcessing\", which is not supported")]
    [InlineData("decoder", "{\"type\": \"WordPiece\"}", "\"WordPiece\", which is not supported")]
    [InlineData("decoder", "null", "decoder")]
    [InlineData("added_tokens", "[{\"id\": 5, \"content\": \"<x>\"}]", "belongs to another")]
    [InlineData("added_tokens", "[{\"id\": 900, \"content\": \"a\"}]", "belongs to another")]
    [InlineData("added_tokens", "[{\"id\": 900, \"content\": \"<x>\"}, {\"id\": 900, \"content\": \"<y>\"}]", "900")]
    [InlineData("added_tokens", "[{\"id\": -3, \"content\": \"<x>\"}]", "-3")]
    [InlineData("added_tokens", "[{\"id\": 900, \"content\": \"\"}]", "0 characters")]
    [InlineData("added_tokens", "[{\"id\": 900}]", "content")]
    [InlineData("added_tokens", "[{\"id\": 900, \"content\": \"\\ud800\"}]", "valid text")]
    public void What_is_wrong_is_named(string place, string value, string named)
    {
        using var folder = new TemporaryFolder();
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(LayoutFixture.FolderOf("gpt2"), "tokenizer.json")))!;
        var path = place.Split('.');
        var text = Replaced(json, path, value);
        File.WriteAllText(folder.PathOf("tokenizer.json"), text);

        Assert.Contains(named, Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.FullPath)).Message);
    }

    [Fact]
    public void A_folder_without_the_file_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("missing", Assert.Throws<InvalidDataException>(() => Tokenizer.Load(folder.FullPath)).Message);
    }

    [Fact]
    public void A_normalizer_cannot_make_a_text_grow_without_end()
    {
        var tokenizer = LayoutFixture.Load("gpt2", json => json["normalizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["normalizers"] = new JsonArray([.. Enumerable.Range(0, 64).Select(_ => new JsonObject
            {
                ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = "a" }, ["content"] = "aa",
            })]),
        });

        Assert.Contains("longer than", Assert.Throws<InvalidDataException>(() => tokenizer.Encode("aaaa")).Message);
    }

    [Fact]
    public void Steps_without_end_are_refused() =>
        Assert.Contains("64 steps", Assert.Throws<InvalidDataException>(() => LayoutFixture.Load("gpt2", json => json["normalizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["normalizers"] = new JsonArray([.. Enumerable.Range(0, 65).Select(_ => new JsonObject { ["type"] = "NFC" })]),
        })).Message);

    [Fact]
    public void Added_tokens_without_end_are_refused() =>
        Assert.Contains("1048576", Assert.Throws<InvalidDataException>(() => LayoutFixture.Load("gpt2", json => json["added_tokens"] =
            new JsonArray([.. Enumerable.Range(0, 2100).Select(i => new JsonObject { ["id"] = 900 + i, ["content"] = $"{i:D500}" })]))).Message);

    private static void Survives(TemporaryFolder folder, int times, Func<byte[]> next)
    {
        var (working, watch) = (0, Stopwatch.StartNew());
        for (var i = 0; i < times; i++)
        {
            File.WriteAllBytes(folder.PathOf("tokenizer.json"), next());
            try
            {
                var tokenizer = Tokenizer.Load(folder.FullPath);
                tokenizer.Decode(tokenizer.Encode(Text));
                working++;
            }
            catch (InvalidDataException failure)
            {
                Assert.InRange(failure.Message.Length, 10, 600);
            }
            catch (ArgumentException)
            {
                // A word tokenizer says so of a word it does not know.
            }
        }
        Assert.InRange(working, 1, times - 1);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "Hostile files take too long.");
    }

    private static byte[] Damage(byte[] whole, RandomSource random)
    {
        var bytes = whole.ToList();
        for (var i = random.NextInt(3); i >= 0; i--)
        {
            var at = random.NextInt(bytes.Count);
            var length = Math.Min(random.NextInt(40), bytes.Count - at);
            switch (random.NextInt(5))
            {
                case 0:
                    bytes[at] = (byte)random.NextInt(256);
                    break;
                case 1:
                    bytes[at] = (byte)"0123456789\"[]{},:\\"[random.NextInt(18)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(random.Chance(0.1) ? at : bytes.Count - 1, random.Chance(0.1) ? 0 : 1);
                    break;
            }
        }
        return [.. bytes];
    }

    private static string Misplace(JsonObject json, RandomSource random)
    {
        var (marker, node) = ("\"\u0001here\"", (JsonNode)json);
        while (true)
        {
            var isObject = node is JsonObject;
            var count = isObject ? node.AsObject().Count : node.AsArray().Count;
            if (count == 0)
            {
                break;
            }
            var index = random.NextInt(count);
            var name = isObject ? node.AsObject().ElementAt(index).Key : "";
            var child = isObject ? node[name] : node[index];
            if (child is JsonObject or JsonArray && random.Chance(0.8))
            {
                node = child;
                continue;
            }
            if (isObject)
            {
                node[name] = "\u0001here";
            }
            else
            {
                node[index] = "\u0001here";
            }
            break;
        }
        string[] values =
        [
            "null", "true", "-1", "0", "3", "1e99", "4194303", "99999999999999999999", "\"\"", "\"a b\"", "\"\\ud800\"", "[]", "{}", "[[]]", "[\"a\",\"b\"]",
            "{\"type\":\"Sequence\"}", "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a+)+$|(?=.)\"},\"behavior\":\"Contiguous\",\"invert\":true}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"\"},\"content\":\"xyz\"}", $"\"{new string('(', 5000)}\"", $"\"{new string('x', 100_000)}\"",
            new string('[', 70) + new string(']', 70), string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100),
        ];
        var written = json.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return written.Replace(marker.Replace("\u0001", "\\u0001", StringComparison.Ordinal), random.Pick(values), StringComparison.Ordinal);
    }

    private static string Replaced(JsonNode json, string[] path, string value)
    {
        var node = json;
        foreach (var name in path[..^1])
        {
            node = node[name]!;
        }
        node[path[^1]] = "here it goes";
        return json.ToJsonString().Replace("\"here it goes\"", value, StringComparison.Ordinal);
    }
}
