namespace TeachWhy.Transformer.Gguf;

/// <summary>
/// Llama 3's rotary scaling as GGUF holds it: what each frequency is divided by. The rule behind the factors is written beside
/// them under names of our own; another program's file is compared with the rule of the published models.
/// </summary>
internal static class RotaryFactors
{
    private const string Prefix = "teachwhy.rope_scaling.";
    private const double Tolerance = 1e-4;

    // Llama 3.1, 3.2 and 3.3 differ in the factor alone.
    private static readonly RotaryScaling Published = new(Factor: 8, LowFrequencyFactor: 1, HighFrequencyFactor: 4, OriginalContext: 8192);

    public static float[] Of(TransformerShape shape, RotaryScaling scaling) =>
        [.. Enumerable.Range(0, shape.HeadSize / 2).Select(i => Frequency(shape, i)).Select(frequency => (float)(frequency / scaling.Scale(frequency)))];

    public static void Write(GgufWriter writer, RotaryScaling scaling)
    {
        writer.Add($"{Prefix}factor", scaling.Factor);
        writer.Add($"{Prefix}low_frequency_factor", scaling.LowFrequencyFactor);
        writer.Add($"{Prefix}high_frequency_factor", scaling.HighFrequencyFactor);
        writer.Add($"{Prefix}original_context", (uint)scaling.OriginalContext);
    }

    /// <exception cref="InvalidDataException">The factors follow no rule that is known.</exception>
    public static RotaryScaling Read(GgufMetadata metadata, StoredTensor tensor, TransformerShape shape)
    {
        if (tensor.Shape is not [var length] || length != shape.HeadSize / 2)
        {
            throw new InvalidDataException($"{metadata.Path} gives \"{tensor.Name}\" the shape [{string.Join(", ", tensor.Shape)}] where {shape.HeadSize / 2} factors belong.");
        }
        var factors = new float[length];
        tensor.Read(0, factors);
        RotaryScaling scaling;
        try
        {
            scaling = metadata.Number($"{Prefix}factor") is { } factor
                ? new RotaryScaling(
                    factor, metadata.Number($"{Prefix}low_frequency_factor") ?? 0, metadata.Number($"{Prefix}high_frequency_factor") ?? 0,
                    metadata.Size($"{Prefix}original_context", int.MaxValue))
                : Published with { Factor = factors.Max() };
        }
        catch (ArgumentException failure)
        {
            throw new InvalidDataException($"{metadata.Path} scales its rotation by what no rule allows: {failure.Message}", failure);
        }
        return Of(shape, scaling).Zip(factors).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * pair.First)
            ? scaling
            : throw new InvalidDataException($"{metadata.Path} scales its rotation by factors that are not those of Llama 3, which are not supported.");
    }

    private static double Frequency(TransformerShape shape, int index) => Math.Pow(shape.RotaryBase, -2.0 * index / shape.HeadSize);
}
