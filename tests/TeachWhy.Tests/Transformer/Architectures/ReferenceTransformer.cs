using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer;

/// <summary>The whole model once more, token by token in double precision: slow, and short enough to check by eye.</summary>
internal sealed class ReferenceTransformer(TransformerModel model)
{
    private readonly TransformerShape _shape = model.Shape;

    /// <summary>The logits behind every token.</summary>
    public double[][] Logits(IReadOnlyList<int> tokens)
    {
        var embedding = Rows("model.embed_tokens.weight");
        var stream = tokens.Select(token => embedding[token].ToArray()).ToArray();
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var name = $"model.layers.{layer}";
            var normed = stream.Select(row => Normalize(row, Row($"{name}.input_layernorm.weight"))).ToArray();
            Add(stream, Linear(Attend(normed, $"{name}.self_attn"), $"{name}.self_attn.o_proj"));
            normed = [.. stream.Select(row => Normalize(row, Row($"{name}.post_attention_layernorm.weight")))];
            var gate = Linear(normed, $"{name}.mlp.gate_proj");
            var up = Linear(normed, $"{name}.mlp.up_proj");
            var gated = gate.Zip(up, (g, u) => g.Zip(u, (a, b) => a / (1 + Math.Exp(-a)) * b).ToArray()).ToArray();
            Add(stream, Linear(gated, $"{name}.mlp.down_proj"));
        }
        stream = [.. stream.Select(row => Normalize(row, Row("model.norm.weight")))];
        return Linear(stream, _shape.TiedHead ? "model.embed_tokens" : "lm_head");
    }

    private double[][] Attend(double[][] input, string name)
    {
        var queries = Heads(Linear(input, $"{name}.q_proj"), _shape.Heads, $"{name}.q_norm.weight");
        var keys = Heads(Linear(input, $"{name}.k_proj"), _shape.KeyValueHeads, $"{name}.k_norm.weight");
        var values = Linear(input, $"{name}.v_proj");
        var output = input.Select(_ => new double[_shape.Heads * _shape.HeadSize]).ToArray();
        for (var row = 0; row < input.Length; row++)
        {
            for (var head = 0; head < _shape.Heads; head++)
            {
                var group = head / (_shape.Heads / _shape.KeyValueHeads);
                var weights = Enumerable.Range(0, row + 1)
                    .Select(seen => Math.Exp(Dot(queries[row][head], keys[seen][group]) / Math.Sqrt(_shape.HeadSize))).ToArray();
                for (var seen = 0; seen <= row; seen++)
                {
                    for (var i = 0; i < _shape.HeadSize; i++)
                    {
                        output[row][head * _shape.HeadSize + i] +=
                            weights[seen] / weights.Sum() * values[seen][group * _shape.HeadSize + i];
                    }
                }
            }
        }
        return output;
    }

    /// <summary>Rows cut into heads, normalised where the shape asks for it, and turned to their position.</summary>
    private double[][][] Heads(double[][] rows, int heads, string gain) =>
    [
        .. rows.Select((row, position) => Enumerable.Range(0, heads)
            .Select(head => row.AsSpan(head * _shape.HeadSize, _shape.HeadSize).ToArray())
            .Select(head => Rotate(_shape.QueryKeyNorm ? Normalize(head, Row(gain)) : head, position)).ToArray()),
    ];

    private double[] Rotate(double[] head, int position)
    {
        var half = head.Length / 2;
        var turned = new double[head.Length];
        for (var i = 0; i < half; i++)
        {
            var angle = position * Frequency(Math.Pow(_shape.RotaryBase, -(double)i / half));
            turned[i] = head[i] * Math.Cos(angle) - head[half + i] * Math.Sin(angle);
            turned[half + i] = head[half + i] * Math.Cos(angle) + head[i] * Math.Sin(angle);
        }
        return turned;
    }

    /// <summary>Llama 3.1's three cases, as they were published: by the length of the wave in tokens.</summary>
    private double Frequency(double frequency)
    {
        if (_shape.RotaryScaling is not var (factor, low, high, original))
        {
            return frequency;
        }
        var wave = 2 * Math.PI / frequency;
        if (wave < original / (double)high)
        {
            return frequency;
        }
        if (wave > original / (double)low)
        {
            return frequency / factor;
        }
        var smooth = (original / wave - low) / (high - low);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    private double[] Normalize(double[] row, double[] gain)
    {
        var r = 1 / Math.Sqrt(Dot(row, row) / row.Length + _shape.NormEpsilon);
        return [.. row.Zip(gain, (x, g) => x * r * g)];
    }

    private double[][] Linear(double[][] input, string name)
    {
        var weight = Rows($"{name}.weight");
        var bias = model.Tensors.Any(tensor => tensor.Name == $"{name}.bias") ? Row($"{name}.bias") : new double[weight.Length];
        return [.. input.Select(row => weight.Select((outputs, i) => Dot(outputs, row) + bias[i]).ToArray())];
    }

    private double[][] Rows(string name)
    {
        var values = Row(name);
        return [.. values.Chunk(model.Tensors.Single(tensor => tensor.Name == name).Shape[1])];
    }

    private double[] Row(string name) =>
        [.. model.Tensors.Single(tensor => tensor.Name == name).Values.ToArray().Select(value => (double)value)];

    private static void Add(double[][] stream, double[][] change)
    {
        for (var row = 0; row < stream.Length; row++)
        {
            for (var i = 0; i < stream[row].Length; i++)
            {
                stream[row][i] += change[row][i];
            }
        }
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();
}
