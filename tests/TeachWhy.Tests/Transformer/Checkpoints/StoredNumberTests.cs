using System.Buffers.Binary;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer.Checkpoints;

public sealed class StoredNumberTests : IDisposable
{
    private const int Channels = 8;
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.PathOf("model");

    // All that are finite; there are 65536 patterns, and those with every exponent bit set are not.
    [Theory]
    [InlineData(WeightType.Float16, 0x7C00)]
    [InlineData(WeightType.BFloat16, 0x7F80)]
    public void Every_number_of_16_bits_is_read_exactly(WeightType type, int exponent)
    {
        var patterns = Enumerable.Range(0, 1 << 16).Where(bits => (bits & exponent) != exponent).Select(bits => (ushort)bits).ToArray();
        using var model = new TransformerModel(Shape(patterns.Length / Channels));
        Save(model, type);
        Overwrite(patterns);

        using var loaded = Checkpoint.Load(Path);

        var numbers = loaded.Model.Tensors[0].Values.ToArray();
        Assert.All(patterns.Zip(numbers), pair => Assert.Equal(
            type == WeightType.Float16 ? (float)BitConverter.UInt16BitsToHalf(pair.First) : BitConverter.UInt32BitsToSingle((uint)pair.First << 16), pair.Second));
    }

    [Theory]
    [InlineData(WeightType.Float16, 0x7C00)]
    [InlineData(WeightType.Float16, 0xFC01)]
    [InlineData(WeightType.BFloat16, 0x7F80)]
    [InlineData(WeightType.BFloat16, 0xFFFF)]
    public void A_number_of_16_bits_that_is_not_finite_is_refused(WeightType type, int bits)
    {
        using var model = new TransformerModel(Shape(64));
        Save(model, type);
        Overwrite([.. Enumerable.Repeat((ushort)0, 37), (ushort)bits]);

        Assert.Contains("not finite, its 38th", Assert.Throws<InvalidDataException>(() => Checkpoint.Load(Path)).Message);
    }

    // Exactly between two neighbours, and one step to each side of that.
    [Theory]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.BFloat16)]
    public void Rounding_is_to_the_nearest_and_to_even(WeightType type)
    {
        using var model = new TransformerModel(Shape(4096));
        var random = new RandomSource(5);
        foreach (ref var value in model.Tensors[0].Values)
        {
            var bits = (ushort)random.NextInt(0x7800);
            var between = type == WeightType.Float16
                ? ((float)BitConverter.UInt16BitsToHalf(bits) + (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1))) / 2
                : BitConverter.UInt32BitsToSingle(((uint)bits << 16) + 0x8000);
            value = random.NextInt(3) switch { 0 => between, 1 => MathF.BitIncrement(between), _ => -MathF.BitDecrement(between) };
        }
        Save(model, type);

        using var loaded = Checkpoint.Load(Path);

        Assert.All(
            model.Tensors[0].Values.ToArray().Zip(loaded.Model.Tensors[0].Values.ToArray()),
            pair => Assert.Equal(type == WeightType.Float16 ? (float)(Half)pair.First : Reference.ToBFloat16(pair.First), pair.Second));
    }

    public void Dispose() => _folder.Dispose();

    private static TransformerShape Shape(int vocabulary) => new()
    {
        Vocabulary = vocabulary, Channels = Channels, Layers = 1, Heads = 2, KeyValueHeads = 1, Hidden = 5, Context = 16,
    };

    private void Save(TransformerModel model, WeightType type) =>
        Checkpoint.Save(Path, model, Tokenizers.Words(2), CheckpointOrigin.Unknown, new CheckpointOptions { Type = type });

    /// <summary>The embedding is the first tensor of the file.</summary>
    private void Overwrite(ushort[] patterns)
    {
        var file = System.IO.Path.Combine(Path, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        var start = sizeof(long) + (int)BitConverter.ToInt64(bytes);
        for (var i = 0; i < patterns.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(start + 2 * i), patterns[i]);
        }
        File.WriteAllBytes(file, bytes);
    }
}
