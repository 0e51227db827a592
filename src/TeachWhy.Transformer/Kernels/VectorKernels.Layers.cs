using System.Runtime.Intrinsics;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Normalisation, the gated activation and rotation.</summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    public override float Normalize(ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float epsilon, Span<float> output)
    {
        CheckLength(gain.Length, input.Length);
        CheckLength(output.Length, input.Length);
        fixed (float* x = input, g = gain, y = output)
        {
            var r = 1f / MathF.Sqrt(DotProduct(x, x, input.Length) / input.Length + epsilon);
            var done = Normalize<TPath, TVector>(x, g, r, 0, input.Length, y);
            done = Normalize<PortablePath, Vector128<float>>(x, g, r, done, input.Length, y);
            Normalize<ScalarPath, float>(x, g, r, done, input.Length, y);
            return r;
        }
    }

    public override void NormalizeGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float inverseRms,
        Span<float> dInput, Span<float> dGain)
    {
        var n = input.Length;
        CheckLength(dOutput.Length, n);
        CheckLength(gain.Length, n);
        CheckLength(dInput.Length, n);
        CheckLength(dGain.Length, n);
        fixed (float* dy = dOutput, x = input, g = gain, dx = dInput, dg = dGain)
        {
            var done = SumOfProducts<TPath, TVector>(dy, g, x, 0, n, out var shared);
            done = SumOfProducts<PortablePath, Vector128<float>>(dy, g, x, done, n, out var middle);
            SumOfProducts<ScalarPath, float>(dy, g, x, done, n, out var rest);
            shared = (shared + middle + rest) * inverseRms * inverseRms / n;
            done = NormalizeGradient<TPath, TVector>(dy, x, g, inverseRms, shared, 0, n, dx, dg);
            done = NormalizeGradient<PortablePath, Vector128<float>>(dy, x, g, inverseRms, shared, done, n, dx, dg);
            NormalizeGradient<ScalarPath, float>(dy, x, g, inverseRms, shared, done, n, dx, dg);
        }
    }

    public override void Gate(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> output)
    {
        CheckLength(gate.Length, output.Length);
        CheckLength(up.Length, output.Length);
        fixed (float* g = gate, u = up, y = output)
        {
            var done = Gate<TPath, TVector>(g, u, 0, output.Length, y);
            done = Gate<TPath, TVector>(g, u, Overlapping(done, output.Length), output.Length, y);
            done = Gate<PortablePath, Vector128<float>>(g, u, done, output.Length, y);
            Gate<ScalarPath, float>(g, u, done, output.Length, y);
        }
    }

    public override void GateGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> gate, ReadOnlySpan<float> up,
        Span<float> dGate, Span<float> dUp)
    {
        var n = dOutput.Length;
        CheckLength(gate.Length, n);
        CheckLength(up.Length, n);
        CheckLength(dGate.Length, n);
        CheckLength(dUp.Length, n);
        fixed (float* dy = dOutput, g = gate, u = up, dg = dGate, du = dUp)
        {
            var done = GateGradient<TPath, TVector>(dy, g, u, 0, n, dg, du);
            done = GateGradient<TPath, TVector>(dy, g, u, Overlapping(done, n), n, dg, du);
            done = GateGradient<PortablePath, Vector128<float>>(dy, g, u, done, n, dg, du);
            GateGradient<ScalarPath, float>(dy, g, u, done, n, dg, du);
        }
    }

    public override void Rotate(ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, float direction, Span<float> heads)
    {
        var half = cosines.Length;
        CheckLength(sines.Length, half);
        CheckLength(heads.Length % (2 * half), 0);
        fixed (float* cosine = cosines, sine = sines, all = heads)
        {
            for (var low = all; low < all + heads.Length; low += 2 * half)
            {
                var done = Rotate<TPath, TVector>(cosine, sine, direction, 0, half, low, low + half);
                done = Rotate<PortablePath, Vector128<float>>(cosine, sine, direction, done, half, low, low + half);
                Rotate<ScalarPath, float>(cosine, sine, direction, done, half, low, low + half);
            }
        }
    }

    /// <summary>
    /// Where one more whole vector ends with the last element: some elements are computed twice, which an operation
    /// that replaces its output does not notice, and no short ends are left. What is shorter than a vector stays.
    /// </summary>
    private static int Overlapping(int done, int length) => done < length && done > 0 ? length - TPath.Count : done;

    private static int Normalize<P, V>(float* x, float* gain, float r, int start, int end, float* y)
        where P : IVectorPath<V> where V : unmanaged
    {
        var scale = P.Repeat(r);
        for (; start <= end - P.Count; start += P.Count)
        {
            P.Store(P.Multiply(P.Multiply(P.Load(x + start), scale), P.Load(gain + start)), y + start);
        }
        return start;
    }

    private static int SumOfProducts<P, V>(float* a, float* b, float* c, int start, int end, out float sum)
        where P : IVectorPath<V> where V : unmanaged
    {
        var sums = P.Repeat(0f);
        for (; start <= end - P.Count; start += P.Count)
        {
            sums = P.MultiplyAdd(P.Multiply(P.Load(a + start), P.Load(b + start)), P.Load(c + start), sums);
        }
        sum = P.Sum(sums);
        return start;
    }

    private static int NormalizeGradient<P, V>(
        float* dy, float* x, float* gain, float r, float shared, int start, int end, float* dx, float* dGain)
        where P : IVectorPath<V> where V : unmanaged
    {
        var (scale, minusShared) = (P.Repeat(r), P.Repeat(-shared));
        for (; start <= end - P.Count; start += P.Count)
        {
            var (d, input) = (P.Load(dy + start), P.Load(x + start));
            var inner = P.MultiplyAdd(input, minusShared, P.Multiply(d, P.Load(gain + start)));
            P.Store(P.MultiplyAdd(scale, inner, P.Load(dx + start)), dx + start);
            P.Store(P.MultiplyAdd(P.Multiply(d, input), scale, P.Load(dGain + start)), dGain + start);
        }
        return start;
    }

    private static V Sigmoid<P, V>(V x) where P : IVectorPath<V> where V : unmanaged
    {
        var one = P.Repeat(1f);
        return P.Divide(one, P.Add(one, Exponential.Of<P, V>(P.Subtract(P.Repeat(0f), x))));
    }

    private static int Gate<P, V>(float* gate, float* up, int start, int end, float* y)
        where P : IVectorPath<V> where V : unmanaged
    {
        for (; start <= end - P.Count; start += P.Count)
        {
            var g = P.Load(gate + start);
            P.Store(P.Multiply(P.Multiply(g, Sigmoid<P, V>(g)), P.Load(up + start)), y + start);
        }
        return start;
    }

    private static int GateGradient<P, V>(float* dy, float* gate, float* up, int start, int end, float* dGate, float* dUp)
        where P : IVectorPath<V> where V : unmanaged
    {
        var one = P.Repeat(1f);
        for (; start <= end - P.Count; start += P.Count)
        {
            var (d, g) = (P.Load(dy + start), P.Load(gate + start));
            var sigmoid = Sigmoid<P, V>(g);
            var slope = P.Multiply(sigmoid, P.MultiplyAdd(g, P.Subtract(one, sigmoid), one));
            P.Store(P.Multiply(P.Multiply(d, P.Load(up + start)), slope), dGate + start);
            P.Store(P.Multiply(d, P.Multiply(g, sigmoid)), dUp + start);
        }
        return start;
    }

    private static int Rotate<P, V>(float* cosines, float* sines, float direction, int start, int end, float* low, float* high)
        where P : IVectorPath<V> where V : unmanaged
    {
        var sign = P.Repeat(direction);
        for (; start <= end - P.Count; start += P.Count)
        {
            var (a, b) = (P.Load(low + start), P.Load(high + start));
            var (cosine, sine) = (P.Load(cosines + start), P.Multiply(sign, P.Load(sines + start)));
            P.Store(P.Subtract(P.Multiply(a, cosine), P.Multiply(b, sine)), low + start);
            P.Store(P.MultiplyAdd(b, cosine, P.Multiply(a, sine)), high + start);
        }
        return start;
    }
}
