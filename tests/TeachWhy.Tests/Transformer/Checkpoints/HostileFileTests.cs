using System.Buffers.Binary;
using System.Text;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer.Checkpoints;

/// <summary>Files from others: damaged by chance, thousands of each format, and by someone who knows the format.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int Mutations = 2000;

    // What a file may make us take, whatever it claims: some for buffers and tables, then so many times its size.
    private const long MostBytes = 4 << 20;
    private const long MostPerByte = 32;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("words", "model.safetensors")]
    [InlineData("words", "config.json")]
    [InlineData("words", "tokenizer.json")]
    [InlineData("words", "tokenizer_config.json")]
    [InlineData("words", "generation_config.json")]
    [InlineData("words", "origin.json")]
    [InlineData("parts", "model.safetensors.index.json")]
    [InlineData("parts", "model-00002-of-00003.safetensors")]
    [InlineData("words.gguf", "")]
    [InlineData("pairs.gguf", "")]
    public void A_mutated_file_loads_or_is_refused_with_one_clear_error_in_bounded_memory(string checkpoint, string name)
    {
        var path = Save(checkpoint);
        var file = name.Length > 0 ? Path.Combine(path, name) : path;
        var content = File.ReadAllBytes(file);
        var random = new RandomSource(Seed.Of(1, name));
        Checkpoint.Load(path).Dispose();
        var (loads, refusals) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var changed = Mutate(random, content);
            File.WriteAllBytes(file, changed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var loaded = Checkpoint.Load(path);
                loads++;
            }
            catch (InvalidDataException refused)
            {
                Assert.Contains(Path.GetFileNameWithoutExtension(path), refused.Message);
                Assert.InRange(refused.Message.Length, 20, 800 + 2 * path.Length);
                refusals++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes + MostPerByte * content.Length);
        }
        Assert.Equal(Mutations, loads + refusals);
        Assert.InRange(refusals, Mutations / 20, Mutations);
    }

    public static TheoryData<string, string> HostileGguf => new()
    {
        { "magic", "does not begin" },
        { "version", "version 2" },
        { "tensor count", "claims 1152921504606846976 tensors" },
        { "value count", "claims 18446744073709551615 values" },
        { "long key", "bytes of a key" },
        { "long text", "bytes of the value of" },
        { "long array", "values of \"general.name\"" },
        { "long array of texts", "texts of \"general.name\"" },
        { "nested array", "arrays within an array" },
        { "unknown type", "unknown type 77" },
        { "no text", "no UTF-8" },
        { "twice", "gives \"general.name\" twice" },
        { "alignment 0", "aligns its tensors to 0" },
        { "alignment 12", "aligns its tensors to 12" },
        { "wrong alignment", "not a whole number" },
        { "dimensions", "5 dimensions" },
        { "no dimensions", "0 dimensions" },
        { "overflow", "which no tensor can have" },
        { "empty", "a size of 0" },
        { "outside", "bytes of numbers" },
        { "far outside", "fits neither" },
        { "unaligned", "fits neither" },
        { "part of a block", "fits neither" },
        { "over another", "over another tensor" },
        { "named twice", "names the tensor \"a\" twice" },
        { "unsupported", "Q4_K" },
        { "unknown tensor type", "type 4000000000" },
        { "nothing", "general.architecture" },
        { "other model", "\"bert\"" },
    };

    [Theory]
    [MemberData(nameof(HostileGguf))]
    public void A_hostile_gguf_file_is_refused_with_what_is_wrong(string kind, string named)
    {
        const string Name = "general.name";
        const string Alignment = "general.alignment";
        var path = _folder.PathOf("hostile.gguf");
        var bytes = kind switch
        {
            "magic" => new GgufBytes(magic: 7),
            "version" => new GgufBytes(version: 2),
            "tensor count" => new GgufBytes(tensors: 1UL << 60),
            "value count" => new GgufBytes(values: ulong.MaxValue).Zeros(100),
            "long key" => new GgufBytes().Long(1UL << 62).Zeros(20),
            "long text" => new GgufBytes().Text(Name).Number(8).Long(ulong.MaxValue).Zeros(20),
            "long array" => new GgufBytes().Text(Name).Number(9).Number(5).Long(1UL << 62).Zeros(20),
            "long array of texts" => new GgufBytes().Text(Name).Number(9).Number(8).Long(1UL << 31).Zeros(20),
            "nested array" => new GgufBytes().Text(Name).Number(9).Number(9).Long(1).Number(9).Number(9).Long(1),
            "unknown type" => new GgufBytes().Text(Name).Number(77).Zeros(8),
            "no text" => new GgufBytes().Text(Name).Number(8).Long(2).Number(0xC0C0C0C0),
            "twice" => new GgufBytes(values: 2).Text(Name).Number(8).Text("a").Text(Name).Number(8).Text("b"),
            "alignment 0" => new GgufBytes().Text(Alignment).Number(4).Number(0),
            "alignment 12" => new GgufBytes().Text(Alignment).Number(4).Number(12),
            "wrong alignment" => new GgufBytes().Text(Alignment).Number(8).Text("32"),
            "dimensions" => new GgufBytes(1, 0).Tensor("a", 0, 0, 1, 1, 1, 1, 1).Zeros(64),
            "no dimensions" => new GgufBytes(1, 0).Tensor("a", 0).Zeros(64),
            "overflow" => new GgufBytes(1, 0).Tensor("a", 0, 0, 1UL << 32, 1UL << 32).Zeros(64),
            "empty" => new GgufBytes(1, 0).Tensor("a", 0, 0, 0, 4).Zeros(64),
            "outside" => new GgufBytes(1, 0).Tensor("a", 1 << 20, 0, 4).Zeros(64),
            "far outside" => new GgufBytes(1, 0).Tensor("a", ulong.MaxValue - 31, 0, 4).Zeros(64),
            "unaligned" => new GgufBytes(1, 0).Tensor("a", 4, 0, 4).Zeros(64),
            "part of a block" => new GgufBytes(1, 0).Tensor("a", 0, 8, 33).Zeros(128),
            "over another" => new GgufBytes(2, 0).Tensor("a", 0, 0, 16).Tensor("b", 32, 0, 4).Zeros(256),
            "named twice" => new GgufBytes(2, 0).Tensor("a", 0, 0, 4).Tensor("a", 32, 0, 4).Zeros(256),
            "unsupported" => new GgufBytes(1, 0).Tensor("a", 0, 12, 256).Zeros(256),
            "unknown tensor type" => new GgufBytes(1, 0).Tensor("a", 0, 4_000_000_000, 4).Zeros(256),
            "nothing" => new GgufBytes(values: 0),
            _ => new GgufBytes().Text("general.architecture").Number(8).Text("bert"),
        };
        bytes.Save(path);

        var refused = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(path));

        Assert.Contains(named, refused.Message);
        Assert.Contains(path, refused.Message);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("generation_config.json")]
    [InlineData("origin.json")]
    [InlineData("tokenizer.json")]
    [InlineData("model.safetensors")]
    public void Deep_json_and_names_that_come_twice_are_refused(string name)
    {
        var path = Save("words");
        foreach (var json in new[]
        {
            $$"""{"a":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""",
            """{"vocab_size":1,"vocab_size":2,"a":1,"a":2}""",
            "[]",
            "",
            """{"a":"\ud800"}""",
        })
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            File.WriteAllBytes(Path.Combine(path, name), name.EndsWith(".json", StringComparison.Ordinal) ? bytes : [.. BitConverter.GetBytes((long)bytes.Length), .. bytes]);

            // Fields that nobody reads may hold half a character.
            try
            {
                Checkpoint.Load(path).Dispose();
                Assert.Contains("ud800", json);
            }
            catch (InvalidDataException refused)
            {
                Assert.Contains(name, refused.Message);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Save(string kind)
    {
        var path = _folder.PathOf(kind);
        var pairs = kind.StartsWith("pairs", StringComparison.Ordinal);
        var shape = Architectures.Shape(pairs ? "Qwen3" : "Llama, scaled") with { Vocabulary = pairs ? 264 : 19, Channels = 8, Layers = 1 };
        using var model = TransformerModel.Create(shape, seed: 1);
        ITokenizer tokenizer = pairs ? Tokenizers.Pairs(BytePairLayout.Qwen2) : Tokenizers.Words(19);
        var options = new CheckpointOptions { SpecialTokens = new SpecialTokens(0, [1, 2], 3), ChatTemplate = "{{ messages }}", LargestFile = kind == "parts" ? 3000 : long.MaxValue };
        if (kind.EndsWith(".gguf", StringComparison.Ordinal))
        {
            Checkpoint.SaveGguf(path, model, tokenizer, CheckpointOrigin.Unknown with { Version = "1" }, options with { Type = WeightType.Quantized8 });
        }
        else
        {
            Checkpoint.Save(path, model, tokenizer, CheckpointOrigin.Unknown, options);
        }
        return path;
    }

    /// <summary>One or two wounds: half of them in the first thousand bytes, where the claims are.</summary>
    private static byte[] Mutate(RandomSource random, byte[] content)
    {
        var changed = content.ToList();
        for (var wounds = 1 + random.NextInt(2); wounds > 0 && changed.Count > 0; wounds--)
        {
            var at = random.NextInt(random.NextInt(2) == 0 ? Math.Min(1000, changed.Count) : changed.Count);
            switch (random.NextInt(8))
            {
                case 0:
                    changed[at] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(1 + random.NextInt(16), changed.Count - at));
                    break;
                case 2:
                    changed.Insert(at, (byte)random.NextInt(256));
                    break;
                case 3:
                    changed = changed[..at];
                    break;
                case 4:
                    Write(changed, at, random.NextInt(2) == 0 ? ulong.MaxValue >> random.NextInt(64) : 1UL << random.NextInt(64));
                    break;
                case 5:
                    changed.InsertRange(at, changed.GetRange(at / 2, Math.Min(1 + random.NextInt(200), changed.Count - at / 2)));
                    break;
                case 6:
                    Digit(changed, at, random);
                    break;
                default:
                    changed.AddRange(changed.Take(random.NextInt(300)).ToList());
                    break;
            }
        }
        return [.. changed];
    }

    private static void Write(List<byte> bytes, int at, ulong value)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        for (var i = 0; i < number.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = number[i];
        }
    }

    /// <summary>Makes the next number of a text another, such as a size or a place.</summary>
    private static void Digit(List<byte> bytes, int at, RandomSource random)
    {
        var digit = bytes.FindIndex(at, letter => letter is >= (byte)'0' and <= (byte)'9');
        if (digit >= 0)
        {
            bytes.InsertRange(digit, Encoding.ASCII.GetBytes(random.NextInt(3) switch { 0 => "-", 1 => "9", _ => "99999999999" }));
        }
    }
}
