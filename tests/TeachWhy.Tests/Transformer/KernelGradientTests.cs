using TeachWhy.Transformer.Kernels;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>The definitions' own gradients against central differences; the fast paths are tied to the definitions elsewhere.</summary>
public sealed class KernelGradientTests
{
    private const int Length = 12;
    private static readonly KernelSet Kernels = KernelSet.Reference;

    [Fact]
    public void Normalize_has_the_gradient_it_claims()
    {
        var (input, gain, dOutput) = (KernelPaths.Numbers(Length, 1), KernelPaths.Numbers(Length, 2), KernelPaths.Numbers(Length, 3));
        var (dInput, dGain) = (new float[Length], new float[Length]);

        Kernels.NormalizeGradient(dOutput, input, gain, Kernels.Normalize(input, gain, 1e-5f, new float[Length]), dInput, dGain);

        Matches(input, dInput, () => Weighted(dOutput, output => Kernels.Normalize(input, gain, 1e-5f, output)));
        Matches(gain, dGain, () => Weighted(dOutput, output => Kernels.Normalize(input, gain, 1e-5f, output)));
    }

    [Fact]
    public void The_gate_has_the_gradient_it_claims()
    {
        var (gate, up, dOutput) = (KernelPaths.Numbers(Length, 1), KernelPaths.Numbers(Length, 2), KernelPaths.Numbers(Length, 3));
        var (dGate, dUp) = (new float[Length], new float[Length]);

        Kernels.GateGradient(dOutput, gate, up, dGate, dUp);

        Matches(gate, dGate, () => Weighted(dOutput, output => Kernels.Gate(gate, up, output)));
        Matches(up, dUp, () => Weighted(dOutput, output => Kernels.Gate(gate, up, output)));
    }

    [Fact]
    public unsafe void Softmax_has_the_gradient_it_claims()
    {
        var (scores, dOutput) = (KernelPaths.Numbers(Length, 1), KernelPaths.Numbers(Length, 2));
        var (probabilities, gradient) = ((float[])scores.Clone(), (float[])dOutput.Clone());

        Kernels.Softmax(0.4f, probabilities);
        fixed (float* p = probabilities, d = gradient)
        {
            Kernels.SoftmaxGradient(new Matrix(p, 1, Length), 0.4f, new Matrix(d, 1, Length));
        }

        Matches(scores, gradient, () => Weighted(dOutput, output =>
        {
            scores.CopyTo(output, 0);
            Kernels.Softmax(0.4f, output);
        }));
    }

    [Fact]
    public void Cross_entropy_has_the_gradient_it_claims()
    {
        var logits = KernelPaths.Numbers(Length, 1);
        var gradient = (float[])logits.Clone();

        Kernels.CrossEntropy(4, -0.7f, gradient);

        Matches(logits, gradient, () => -0.7f * Kernels.CrossEntropy(4, 0f, (float[])logits.Clone()));
    }

    private static double Weighted(float[] weights, Action<float[]> compute)
    {
        var output = new float[weights.Length];
        compute(output);
        return output.Zip(weights, (value, weight) => (double)value * weight).Sum();
    }

    private static void Matches(float[] values, float[] gradient, Func<double> loss)
    {
        const float Step = 1e-2f;
        for (var i = 0; i < values.Length; i++)
        {
            var before = values[i];
            values[i] = before + Step;
            var above = loss();
            values[i] = before - Step;
            var below = loss();
            values[i] = before;
            Assert.Equal((above - below) / (2 * Step), gradient[i], tolerance: 2e-3);
        }
    }
}
