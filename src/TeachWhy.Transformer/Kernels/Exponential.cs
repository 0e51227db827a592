using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// eˣ to within two units in the last place, several times faster than the library's.
/// <code>eˣ = 2ⁿ · eʳ,   n = round(x / ln 2),   r = x − n · ln 2 in [−0.35, 0.35]</code>
/// </summary>
internal static class Exponential
{
    // Adding 1.5 · 2²³ leaves the rounded integer in the low bits of the sum.
    private const float Rounder = 12582912f;
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts, the first exact in few bits, so that n · ln 2 loses nothing.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Beyond these the result would leave the normal floats.
    private const float Lowest = -87f;
    private const float Highest = 88f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TPath, TVector>(TVector x)
        where TPath : IVectorPath<TVector> where TVector : unmanaged
    {
        // In this order what is not a number stays so; see IVectorPath.Largest.
        x = TPath.Smallest(TPath.Repeat(Highest), TPath.Largest(TPath.Repeat(Lowest), x));
        var shifted = TPath.MultiplyAdd(x, TPath.Repeat(Log2E), TPath.Repeat(Rounder));
        var n = TPath.Subtract(shifted, TPath.Repeat(Rounder));
        var r = TPath.MultiplyAdd(n, TPath.Repeat(-Ln2High), x);
        r = TPath.MultiplyAdd(n, TPath.Repeat(-Ln2Low), r);

        // Cephes' polynomial: eʳ = 1 + r + r² · p(r).
        var p = TPath.Repeat(1.9875691500e-4f);
        p = TPath.MultiplyAdd(p, r, TPath.Repeat(1.3981999507e-3f));
        p = TPath.MultiplyAdd(p, r, TPath.Repeat(8.3334519073e-3f));
        p = TPath.MultiplyAdd(p, r, TPath.Repeat(4.1665795894e-2f));
        p = TPath.MultiplyAdd(p, r, TPath.Repeat(1.6666665459e-1f));
        p = TPath.MultiplyAdd(p, r, TPath.Repeat(5.0000001201e-1f));
        p = TPath.MultiplyAdd(p, TPath.Multiply(r, r), r);
        return TPath.ScaleByPowerOfTwo(TPath.Add(p, TPath.Repeat(1f)), shifted);
    }
}
