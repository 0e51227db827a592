using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Measurement;

/// <summary>What one core can do when it only multiplies and adds: the figure that shares of peak refer to.</summary>
public static class Peak
{
    /// <summary>
    /// Seconds of one round, of which the best counts. Steps of training are timed in rounds as long: for a hundredth of
    /// a second a processor runs faster than it can go on with.
    /// </summary>
    public const double Round = 0.25;

    private const int Steps = 100_000;
    private const int SumsInLoop = 16;

    /// <summary>10⁹ floating-point operations a second on one core, by the widest vectors there are.</summary>
    /// <param name="budget">Seconds to measure for.</param>
    public static double GigaFlops(double budget) =>
        Vector512.IsHardwareAccelerated ? GigaFlops<Avx512Path, Vector512<float>>(budget)
        : Vector256.IsHardwareAccelerated ? GigaFlops<Avx2Path, Vector256<float>>(budget)
        : GigaFlops<PortablePath, Vector128<float>>(budget);

    private static double GigaFlops<TPath, TVector>(double budget)
        where TPath : IVectorPath<TVector> where TVector : unmanaged =>
        2.0 * SumsInLoop * TPath.Count * Steps / Timing.BestSeconds(budget, Loop<TPath, TVector>, Round) / 1e9;

    private static float _sink;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Loop<TPath, TVector>()
        where TPath : IVectorPath<TVector> where TVector : unmanaged
    {
        // Independent sums hide the latency of each. AVX-512 and Arm have registers for sixteen; elsewhere eight are added to twice.
        TVector a = TPath.Repeat(0.999f), b = TPath.Repeat(0.001f);
        TVector s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
        TVector t0 = b, t1 = b, t2 = b, t3 = b, t4 = b, t5 = b, t6 = b, t7 = b;
        for (var i = 0; i < Steps; i++)
        {
            AddTo<TPath, TVector>(a, b, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
            if (TPath.Count == Vector512<float>.Count || AdvSimd.IsSupported)
            {
                AddTo<TPath, TVector>(a, b, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7);
            }
            else
            {
                AddTo<TPath, TVector>(a, b, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7);
            }
        }
        _sink = TPath.Sum(s0) + TPath.Sum(s1) + TPath.Sum(s2) + TPath.Sum(s3) + TPath.Sum(s4) + TPath.Sum(s5) + TPath.Sum(s6) + TPath.Sum(s7)
            + TPath.Sum(t0) + TPath.Sum(t1) + TPath.Sum(t2) + TPath.Sum(t3) + TPath.Sum(t4) + TPath.Sum(t5) + TPath.Sum(t6) + TPath.Sum(t7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TPath, TVector>(
        TVector a, TVector b, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3,
        ref TVector s4, ref TVector s5, ref TVector s6, ref TVector s7)
        where TPath : IVectorPath<TVector> where TVector : unmanaged
    {
        s0 = TPath.MultiplyAdd(s0, a, b);
        s1 = TPath.MultiplyAdd(s1, a, b);
        s2 = TPath.MultiplyAdd(s2, a, b);
        s3 = TPath.MultiplyAdd(s3, a, b);
        s4 = TPath.MultiplyAdd(s4, a, b);
        s5 = TPath.MultiplyAdd(s5, a, b);
        s6 = TPath.MultiplyAdd(s6, a, b);
        s7 = TPath.MultiplyAdd(s7, a, b);
    }
}
