using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer.Checkpoints;

public sealed class GgufTests : IDisposable
{
    private static readonly CheckpointOrigin Origin = new("base", ulong.MaxValue, 1000, "abc", "0.1");
    private static readonly SpecialTokens Ending = new(Begin: null, End: [2, 1], Padding: null);
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.PathOf("model.gguf");

    public static TheoryData<string, WeightType> ArchitecturesAndTypes
    {
        get
        {
            var cases = new TheoryData<string, WeightType>();
            foreach (var name in Architectures.Names.Where(name => name != "Qwen3, biased and scaled"))
            {
                foreach (var type in Enum.GetValues<WeightType>())
                {
                    cases.Add(name, type);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(ArchitecturesAndTypes))]
    public void Every_architecture_comes_back_from_every_type(string name, WeightType type)
    {
        using var model = Architectures.Model(Wide(Architectures.Shape(name)), seed: 3);
        var wide = Save(model, new CheckpointOptions { Type = type, SpecialTokens = Ending });

        using var loaded = Checkpoint.Load(Path);

        Assert.Equal(model.Shape, loaded.Shape);
        Assert.Equal(Origin, loaded.Origin);
        Assert.Equal(type == WeightType.Quantized8, wide.Count > 0);
        foreach (var (tensor, other) in model.Tensors.Zip(loaded.Model.Tensors))
        {
            Assert.Equal(Stored(tensor, type), other.Values.ToArray());
        }
    }

    [Fact]
    public void An_opened_file_reads_any_stretch_of_a_tensor()
    {
        using var model = Architectures.Model(Wide(Architectures.Shape("Llama, grouped and tied")), seed: 3);
        Save(model, new CheckpointOptions { Type = WeightType.Quantized8, SpecialTokens = Ending });
        using var opened = Checkpoint.Open(Path);
        var tensor = model.Parameters.Tensor("model.layers.1.self_attn.q_proj.weight");
        var expected = Stored(tensor, WeightType.Quantized8);

        // Within a block, over its edges, over rows.
        foreach (var (start, count) in new[] { (0, 1), (5, 20), (30, 4), (31, 70), (77, 900) })
        {
            var numbers = new float[count];
            opened.Weights.Read(tensor.Name, start, numbers);
            Assert.Equal(expected.Skip(start).Take(count), numbers);
        }
    }

    // llama.cpp turns neighbouring channels of a Llama's head, Hugging Face those half a head apart.
    [Theory]
    [InlineData("Llama", true)]
    [InlineData("Qwen2", false)]
    public void Rows_of_queries_and_keys_are_where_llama_cpp_looks_for_them(string name, bool interleaved)
    {
        using var model = Architectures.Model(Architectures.Shape(name), seed: 3);
        Save(model, new CheckpointOptions { SpecialTokens = Ending });
        var (bytes, size) = (File.ReadAllBytes(Path), model.Shape.HeadSize);
        var keys = model.Parameters.Tensor("model.layers.0.self_attn.k_proj.weight");

        var rows = Enumerable.Range(0, size).Select(i => interleaved ? (i % 2 * (size / 2)) + (i / 2) : i);
        var expected = rows.SelectMany(row => keys.Values.Slice(row * model.Shape.Channels, model.Shape.Channels).ToArray()).SelectMany(BitConverter.GetBytes);

        Assert.True(bytes.AsSpan().IndexOf(expected.ToArray()) > 0);
    }

    public static TheoryData<string> Layouts => [.. BytePairLayout.All.Select(layout => layout.Name)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_byte_level_tokenizer_comes_back(string layout)
    {
        var tokenizer = Tokenizers.Pairs(BytePairLayout.Find(layout)!);
        using var model = TransformerModel.Create(Architectures.Shape("Llama") with { Vocabulary = 264 }, seed: 1);
        var special = new SpecialTokens(Begin: 3, End: [259], Padding: 260);
        Checkpoint.SaveGguf(Path, model, tokenizer, Origin, new CheckpointOptions { SpecialTokens = special, ChatTemplate = "{{ x }}" });

        using var loaded = Checkpoint.Load(Path);

        const string Text = "the theatre at 1234, d'accord?\n\n  <tool><|end|>ü\u4e2d";
        var read = Assert.IsType<BytePairTokenizer>(loaded.Tokenizer);
        Assert.Equal(tokenizer.Encode(Text), read.Encode(Text));
        Assert.Equal(tokenizer.Encode(Text, special: false), read.Encode(Text, special: false));
        Assert.Equal(Text, read.Decode(read.Encode(Text)));
        Assert.Equal((tokenizer.Count, layout, "{{ x }}"), (read.Count, read.Layout!.Name, loaded.ChatTemplate));
        Assert.Equal((3, 260), (loaded.SpecialTokens.Begin, loaded.SpecialTokens.Padding));
        Assert.Equal([259], loaded.SpecialTokens.End);
    }

    [Fact]
    public void A_word_tokenizer_comes_back_without_what_fills_the_model_up()
    {
        using var model = TransformerModel.Create(Architectures.Shape("Llama"), seed: 1);
        Checkpoint.SaveGguf(Path, model, new WordTokenizer(["<end>", ".", "word"]), Origin, new CheckpointOptions { SpecialTokens = Ending });

        using var loaded = Checkpoint.Load(Path);

        Assert.Equal(["<end>", ".", "word"], Assert.IsType<WordTokenizer>(loaded.Tokenizer).Words);
        Assert.Equal([2, 1], loaded.SpecialTokens.End);
    }

    [Fact]
    public void What_llama_cpp_does_not_know_is_refused_before_anything_is_written()
    {
        var shape = Architectures.Shape("Llama");
        Refused("names no token that ends", shape, Tokenizers.Words(19), SpecialTokens.None);
        Refused("stands for a space", shape, new WordTokenizer(["a", "b", "\u2581"]), Ending);
        Refused("adds no biases", Architectures.Shape("Qwen3, biased and scaled"), Tokenizers.Words(19), Ending);
        Refused("scales no rotation", Architectures.Shape("Qwen2") with { RotaryScaling = new RotaryScaling(8, 1, 4, 40) }, Tokenizers.Words(19), Ending);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));

        void Refused(string message, TransformerShape wrong, ITokenizer tokenizer, SpecialTokens special)
        {
            using var model = TransformerModel.Create(wrong, seed: 1);
            var refused = Assert.Throws<ArgumentException>(() => Checkpoint.SaveGguf(Path, model, tokenizer, Origin, new CheckpointOptions { SpecialTokens = special }));
            Assert.Contains(message, refused.Message);
        }
    }

    public void Dispose() => _folder.Dispose();

    // Some rows are a multiple of 32 numbers, some are not.
    private static TransformerShape Wide(TransformerShape shape) => shape with { Channels = 32, HeadSize = 8 };

    private IReadOnlyList<string> Save(TransformerModel model, CheckpointOptions options) =>
        Checkpoint.SaveGguf(Path, model, Tokenizers.Words(model.Shape.Vocabulary), Origin, options);

    /// <summary>A tensor as the type keeps it: vectors stay as they are, rows that 8 bits do not fit are halves.</summary>
    private static float[] Stored(ParameterTensor tensor, WeightType type)
    {
        var values = tensor.Values.ToArray();
        if (tensor.Shape.Count == 1 || type == WeightType.Float32)
        {
            return values;
        }
        return type == WeightType.BFloat16 ? [.. values.Select(Reference.ToBFloat16)]
            : type == WeightType.Quantized8 && tensor.Shape[1] % 32 == 0 ? [.. values.Chunk(32).SelectMany(Reference.ToQuantized8)]
            : [.. values.Select(value => (float)(Half)value)];
    }
}
