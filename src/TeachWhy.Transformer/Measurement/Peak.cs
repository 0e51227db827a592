using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TeachWhy.Transformer.Measurement;

/// <summary>What one core can do when it only multiplies and adds: the figure that shares of peak refer to.</summary>
public static class Peak
{
    private const int Steps = 200_000;

    /// <summary>10⁹ floating-point operations a second on one core, by the widest vectors there are.</summary>
    /// <param name="budget">Seconds to measure for.</param>
    public static double GigaFlops(double budget)
    {
        var wide = Vector512.IsHardwareAccelerated;
        var seconds = Timing.BestSeconds(budget, wide ? Loop512 : Loop256);
        return 2.0 * 16 * (wide ? 16 : 8) * Steps / seconds / 1e9;
    }

    private static float _sink;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Loop512()
    {
        // Sixteen independent sums: enough to hide the latency of each.
        Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(0.001f);
        Vector512<float> s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
        Vector512<float> t0 = b, t1 = b, t2 = b, t3 = b, t4 = b, t5 = b, t6 = b, t7 = b;
        for (var i = 0; i < Steps; i++)
        {
            s0 = Vector512.MultiplyAddEstimate(s0, a, b);
            s1 = Vector512.MultiplyAddEstimate(s1, a, b);
            s2 = Vector512.MultiplyAddEstimate(s2, a, b);
            s3 = Vector512.MultiplyAddEstimate(s3, a, b);
            s4 = Vector512.MultiplyAddEstimate(s4, a, b);
            s5 = Vector512.MultiplyAddEstimate(s5, a, b);
            s6 = Vector512.MultiplyAddEstimate(s6, a, b);
            s7 = Vector512.MultiplyAddEstimate(s7, a, b);
            t0 = Vector512.MultiplyAddEstimate(t0, a, b);
            t1 = Vector512.MultiplyAddEstimate(t1, a, b);
            t2 = Vector512.MultiplyAddEstimate(t2, a, b);
            t3 = Vector512.MultiplyAddEstimate(t3, a, b);
            t4 = Vector512.MultiplyAddEstimate(t4, a, b);
            t5 = Vector512.MultiplyAddEstimate(t5, a, b);
            t6 = Vector512.MultiplyAddEstimate(t6, a, b);
            t7 = Vector512.MultiplyAddEstimate(t7, a, b);
        }
        _sink = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + t0 + t1 + t2 + t3 + t4 + t5 + t6 + t7);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Loop256()
    {
        // Eight sums twice as often: sixteen would not fit into the registers.
        Vector256<float> a = Vector256.Create(0.999f), b = Vector256.Create(0.001f);
        Vector256<float> s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
        for (var i = 0; i < 2 * Steps; i++)
        {
            s0 = Vector256.MultiplyAddEstimate(s0, a, b);
            s1 = Vector256.MultiplyAddEstimate(s1, a, b);
            s2 = Vector256.MultiplyAddEstimate(s2, a, b);
            s3 = Vector256.MultiplyAddEstimate(s3, a, b);
            s4 = Vector256.MultiplyAddEstimate(s4, a, b);
            s5 = Vector256.MultiplyAddEstimate(s5, a, b);
            s6 = Vector256.MultiplyAddEstimate(s6, a, b);
            s7 = Vector256.MultiplyAddEstimate(s7, a, b);
        }
        _sink = Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}
