using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Four heads; where fewer are left, the last one again: it is computed twice and written twice, the same.</summary>
internal readonly unsafe struct FourHeads
{
    public readonly CachedHead A, B, C, D;

    public FourHeads(ReadOnlySpan<CachedHead> heads, int first)
    {
        A = heads[first];
        B = heads[Math.Min(first + 1, heads.Length - 1)];
        C = heads[Math.Min(first + 2, heads.Length - 1)];
        D = heads[Math.Min(first + 3, heads.Length - 1)];
    }

    /// <summary>All read the same keys or values.</summary>
    public bool IsShared => A.Offset == B.Offset && A.Offset == C.Offset && A.Offset == D.Offset;
}

/// <summary>
/// The innermost loop of attention over a cache: four rows by two vectors, all sums in registers, each sum over k in order.
/// <code>destination[c] = (destination[c]) + Σ over k of left[k] · right[k, c]</code>
/// </summary>
/// <typeparam name="TNumber"><see cref="float"/>, or <see cref="ushort"/> for bfloat16.</typeparam>
internal static unsafe class FourRows<TPath, TVector, TNumber>
    where TPath : IVectorPath<TVector> where TVector : unmanaged where TNumber : unmanaged
{
    /// <param name="heads">The left sides, and where each one's right side begins.</param>
    /// <param name="step">The first k of the left sides.</param>
    /// <param name="rightStride">From one k to the next.</param>
    /// <param name="goesOn">The sums begin with what is there.</param>
    public static void Multiply(
        in FourHeads heads, int step, int depth, TNumber* right, nint rightStride, bool goesOn, float* a, float* b, float* c, float* d)
    {
        float* leftA = heads.A.Input + step, leftB = heads.B.Input + step, leftC = heads.C.Input + step, leftD = heads.D.Input + step;
        TNumber* rightA = right + heads.A.Offset, rightB = right + heads.B.Offset, rightC = right + heads.C.Offset, rightD = right + heads.D.Offset;
        TVector a0 = TPath.Repeat(0f), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        if (goesOn)
        {
            (a0, a1) = (TPath.Load(a), TPath.Load(a + TPath.Count));
            (b0, b1) = (TPath.Load(b), TPath.Load(b + TPath.Count));
            (c0, c1) = (TPath.Load(c), TPath.Load(c + TPath.Count));
            (d0, d1) = (TPath.Load(d), TPath.Load(d + TPath.Count));
        }
        if (heads.IsShared)
        {
            for (nint k = 0; k < depth; k++, rightA += rightStride)
            {
                var right0 = Read(rightA);
                var right1 = Read(rightA + TPath.Count);
                var x = TPath.Repeat(leftA[k]);
                a0 = TPath.MultiplyAdd(x, right0, a0);
                a1 = TPath.MultiplyAdd(x, right1, a1);
                x = TPath.Repeat(leftB[k]);
                b0 = TPath.MultiplyAdd(x, right0, b0);
                b1 = TPath.MultiplyAdd(x, right1, b1);
                x = TPath.Repeat(leftC[k]);
                c0 = TPath.MultiplyAdd(x, right0, c0);
                c1 = TPath.MultiplyAdd(x, right1, c1);
                x = TPath.Repeat(leftD[k]);
                d0 = TPath.MultiplyAdd(x, right0, d0);
                d1 = TPath.MultiplyAdd(x, right1, d1);
            }
        }
        else
        {
            nint at = 0;
            for (nint k = 0; k < depth; k++, at += rightStride)
            {
                var x = TPath.Repeat(leftA[k]);
                a0 = TPath.MultiplyAdd(x, Read(rightA + at), a0);
                a1 = TPath.MultiplyAdd(x, Read(rightA + at + TPath.Count), a1);
                x = TPath.Repeat(leftB[k]);
                b0 = TPath.MultiplyAdd(x, Read(rightB + at), b0);
                b1 = TPath.MultiplyAdd(x, Read(rightB + at + TPath.Count), b1);
                x = TPath.Repeat(leftC[k]);
                c0 = TPath.MultiplyAdd(x, Read(rightC + at), c0);
                c1 = TPath.MultiplyAdd(x, Read(rightC + at + TPath.Count), c1);
                x = TPath.Repeat(leftD[k]);
                d0 = TPath.MultiplyAdd(x, Read(rightD + at), d0);
                d1 = TPath.MultiplyAdd(x, Read(rightD + at + TPath.Count), d1);
            }
        }
        Store(a0, a1, a);
        Store(b0, b1, b);
        Store(c0, c1, c);
        Store(d0, d1, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Read(TNumber* source) =>
        typeof(TNumber) == typeof(ushort) ? TPath.Widen((ushort*)source) : TPath.Load((float*)source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector sum0, TVector sum1, float* destination)
    {
        TPath.Store(sum0, destination);
        TPath.Store(sum1, destination + TPath.Count);
    }
}
