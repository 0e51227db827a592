using TeachWhy.Transformer.Kernels;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>Every row operation of every path against its definition.</summary>
public sealed class VectorKernelTests
{
    private static readonly KernelSet Reference = KernelSet.Reference;

    // One test walks all lengths: a case for each of three thousand would cost more than the work.
    public static TheoryData<string> Paths => [.. KernelPaths.Names];

    private static IEnumerable<int> Lengths => Enumerable.Range(1, 70).Concat([127, 128, 129, 344, 620]);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Normalize_matches_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var (input, gain) = (KernelPaths.Numbers(n, 1), KernelPaths.Numbers(n, 2));
        var (expected, actual) = (new float[n], new float[n]);

        var r = Reference.Normalize(input, gain, 1e-5f, expected);

        Assert.Equal(r, kernels.Normalize(input, gain, 1e-5f, actual), tolerance: 1e-5f * r);
        KernelPaths.Close(expected, actual);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_gradient_of_normalize_matches_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var (dOutput, input, gain) = (KernelPaths.Numbers(n, 1), KernelPaths.Numbers(n, 2), KernelPaths.Numbers(n, 3));
        var (dInput, dGain) = (KernelPaths.Numbers(n, 4), KernelPaths.Numbers(n, 5));
        var (dInputExpected, dGainExpected) = ((float[])dInput.Clone(), (float[])dGain.Clone());

        Reference.NormalizeGradient(dOutput, input, gain, 0.7f, dInputExpected, dGainExpected);
        kernels.NormalizeGradient(dOutput, input, gain, 0.7f, dInput, dGain);

        KernelPaths.Close(dInputExpected, dInput, 1e-5f);
        KernelPaths.Close(dGainExpected, dGain);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_gate_and_its_gradient_match_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var (dOutput, gate, up) = (KernelPaths.Numbers(n, 1), KernelPaths.Numbers(n, 2, size: 4), KernelPaths.Numbers(n, 3));
        var (expected, actual) = (new float[n], new float[n]);
        var (dGateExpected, dUpExpected, dGate, dUp) = (new float[n], new float[n], new float[n], new float[n]);

        Reference.Gate(gate, up, expected);
        kernels.Gate(gate, up, actual);
        Reference.GateGradient(dOutput, gate, up, dGateExpected, dUpExpected);
        kernels.GateGradient(dOutput, gate, up, dGate, dUp);

        KernelPaths.Close(expected, actual);
        KernelPaths.Close(dGateExpected, dGate);
        KernelPaths.Close(dUpExpected, dUp);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Rotate_matches_the_reference_and_turns_back(string path) => ForEachLength(path, (kernels, half) =>
    {
        var angles = KernelPaths.Numbers(half, 1);
        var (cosines, sines) = (angles.Select(MathF.Cos).ToArray(), angles.Select(MathF.Sin).ToArray());
        var heads = KernelPaths.Numbers(6 * half, 2);
        var (expected, actual) = ((float[])heads.Clone(), (float[])heads.Clone());

        Reference.Rotate(cosines, sines, 1f, expected);
        kernels.Rotate(cosines, sines, 1f, actual);
        KernelPaths.Close(expected, actual);

        kernels.Rotate(cosines, sines, -1f, actual);
        KernelPaths.Close(heads, actual);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Softmax_matches_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        // Scores as far apart as a trained model's; the far ones must vanish, not overflow.
        var expected = KernelPaths.Numbers(n, 1, size: 30);
        var actual = (float[])expected.Clone();

        Reference.Softmax(0.3f, expected);
        kernels.Softmax(0.3f, actual);

        KernelPaths.Close(expected, actual);
        Assert.Equal(1f, actual.Sum(), tolerance: 1e-5f);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Cross_entropy_matches_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var expected = KernelPaths.Numbers(n, 1, size: 5);
        var actual = (float[])expected.Clone();

        var loss = Reference.CrossEntropy(n / 2, -1.5f, expected);

        Assert.Equal(loss, kernels.CrossEntropy(n / 2, -1.5f, actual), tolerance: 1e-4f);
        KernelPaths.Close(expected, actual);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Sums_match_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var (source, expected) = (KernelPaths.Numbers(n, 1), KernelPaths.Numbers(n, 2));
        var actual = (float[])expected.Clone();

        Reference.Add(source, expected);
        kernels.Add(source, actual);
        Reference.AddScaled(source, 0.3f, expected);
        kernels.AddScaled(source, 0.3f, actual);

        KernelPaths.Close(expected, actual);
        var squares = Reference.SumOfSquares(source);
        Assert.Equal(squares, kernels.SumOfSquares(source), tolerance: 1e-5 * squares);
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void AdamW_matches_the_reference(string path) => ForEachLength(path, (kernels, n) =>
    {
        var factors = new AdamWFactors(0.5f, 0.9f, 0.98f, 0.999f, 0.01f, 3f, 1e-8f);
        var gradient = KernelPaths.Numbers(n, 1);
        var expected = (Mean: KernelPaths.Numbers(n, 2), Variance: Positive(n), Values: KernelPaths.Numbers(n, 4));
        var actual = (Mean: KernelPaths.Numbers(n, 2), Variance: Positive(n), Values: KernelPaths.Numbers(n, 4));

        Reference.AdamW(gradient, factors, expected.Mean, expected.Variance, expected.Values);
        kernels.AdamW(gradient, factors, actual.Mean, actual.Variance, actual.Values);

        KernelPaths.Close(expected.Mean, actual.Mean);
        KernelPaths.Close(expected.Variance, actual.Variance);
        KernelPaths.Close(expected.Values, actual.Values);

        static float[] Positive(int n) => [.. KernelPaths.Numbers(n, 3).Select(MathF.Abs)];
    });

    // Nothing may be written before or behind the row.
    [Theory]
    [MemberData(nameof(Paths))]
    public void A_row_operation_leaves_its_neighbours_alone(string path) => ForEachLength(path, (kernels, n) =>
    {
        var padded = KernelPaths.Numbers(n + 2, 1);
        var before = (float[])padded.Clone();

        kernels.Softmax(1f, padded.AsSpan(1, n));
        kernels.Gate(before.AsSpan(1, n), before.AsSpan(1, n), padded.AsSpan(1, n));
        kernels.Add(before.AsSpan(1, n), padded.AsSpan(1, n));

        Assert.Equal((before[0], before[^1]), (padded[0], padded[^1]));
    });

    // The bound holds for every float in the range, not for a sample only at round places.
    [Theory]
    [MemberData(nameof(Paths))]
    public void The_exponential_is_right_to_a_few_units_in_the_last_place(string path)
    {
        var kernels = KernelPaths.Named(path);
        for (var first = -80f; first < 0f; first += 0.37f)
        {
            // With a zero in the row, softmax is e^x over a sum that doubles can check.
            var row = Enumerable.Range(0, 32).Select(i => i == 0 ? 0f : first + i * 0.011f).Select(x => Math.Min(x, 0f)).ToArray();
            var sum = row.Sum(x => Math.Exp(x));
            var expected = row.Select(x => Math.Exp(x) / sum).ToArray();

            kernels.Softmax(1f, row);

            for (var i = 0; i < row.Length; i++)
            {
                Assert.Equal(1.0, row[i] / expected[i], tolerance: 1e-6);
            }
        }
    }

    private static void ForEachLength(string path, Action<KernelSet, int> check)
    {
        foreach (var length in Lengths)
        {
            check(KernelPaths.Named(path), length);
        }
    }
}
