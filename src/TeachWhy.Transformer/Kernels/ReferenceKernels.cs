namespace TeachWhy.Transformer.Kernels;

/// <summary>The definitions. Short enough to check by eye; every faster kernel is tested against them.</summary>
internal sealed unsafe partial class ReferenceKernels : KernelSet
{
    public override string Name => "reference";

    public override int PanelWidth => 8;

    public override void Product(Matrix left, Panels right, bool add, Matrix destination)
    {
        for (var row = 0; row < left.Rows; row++)
        {
            for (var column = 0; column < right.Columns; column++)
            {
                var panel = right.Data + column / PanelWidth * right.PanelStride + column % PanelWidth;
                var sum = 0f;
                for (var k = 0; k < right.Depth; k++)
                {
                    sum += left[row, k] * panel[(nint)k * right.RowStride];
                }
                destination[row, column] = add ? destination[row, column] + sum : sum;
            }
        }
    }

    public override void Pack(Matrix source, float* destination)
    {
        for (var column = 0; column < (source.Columns + PanelWidth - 1) / PanelWidth * PanelWidth; column++)
        {
            var panel = destination + column / PanelWidth * PanelWidth * source.Rows + column % PanelWidth;
            for (var row = 0; row < source.Rows; row++)
            {
                panel[row * PanelWidth] = column < source.Columns ? source[row, column] : 0f;
            }
        }
    }

    public override float Normalize(ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float epsilon, Span<float> output)
    {
        var squares = 0f;
        foreach (var x in input)
        {
            squares += x * x;
        }
        var r = 1f / MathF.Sqrt(squares / input.Length + epsilon);
        for (var i = 0; i < input.Length; i++)
        {
            output[i] = input[i] * r * gain[i];
        }
        return r;
    }

    public override void NormalizeGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float inverseRms,
        Span<float> dInput, Span<float> dGain)
    {
        // r depends on every x of the row, so every dx shares this one sum.
        var shared = 0f;
        for (var i = 0; i < input.Length; i++)
        {
            shared += dOutput[i] * gain[i] * input[i];
        }
        shared *= inverseRms * inverseRms / input.Length;
        for (var i = 0; i < input.Length; i++)
        {
            dInput[i] += inverseRms * (dOutput[i] * gain[i] - input[i] * shared);
            dGain[i] += dOutput[i] * input[i] * inverseRms;
        }
    }

    public override void Gate(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = gate[i] * Sigmoid(gate[i]) * up[i];
        }
    }

    public override void GateGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> gate, ReadOnlySpan<float> up,
        Span<float> dGate, Span<float> dUp)
    {
        for (var i = 0; i < dOutput.Length; i++)
        {
            var sigmoid = Sigmoid(gate[i]);
            dGate[i] = dOutput[i] * up[i] * sigmoid * (1f + gate[i] * (1f - sigmoid));
            dUp[i] = dOutput[i] * gate[i] * sigmoid;
        }
    }

    public override void Rotate(ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, float direction, Span<float> heads)
    {
        var half = cosines.Length;
        for (var start = 0; start < heads.Length; start += 2 * half)
        {
            for (var i = 0; i < half; i++)
            {
                var (a, b, sine) = (heads[start + i], heads[start + half + i], direction * sines[i]);
                heads[start + i] = a * cosines[i] - b * sine;
                heads[start + half + i] = b * cosines[i] + a * sine;
            }
        }
    }

    public override void Softmax(float scale, Span<float> scores)
    {
        var largest = Largest(scores);
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = MathF.Exp(scale * (scores[i] - largest));
            sum += scores[i];
        }
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }

    public override void CausalSoftmax(int first, float scale, Matrix scores)
    {
        for (var row = 0; row < scores.Rows; row++)
        {
            var seen = first + row + 1;
            Softmax(scale, scores.Row(row)[..seen]);
            scores.Row(row)[seen..].Clear();
        }
    }

    public override void SoftmaxGradient(Matrix probabilities, float scale, Matrix dProbabilities)
    {
        for (var row = 0; row < probabilities.Rows; row++)
        {
            var p = probabilities.Row(row);
            var d = dProbabilities.Row(row);
            var shared = 0f;
            for (var i = 0; i < p.Length; i++)
            {
                shared += p[i] * d[i];
            }
            for (var i = 0; i < p.Length; i++)
            {
                d[i] = scale * p[i] * (d[i] - shared);
            }
        }
    }

    public override float CrossEntropy(int target, float weight, Span<float> logits)
    {
        var largest = Largest(logits);
        var ofTarget = logits[target] - largest;
        var sum = 0f;
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = MathF.Exp(logits[i] - largest);
            sum += logits[i];
        }
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = weight * (logits[i] / sum - (i == target ? 1f : 0f));
        }
        return MathF.Log(sum) - ofTarget;
    }

    public override void Add(ReadOnlySpan<float> source, Span<float> destination) => AddScaled(source, 1f, destination);

    public override void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] += factor * source[i];
        }
    }

    public override double SumOfSquares(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (double)value * value;
        }
        return sum;
    }

    public override void AdamW(
        ReadOnlySpan<float> gradient, AdamWFactors factors,
        Span<float> mean, Span<float> variance, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var g = gradient[i] * factors.GradientScale;
            mean[i] = factors.Beta1 * mean[i] + (1f - factors.Beta1) * g;
            variance[i] = factors.Beta2 * variance[i] + (1f - factors.Beta2) * g * g;
            var root = MathF.Sqrt(variance[i]) * factors.InverseRootCorrection;
            values[i] = values[i] * factors.Shrink - factors.StepSize * mean[i] / (root + factors.Epsilon);
        }
    }

    private static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in values)
        {
            largest = MathF.Max(largest, value);
        }
        return largest;
    }
}
