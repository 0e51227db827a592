using TeachWhy.Transformer.Adapters;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer;

/// <summary>
/// A small change to a frozen model (LoRA, Hu et al. 2021): beside each adapted matrix W [outputs, inputs] two narrow ones.
/// <code>y = x · Wᵀ + scale · (x · Aᵀ) · Bᵀ</code>
/// Trained by a trainer, kept in PEFT's layout, and in the end merged into the model.
/// </summary>
public sealed class LowRankAdapter : IDisposable
{
    internal LowRankAdapter(TransformerShape shape, LowRankOptions options)
    {
        (Shape, Options) = (shape, options);
        Parameters = new LowRankParameters(shape, options);
    }

    /// <summary>Of the model it belongs to.</summary>
    public TransformerShape Shape { get; }

    public LowRankOptions Options { get; }

    /// <summary>Name or path of the model it belongs to, as its file says; empty where nothing was said.</summary>
    public string BaseModel { get; init; } = "";

    public LowRankParameters Parameters { get; }

    /// <summary>The learned tensors under PEFT's names: A is [rank, inputs], B is [outputs, rank].</summary>
    public IReadOnlyList<ParameterTensor> Tensors => Parameters.Tensors;

    /// <summary>
    /// A new adapter, the same for the same seed on every machine. As with PEFT, B is zero, so that nothing changes at
    /// first, and A uniform: <c>|A| ≤ 1 / √inputs</c>, Kaiming's bound with a = √5.
    /// </summary>
    /// <exception cref="ArgumentException">One block of memory cannot hold so large an adapter.</exception>
    public static LowRankAdapter Create(TransformerShape shape, LowRankOptions options, ulong seed)
    {
        var adapter = new LowRankAdapter(shape.Validated(), options);
        foreach (var tensor in adapter.Tensors.Where(tensor => tensor.Name.EndsWith(".lora_A.weight", StringComparison.Ordinal)))
        {
            var random = new RandomSource(Seed.Of(seed, tensor.Name));
            var bound = 1 / Math.Sqrt(tensor.Shape[1]);
            foreach (ref var value in tensor.Values)
            {
                value = (float)(bound * (2 * random.NextDouble() - 1));
            }
        }
        return adapter;
    }

    /// <summary>Reads an adapter in PEFT's layout and checks everything against the model it is for.</summary>
    /// <param name="folder">Holds <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="shape">Of the model it is for.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or of another model; the message names it and says how.</exception>
    public static LowRankAdapter Load(string folder, TransformerShape shape) => AdapterFiles.Load(folder, shape.Validated());

    /// <summary>Writes it in PEFT's layout.</summary>
    /// <param name="baseModel">Name or path of the model it belongs to; null for what <see cref="BaseModel"/> says.</param>
    public void Save(string folder, string? baseModel = null)
    {
        AdapterFiles.Save(folder, this, baseModel ?? BaseModel);
        GC.KeepAlive(this);
    }

    /// <summary>Makes the change part of a model's own weights: <c>W += scale · B · A</c>.</summary>
    public void MergeInto(TransformerModel model)
    {
        RequireSame(model.Shape);
        foreach (var (block, adapters) in model.Parameters.Blocks.Zip(Parameters.Blocks))
        {
            Merge(adapters.QueryKeyValue, block.QueryKeyValue);
            Merge(adapters.Output, block.Output);
            Merge(adapters.GateUp, block.GateUp);
            Merge(adapters.Down, block.Down);
        }
        GC.KeepAlive(model);
        GC.KeepAlive(this);
    }

    public void Dispose() => Parameters.Dispose();

    /// <exception cref="ArgumentException">The model's shape is another one.</exception>
    internal void RequireSame(TransformerShape shape)
    {
        // How long its sequences may be does not matter to an adapter.
        if (shape with { Context = Shape.Context } != Shape)
        {
            throw new ArgumentException($"The adapter belongs to a model of another shape: {Shape} instead of {shape}.");
        }
    }

    private void Merge(LowRankMatrices? adapter, LinearParameters linear)
    {
        if (adapter is null || linear.Weight is not { } weight)
        {
            return;
        }
        var kernels = KernelSet.Fastest;
        for (var i = 0; i < adapter.Outputs.Count; i++)
        {
            var (b, first) = adapter.Outputs[i];
            for (var row = 0; row < b.Rows; row++)
            {
                for (var r = 0; r < b.Columns; r++)
                {
                    kernels.AddScaled(adapter.A.Row(i * b.Columns + r), Options.Scale * b[row, r], weight.Row(first + row));
                }
            }
        }
    }
}
