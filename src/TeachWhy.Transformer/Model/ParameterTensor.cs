using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>One learned tensor: a named stretch of the block that holds them all.</summary>
/// <param name="name">Hugging Face's name.</param>
/// <param name="shape">[rows, columns], or [channels] of a gain.</param>
/// <param name="offset">Where in the block it begins, in floats.</param>
public sealed class ParameterTensor(string name, IReadOnlyList<int> shape, int offset, AlignedMemory memory)
{
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public int Offset { get; } = offset;

    public int Length { get; } = shape.Aggregate(1, (product, size) => product * size);

    /// <summary>True of weights, false of gains: only matrices are decayed.</summary>
    public bool IsMatrix => Shape.Count > 1;

    public Span<float> Values => memory.Span.Slice(Offset, Length);
}
