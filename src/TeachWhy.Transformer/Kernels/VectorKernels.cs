using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The kernels on one vector path. Every loop takes whole vectors first and then, by the same code on
/// <see cref="PortablePath"/> and <see cref="ScalarPath"/>, what is left.
/// </summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>(string name) : KernelSet
    where TPath : IVectorPath<TVector> where TVector : unmanaged
{
    public override string Name => name;

    public override void Add(ReadOnlySpan<float> source, Span<float> destination)
    {
        CheckLength(source.Length, destination.Length);
        fixed (float* from = source, to = destination)
        {
            AddTo(from, destination.Length, to);
        }
    }

    public override void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> destination)
    {
        CheckLength(source.Length, destination.Length);
        fixed (float* from = source, to = destination)
        {
            var done = AddScaled<TPath, TVector>(from, factor, 0, destination.Length, to);
            done = AddScaled<PortablePath, Vector128<float>>(from, factor, done, destination.Length, to);
            AddScaled<ScalarPath, float>(from, factor, done, destination.Length, to);
        }
    }

    public override double SumOfSquares(ReadOnlySpan<float> values)
    {
        // Floats are summed over short blocks only; the blocks are summed as doubles.
        const int Block = 1024;
        var sum = 0.0;
        fixed (float* all = values)
        {
            for (var start = 0; start < values.Length; start += Block)
            {
                var length = Math.Min(Block, values.Length - start);
                sum += DotProduct(all + start, all + start, length);
            }
        }
        return sum;
    }

    public override void AdamW(
        ReadOnlySpan<float> gradient, AdamWFactors factors,
        Span<float> mean, Span<float> variance, Span<float> values)
    {
        CheckLength(gradient.Length, values.Length);
        CheckLength(mean.Length, values.Length);
        CheckLength(variance.Length, values.Length);
        fixed (float* g = gradient, m = mean, v = variance, x = values)
        {
            var done = AdamW<TPath, TVector>(g, factors, 0, values.Length, m, v, x);
            done = AdamW<PortablePath, Vector128<float>>(g, factors, done, values.Length, m, v, x);
            AdamW<ScalarPath, float>(g, factors, done, values.Length, m, v, x);
        }
    }

    private static int Add<P, V>(float* source, int start, int end, float* destination)
        where P : IVectorPath<V> where V : unmanaged
    {
        for (; start <= end - P.Count; start += P.Count)
        {
            P.Store(P.Add(P.Load(destination + start), P.Load(source + start)), destination + start);
        }
        return start;
    }

    private static int AddScaled<P, V>(float* source, float factor, int start, int end, float* destination)
        where P : IVectorPath<V> where V : unmanaged
    {
        var repeated = P.Repeat(factor);
        for (; start <= end - P.Count; start += P.Count)
        {
            P.Store(P.MultiplyAdd(P.Load(source + start), repeated, P.Load(destination + start)), destination + start);
        }
        return start;
    }

    private static int AdamW<P, V>(
        float* gradient, AdamWFactors factors, int start, int end, float* mean, float* variance, float* values)
        where P : IVectorPath<V> where V : unmanaged
    {
        var scale = P.Repeat(factors.GradientScale);
        var (keepMean, takeMean) = (P.Repeat(factors.Beta1), P.Repeat(1f - factors.Beta1));
        var (keepVariance, takeVariance) = (P.Repeat(factors.Beta2), P.Repeat(1f - factors.Beta2));
        var (shrink, step) = (P.Repeat(factors.Shrink), P.Repeat(-factors.StepSize));
        var (correction, epsilon) = (P.Repeat(factors.InverseRootCorrection), P.Repeat(factors.Epsilon));
        for (; start <= end - P.Count; start += P.Count)
        {
            var g = P.Multiply(P.Load(gradient + start), scale);
            var m = P.MultiplyAdd(keepMean, P.Load(mean + start), P.Multiply(takeMean, g));
            var v = P.MultiplyAdd(keepVariance, P.Load(variance + start), P.Multiply(takeVariance, P.Multiply(g, g)));
            var quotient = P.Divide(m, P.MultiplyAdd(P.SquareRoot(v), correction, epsilon));
            P.Store(m, mean + start);
            P.Store(v, variance + start);
            P.Store(P.MultiplyAdd(step, quotient, P.Multiply(P.Load(values + start), shrink)), values + start);
        }
        return start;
    }

    /// <summary>destination += source, of any length.</summary>
    private static void AddTo(float* source, int length, float* destination)
    {
        var done = Add<TPath, TVector>(source, 0, length, destination);
        done = Add<PortablePath, Vector128<float>>(source, done, length, destination);
        Add<ScalarPath, float>(source, done, length, destination);
    }

    private static float DotProduct(float* left, float* right, int length)
    {
        // Four sums keep four multiply-adds in flight; a single one would wait on itself.
        TVector sum0 = TPath.Repeat(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        var i = 0;
        for (; i <= length - 4 * TPath.Count; i += 4 * TPath.Count)
        {
            float* l = left + i, r = right + i;
            sum0 = TPath.MultiplyAdd(TPath.Load(l), TPath.Load(r), sum0);
            sum1 = TPath.MultiplyAdd(TPath.Load(l + TPath.Count), TPath.Load(r + TPath.Count), sum1);
            sum2 = TPath.MultiplyAdd(TPath.Load(l + 2 * TPath.Count), TPath.Load(r + 2 * TPath.Count), sum2);
            sum3 = TPath.MultiplyAdd(TPath.Load(l + 3 * TPath.Count), TPath.Load(r + 3 * TPath.Count), sum3);
        }
        for (; i <= length - TPath.Count; i += TPath.Count)
        {
            sum0 = TPath.MultiplyAdd(TPath.Load(left + i), TPath.Load(right + i), sum0);
        }
        var total = TPath.Sum(TPath.Add(TPath.Add(sum0, sum1), TPath.Add(sum2, sum3)));
        for (; i < length; i++)
        {
            total += left[i] * right[i];
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength(int actual, int expected)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"A span has {actual} elements where {expected} are needed.");
        }
    }
}
