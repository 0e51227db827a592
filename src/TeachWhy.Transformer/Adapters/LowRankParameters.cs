using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer;

/// <summary>All numbers of an adapter, or all their gradients, under PEFT's names.</summary>
public sealed class LowRankParameters : ParameterBlock
{
    private readonly TransformerShape _shape;
    private readonly LowRankOptions _options;
    private readonly MatrixMemory _discarded = new();

    internal LowRankParameters(TransformerShape shape, LowRankOptions options) : base(Fitting(Count(shape, options)))
    {
        (_shape, _options) = (shape, options);
        Blocks = [.. Enumerable.Range(0, shape.Layers).Select(ReserveBlock)];

        // Gains come out of the pass beside the gradients of what they multiply; an adapter has no use for theirs.
        Matrix gain = _discarded.Reserve(1, shape.Channels), headGain = _discarded.Reserve(1, shape.HeadSize);
        Places = new GradientPlaces(
            Embedding: null,
            [
                .. Blocks.Select(block => new BlockParameters(
                    gain, new(null, null, block.QueryKeyValue), headGain, headGain, new(null, null, block.Output),
                    gain, new(null, null, block.GateUp), new(null, null, block.Down))),
            ],
            gain, new(null));
    }

    internal IReadOnlyList<LowRankBlock> Blocks { get; }

    internal override GradientPlaces Places { get; }

    /// <summary>Numbers that an adapter of this kind learns.</summary>
    public static long Count(TransformerShape shape, LowRankOptions options) =>
        shape.Layers * LowRankLayer.Of(shape).SelectMany(layer => layer.Adapted(options))
            .Sum(projection => (long)options.Rank * (projection.Inputs + projection.Outputs));

    public override ParameterBlock Empty() => new LowRankParameters(_shape, _options);

    public override void Dispose()
    {
        _discarded.Dispose();
        base.Dispose();
    }

    private static long Fitting(long count) => count <= int.MaxValue
        ? count
        : throw new ArgumentException($"An adapter of {count} numbers is larger than the {int.MaxValue} that one block holds; take a smaller rank or fewer projections.");

    private LowRankBlock ReserveBlock(int layer)
    {
        var matrices = LowRankLayer.Of(_shape).Select(linear => ReserveLayer(layer, linear)).ToList();
        return new LowRankBlock(matrices[0], matrices[1], matrices[2], matrices[3]);
    }

    private unsafe LowRankMatrices? ReserveLayer(int layer, LowRankLayer linear)
    {
        var adapted = linear.Adapted(_options).ToList();
        if (adapted.Count == 0)
        {
            return null;
        }

        // Neighbours by intent: see LowRankMatrices.
        var rank = _options.Rank;
        var a = adapted.ConvertAll(projection => Reserve(projection.NameOfA(layer), rank, projection.Inputs));
        return new LowRankMatrices(
            new Matrix(a[0].Data, rank * adapted.Count, a[0].Columns),
            adapted.ConvertAll(projection => new LowRankOutput(
                Reserve(projection.NameOfB(layer), projection.Outputs, rank), projection.First)));
    }
}

/// <summary>The adapters of one block; null where a layer has none.</summary>
internal sealed record LowRankBlock(
    LowRankMatrices? QueryKeyValue, LowRankMatrices? Output, LowRankMatrices? GateUp, LowRankMatrices? Down);
