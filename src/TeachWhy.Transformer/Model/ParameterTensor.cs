using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>One learned tensor: a named stretch of the block that holds them all.</summary>
/// <param name="name">Hugging Face's name.</param>
/// <param name="shape">[rows, columns], or [channels] of a gain or a bias.</param>
/// <param name="offset">Where in the block it begins, in floats.</param>
public sealed class ParameterTensor(string name, IReadOnlyList<int> shape, int offset, AlignedMemory memory)
{
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public int Offset { get; } = offset;

    public int Length { get; } = shape.Aggregate(1, (product, size) => product * size);

    /// <summary>True of weights, false of gains and biases: only matrices are decayed.</summary>
    public bool IsMatrix => Shape.Count > 1;

    /// <summary>True of what is added: it begins at 0, where a gain begins at 1.</summary>
    public bool IsBias => Name.EndsWith(".bias", StringComparison.Ordinal);

    public Span<float> Values => memory.Span.Slice(Offset, Length);
}
