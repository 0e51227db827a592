using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// A model as sampling reads it: packed matrices and gains, each once. A tied head serves as embedding too. The tensors
/// are read one panel at a time, so that nothing but the packed model is ever held.
/// </summary>
internal sealed unsafe class SamplingWeights : IDisposable
{
    private readonly MatrixMemory _memory = new();
    private readonly KernelSet _kernels;
    private readonly TensorReading _read;
    private readonly Matrix? _embedding;

    public SamplingWeights(TransformerShape shape, TensorReading read, KernelSet kernels)
    {
        Shape = shape.Validated();
        _kernels = kernels;
        _read = read;
        try
        {
            Layers = [.. Enumerable.Range(0, shape.Layers).Select(layer => ReadLayer($"model.layers.{layer}"))];
            FinalGain = Vector("model.norm.weight", shape.Channels);
            Head = Weight(shape.Channels, false, (shape.TiedHead ? "model.embed_tokens" : "lm_head", shape.Vocabulary));
            _embedding = shape.TiedHead ? null : Rows("model.embed_tokens.weight", shape.Vocabulary, shape.Channels);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public SamplingWeights(TransformerModel model, KernelSet kernels) : this(model.Shape, ReadingOf(model), kernels)
    {
    }

    public TransformerShape Shape { get; }

    public IReadOnlyList<SamplingLayer> Layers { get; }

    /// <summary>[1, channels]</summary>
    public Matrix FinalGain { get; }

    public SamplingWeight Head { get; }

    /// <summary>Memory of the matrices.</summary>
    public long Bytes { get; private set; }

    /// <summary>What stands for a token at the beginning of the stream.</summary>
    public void Embed(int token, Span<float> destination)
    {
        if (_embedding is { } rows)
        {
            rows.Row(token).CopyTo(destination);
        }
        else
        {
            Head.CopyColumn(token, _kernels.PanelWidth, destination);
        }
    }

    public void Dispose() => _memory.Dispose();

    private SamplingLayer ReadLayer(string name)
    {
        var (shape, attention, forward) = (Shape, $"{name}.self_attn", $"{name}.mlp");
        var groups = shape.KeyValueHeads * shape.HeadSize;
        return new SamplingLayer(
            Vector($"{name}.input_layernorm.weight", shape.Channels),
            Weight(
                shape.Channels, shape.QueryKeyValueBias,
                ($"{attention}.q_proj", shape.QueryWidth), ($"{attention}.k_proj", groups), ($"{attention}.v_proj", groups)),
            shape.QueryKeyNorm ? Vector($"{attention}.q_norm.weight", shape.HeadSize) : null,
            shape.QueryKeyNorm ? Vector($"{attention}.k_norm.weight", shape.HeadSize) : null,
            Weight(shape.QueryWidth, shape.OutputBias, ($"{attention}.o_proj", shape.Channels)),
            Vector($"{name}.post_attention_layernorm.weight", shape.Channels),
            Weight(shape.Channels, false, ($"{forward}.gate_proj", shape.Hidden), ($"{forward}.up_proj", shape.Hidden)),
            Weight(shape.Hidden, false, ($"{forward}.down_proj", shape.Channels)));
    }

    /// <summary>Matrices [outputs, inputs], one below the other, packed as one.</summary>
    private SamplingWeight Weight(int inputs, bool hasBias, params (string Name, int Outputs)[] parts)
    {
        var (outputs, width) = (parts.Sum(part => part.Outputs), _kernels.PanelWidth);
        var panels = Panels.Packed(_memory.Reserve(Panels.PackedLength(inputs, outputs, width)), inputs, outputs, width);
        Bytes += Panels.PackedLength(inputs, outputs, width) * sizeof(float);
        using var memory = new MatrixMemory();
        var rows = new Matrix(memory.Reserve((long)width * inputs), width, inputs);
        for (var first = 0; first < outputs; first += width)
        {
            var some = rows.RowRange(0, Math.Min(width, outputs - first));
            ReadRows(parts, ".weight", first, some);
            _kernels.Pack(some.Transposed, panels.Data + first / width * panels.PanelStride);
        }

        Matrix? bias = hasBias ? new Matrix(_memory.Reserve(outputs), 1, outputs) : null;
        if (bias is { } vector)
        {
            // A bias is a column of numbers: rows of width one.
            ReadRows(parts, ".bias", 0, new Matrix(vector.Data, outputs, 1));
        }
        return new SamplingWeight(panels, bias);
    }

    /// <summary>Rows of tensors that lie one below the other; the destination is in one piece.</summary>
    private void ReadRows((string Name, int Outputs)[] parts, string kind, int first, Matrix destination)
    {
        var start = 0;
        foreach (var (name, outputs) in parts)
        {
            var from = Math.Max(first, start);
            var end = Math.Min(first + destination.Rows, start + outputs);
            if (from < end)
            {
                var place = destination.RowPointer(from - first);
                _read(name + kind, (long)(from - start) * destination.Columns, new Span<float>(place, (end - from) * destination.Columns));
            }
            start += outputs;
        }
    }

    private Matrix Vector(string name, int length) => Rows(name, 1, length);

    private Matrix Rows(string name, int rows, int columns)
    {
        var matrix = _memory.Reserve(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            _read(name, (long)row * columns, matrix.Row(row));
        }
        return matrix;
    }

    private static TensorReading ReadingOf(TransformerModel model)
    {
        var tensors = model.Tensors.ToDictionary(tensor => tensor.Name);
        return (name, start, destination) => tensors[name].Values.Slice((int)start, destination.Length).CopyTo(destination);
    }
}

/// <summary>Reads a stretch of a named tensor.</summary>
/// <param name="start">The first element, counted over the rows.</param>
internal delegate void TensorReading(string name, long start, Span<float> destination);
