using TeachWhy.Transformer.Adapters;
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
    private readonly List<Packing> _packings = [];
    private readonly KernelSet _kernels;
    private readonly LowRankAdapter? _adapter;

    /// <param name="parameters">Read at every <see cref="Refresh()"/>; its gains and biases are read where they lie.</param>
    /// <param name="kernels">Whose panels these are.</param>
    /// <param name="backward">Also packs what only gradients need.</param>
    /// <param name="adapter">Added to the parameters, which with it are taken to be frozen: they are packed once.</param>
    public PackedWeights(TransformerParameters parameters, KernelSet kernels, bool backward, LowRankAdapter? adapter = null)
    {
        adapter?.RequireSame(parameters.Shape);
        Parameters = parameters;
        _kernels = kernels;
        _adapter = adapter;
        Blocks = [.. parameters.Blocks.Select(block => new PackedBlock(
            block, Add(block.QueryKeyValue, backward), Add(block.Output, backward), Add(block.GateUp, backward), Add(block.Down, backward)))];
        Head = Add(parameters.Head, backward);
        Refresh();
        if (adapter is not null)
        {
            _packings.Clear();
            Blocks = [.. Blocks.Zip(adapter.Parameters.Blocks, Add)];
            Refresh();
        }
    }

    internal TransformerParameters Parameters { get; }

    internal IReadOnlyList<PackedBlock> Blocks { get; }

    internal PackedWeight Head { get; }

    /// <summary>Matrices that are packed, or packed again, when their numbers have changed.</summary>
    public int Count => _packings.Count;

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
        var (source, panels) = _packings[index];
        _kernels.Pack(source, panels.Data);
        GC.KeepAlive(Parameters);
        GC.KeepAlive(_adapter);
    }

    public void Dispose() => _memory.Dispose();

    private PackedWeight Add(LinearParameters parameters, bool backward)
    {
        var weight = parameters.Weight!.Value;
        return new PackedWeight(parameters, Add(weight.Transposed), backward ? Add(weight) : null);
    }

    private PackedBlock Add(PackedBlock block, LowRankBlock adapters) => block with
    {
        QueryKeyValue = block.QueryKeyValue with { LowRank = Add(adapters.QueryKeyValue) },
        Output = block.Output with { LowRank = Add(adapters.Output) },
        GateUp = block.GateUp with { LowRank = Add(adapters.GateUp) },
        Down = block.Down with { LowRank = Add(adapters.Down) },
    };

    private PackedLowRank? Add(LowRankMatrices? matrices) => matrices is null
        ? null
        : new PackedLowRank(
            matrices, Add(matrices.A.Transposed), [.. matrices.Outputs.Select(output => Add(output.B.Transposed))], _adapter!.Options.Scale);

    private Panels Add(Matrix source)
    {
        var width = _kernels.PanelWidth;
        var memory = _memory.Reserve(Panels.PackedLength(source.Rows, source.Columns, width));
        var panels = Panels.Packed(memory, source.Rows, source.Columns, width);
        _packings.Add(new Packing(source, panels));
        return panels;
    }

    private readonly record struct Packing(Matrix Source, Panels Panels);
}

/// <summary>One weight matrix [outputs, inputs].</summary>
/// <param name="Parameters">Where it lies among the parameters, and its bias, which is read there.</param>
/// <param name="Forward">[inputs, outputs]: takes a layer's input to its output.</param>
/// <param name="Backward">[outputs, inputs]: takes the output's gradient to the input's.</param>
/// <param name="LowRank">What an adapter adds to it.</param>
internal sealed record PackedWeight(LinearParameters Parameters, Panels Forward, Panels? Backward, PackedLowRank? LowRank = null);

internal sealed record PackedBlock(
    BlockParameters Parameters, PackedWeight QueryKeyValue, PackedWeight Output, PackedWeight GateUp, PackedWeight Down);
