using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>
/// Numbers that are learned, or all their gradients: one block of memory and the ordered list of what lies in it.
/// Because it is one block, updating, clipping, clearing and saving are each one loop.
/// </summary>
public abstract unsafe class ParameterBlock : IDisposable
{
    private readonly AlignedMemory _memory;
    private readonly List<ParameterTensor> _tensors = [];

    private protected ParameterBlock(long length) => _memory = new AlignedMemory(length);

    /// <summary>In the order in which they lie in memory.</summary>
    public IReadOnlyList<ParameterTensor> Tensors => _tensors;

    /// <summary>Every number, one after the other.</summary>
    public Span<float> Values => _memory.Span;

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ParameterTensor Tensor(string name) =>
        _tensors.Find(tensor => tensor.Name == name) ?? throw new ArgumentException($"There is no tensor \"{name}\".", nameof(name));

    /// <summary>Where a pass adds the gradients, if this block holds gradients.</summary>
    internal abstract GradientPlaces Places { get; }

    /// <summary>Another block with room for the same numbers, all zero.</summary>
    public abstract ParameterBlock Empty();

    public virtual void Dispose()
    {
        _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the next stretch of the block for a tensor.</summary>
    private protected Matrix Reserve(string name, params int[] shape)
    {
        var offset = _tensors.Count == 0 ? 0 : _tensors[^1].Offset + _tensors[^1].Length;
        _tensors.Add(new ParameterTensor(name, shape, offset, _memory));
        return new Matrix(_memory.Data + offset, shape.Length == 1 ? 1 : shape[0], shape[^1]);
    }
}
