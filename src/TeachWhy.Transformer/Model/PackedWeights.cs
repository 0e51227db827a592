using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>
/// The weights as the products read them: packed once per step in the order of the forward pass and,
/// for training, in that of the backward pass too. Packing costs a thousandth of a step.
/// </summary>
public sealed unsafe class PackedWeights : IDisposable
{
    private readonly MatrixMemory _memory = new();
    private readonly List<PackedWeight> _weights = [];
    private readonly KernelSet _kernels;

    /// <param name="parameters">Read at every <see cref="Refresh"/>; its gains are read where they lie.</param>
    /// <param name="kernels">Whose panels these are.</param>
    /// <param name="backward">Also packs what only gradients need.</param>
    public PackedWeights(TransformerParameters parameters, KernelSet kernels, bool backward)
    {
        Parameters = parameters;
        _kernels = kernels;
        Blocks =
        [
            .. parameters.Blocks.Select(block => new PackedBlock(
                block, Add(block.QueryKeyValue, backward), Add(block.Output, backward),
                Add(block.GateUp, backward), Add(block.Down, backward))),
        ];
        Head = Add(parameters.Head, backward);
        Refresh();
    }

    internal TransformerParameters Parameters { get; }

    internal IReadOnlyList<PackedBlock> Blocks { get; }

    internal PackedWeight Head { get; }

    /// <summary>Matrices that are packed.</summary>
    public int Count => _weights.Count;

    /// <summary>Packs the parameters as they are now.</summary>
    public void Refresh()
    {
        for (var index = 0; index < Count; index++)
        {
            Refresh(index);
        }
    }

    /// <summary>Packs one matrix; others may be packed at the same time.</summary>
    public void Refresh(int index)
    {
        var weight = _weights[index];
        _kernels.Pack(weight.Parameters.Weight.Transposed, weight.Forward.Data);
        if (weight.Backward is { } backward)
        {
            _kernels.Pack(weight.Parameters.Weight, backward.Data);
        }
        GC.KeepAlive(Parameters);
    }

    public void Dispose() => _memory.Dispose();

    private PackedWeight Add(LinearParameters parameters, bool backward)
    {
        var (outputs, inputs) = (parameters.Weight.Rows, parameters.Weight.Columns);
        var weight = new PackedWeight(parameters, Reserve(inputs, outputs), backward ? Reserve(outputs, inputs) : null);
        _weights.Add(weight);
        return weight;
    }

    private Panels Reserve(int depth, int columns)
    {
        var width = _kernels.PanelWidth;
        return Panels.Packed(_memory.Reserve(Panels.PackedLength(depth, columns, width)), depth, columns, width);
    }
}

/// <summary>One weight matrix [outputs, inputs].</summary>
/// <param name="Parameters">Where it lies among the parameters, and its bias, which is read there.</param>
/// <param name="Forward">[inputs, outputs]: takes a layer's input to its output.</param>
/// <param name="Backward">[outputs, inputs]: takes the output's gradient to the input's.</param>
internal sealed record PackedWeight(LinearParameters Parameters, Panels Forward, Panels? Backward);

internal sealed record PackedBlock(
    BlockParameters Parameters, PackedWeight QueryKeyValue, PackedWeight Output, PackedWeight GateUp, PackedWeight Down);
