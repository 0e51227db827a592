using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Four by four floats, rows and columns exchanged in registers.</summary>
internal static unsafe class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square4(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        var row0 = Vector128.Load(source);
        var row1 = Vector128.Load(source + sourceStride);
        var row2 = Vector128.Load(source + 2 * sourceStride);
        var row3 = Vector128.Load(source + 3 * sourceStride);
        Vector128<float> column0, column1, column2, column3;
        if (Sse.IsSupported)
        {
            var (low01, high01) = (Sse.UnpackLow(row0, row1), Sse.UnpackHigh(row0, row1));
            var (low23, high23) = (Sse.UnpackLow(row2, row3), Sse.UnpackHigh(row2, row3));
            column0 = Sse.MoveLowToHigh(low01, low23);
            column1 = Sse.MoveHighToLow(low23, low01);
            column2 = Sse.MoveLowToHigh(high01, high23);
            column3 = Sse.MoveHighToLow(high23, high01);
        }
        else
        {
            column0 = Vector128.Create(row0[0], row1[0], row2[0], row3[0]);
            column1 = Vector128.Create(row0[1], row1[1], row2[1], row3[1]);
            column2 = Vector128.Create(row0[2], row1[2], row2[2], row3[2]);
            column3 = Vector128.Create(row0[3], row1[3], row2[3], row3[3]);
        }
        column0.Store(destination);
        column1.Store(destination + destinationStride);
        column2.Store(destination + 2 * destinationStride);
        column3.Store(destination + 3 * destinationStride);
    }
}
