namespace TeachWhy.Transformer;

/// <summary>A Llama, a Qwen2 or a Qwen3: its shape and its parameters. It computes nothing itself; a pass trains it, a sampler runs it.</summary>
public sealed class TransformerModel : IWeightSource
{
    public TransformerModel(TransformerShape shape) => Parameters = new TransformerParameters(shape);

    public TransformerShape Shape => Parameters.Shape;

    public TransformerParameters Parameters { get; }

    /// <summary>The learned tensors under Hugging Face's names.</summary>
    public IReadOnlyList<ParameterTensor> Tensors => Parameters.Tensors;

    /// <summary>A new model, the same for the same seed on every machine.</summary>
    public static TransformerModel Create(TransformerShape shape, ulong seed, Initialization initialization = Initialization.Mimetic)
    {
        var model = new TransformerModel(shape);
        Initializer.Fill(model.Parameters, initialization, seed);
        return model;
    }

    public void Read(string name, long start, Span<float> destination) =>
        Parameters.Tensor(name).Values.Slice(checked((int)start), destination.Length).CopyTo(destination);

    /// <summary>A copy that shares nothing.</summary>
    public TransformerModel Clone()
    {
        var copy = new TransformerModel(Shape);
        Parameters.Values.CopyTo(copy.Parameters.Values);
        return copy;
    }

    public void Dispose() => Parameters.Dispose();
}
