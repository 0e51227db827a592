using System.Runtime.Intrinsics;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Softmax, its gradient, and the cross-entropy that ends the model.</summary>
internal sealed unsafe partial class VectorKernels<TPath, TVector>
{
    public override void Softmax(float scale, Span<float> scores)
    {
        fixed (float* s = scores)
        {
            var sum = Exponentials(s, scale, scores.Length);
            Scale(1f / sum, scores.Length, s);
        }
    }

    public override float CrossEntropy(int target, float weight, Span<float> logits)
    {
        var ofTarget = logits[target];
        fixed (float* l = logits)
        {
            var largest = LargestOf(l, logits.Length);
            var sum = Exponentials(l, 1f, logits.Length);
            Scale(weight / sum, logits.Length, l);
            logits[target] -= weight;
            return MathF.Log(sum) - (ofTarget - largest);
        }
    }

    /// <summary>values ← e^(scale · (values − largest)); returns their sum.</summary>
    private static float Exponentials(float* values, float scale, int length)
    {
        var largest = LargestOf(values, length);
        var done = Exponentials<TPath, TVector>(largest, scale, 0, length, values, out var sum);
        done = Exponentials<PortablePath, Vector128<float>>(largest, scale, done, length, values, out var middle);
        Exponentials<ScalarPath, float>(largest, scale, done, length, values, out var rest);
        return TPath.Sum(sum) + PortablePath.Sum(middle) + rest;
    }

    private static float LargestOf(float* values, int length)
    {
        var largest = float.NegativeInfinity;
        var i = 0;
        if (length >= TPath.Count)
        {
            var vector = TPath.Load(values);
            for (i = TPath.Count; i <= length - TPath.Count; i += TPath.Count)
            {
                vector = TPath.Largest(vector, TPath.Load(values + i));
            }
            largest = TPath.LargestElement(vector);
        }
        for (; i < length; i++)
        {
            largest = MathF.Max(largest, values[i]);
        }
        return largest;
    }

    private static int Exponentials<P, V>(float largest, float scale, int start, int end, float* values, out V sums)
        where P : IVectorPath<V> where V : unmanaged
    {
        var (top, factor, sum) = (P.Repeat(largest), P.Repeat(scale), P.Repeat(0f));
        for (; start <= end - P.Count; start += P.Count)
        {
            var e = Exponential.Of<P, V>(P.Multiply(factor, P.Subtract(P.Load(values + start), top)));
            sum = P.Add(sum, e);
            P.Store(e, values + start);
        }
        sums = sum;
        return start;
    }

    private static void Scale(float factor, int length, float* values)
    {
        var repeated = TPath.Repeat(factor);
        var i = 0;
        for (; i <= length - TPath.Count; i += TPath.Count)
        {
            TPath.Store(TPath.Multiply(TPath.Load(values + i), repeated), values + i);
        }
        for (; i < length; i++)
        {
            values[i] *= factor;
        }
    }
}
