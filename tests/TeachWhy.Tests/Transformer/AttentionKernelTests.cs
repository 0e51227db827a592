using TeachWhy.Transformer.Kernels;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>The row operations of attention on every path against their definitions.</summary>
public sealed unsafe class AttentionKernelTests
{
    private const int Columns = 96;
    private const int Rows = 20;

    public static TheoryData<string> Paths => [.. KernelPaths.Names];

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_causal_softmax_matches_the_reference_wherever_the_block_lies(string path)
    {
        for (var first = 0; first <= Columns - Rows; first++)
        {
            var expected = KernelPaths.Numbers(Rows * Columns, first, size: 30);
            var actual = (float[])expected.Clone();
            fixed (float* e = expected, a = actual)
            {
                KernelSet.Reference.CausalSoftmax(first, 0.3f, new Matrix(e, Rows, Columns));
                KernelPaths.Named(path).CausalSoftmax(first, 0.3f, new Matrix(a, Rows, Columns));
            }

            KernelPaths.Close(expected, actual);
            for (var row = 0; row < Rows; row++)
            {
                // Exactly zero: a key that may not be seen must not even be seen a little.
                Assert.All(actual[(row * Columns + first + row + 1)..((row + 1) * Columns)], value => Assert.Equal(0f, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_gradient_of_softmax_matches_the_reference(string path)
    {
        var (probabilities, expected) = (KernelPaths.Numbers(Rows * Columns, 1), KernelPaths.Numbers(Rows * Columns, 2));
        var actual = (float[])expected.Clone();
        fixed (float* p = probabilities, e = expected, a = actual)
        {
            KernelSet.Reference.SoftmaxGradient(new Matrix(p, Rows, Columns), 0.3f, new Matrix(e, Rows, Columns));
            KernelPaths.Named(path).SoftmaxGradient(new Matrix(p, Rows, Columns), 0.3f, new Matrix(a, Rows, Columns));
        }

        KernelPaths.Close(expected, actual, 1e-5f);
    }
}
