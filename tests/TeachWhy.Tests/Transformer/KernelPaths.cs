using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>Every path this machine can run, and numbers to run it on.</summary>
internal static class KernelPaths
{
    public static IEnumerable<string> Names => KernelSet.Available.Select(kernels => kernels.Name);

    public static KernelSet Named(string name) =>
        KernelSet.Available.Append(KernelSet.Reference).Single(kernels => kernels.Name == name);

    public static float[] Numbers(int length, int seed, double size = 1)
    {
        var random = new RandomSource((ulong)seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(size * random.NextGaussian()))];
    }

    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance = 2e-6f)
    {
        Assert.Equal(expected.Length, actual.Length);
        var size = 1f;
        foreach (var value in expected)
        {
            size = Math.Max(size, Math.Abs(value));
        }
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * size,
                $"element {i} of {expected.Length}: {actual[i]} where the reference has {expected[i]}");
        }
    }
}
