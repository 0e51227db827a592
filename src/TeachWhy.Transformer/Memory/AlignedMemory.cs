using System.Runtime.InteropServices;

namespace TeachWhy.Transformer.Memory;

/// <summary>A zeroed block of floats outside the managed heap: aligned for vectors, never moved, never scanned.</summary>
public sealed unsafe class AlignedMemory : SafeHandle
{
    private const int Alignment = 64;

    // Kernels work on whole vectors and panels; what they read past the end must still be ours.
    private const int Slack = 256;

    public AlignedMemory(long length) : base(invalidHandleValue: 0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, int.MaxValue);
        var bytes = checked((nuint)(length + Slack) * sizeof(float));
        var data = NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(data, bytes);
        SetHandle((nint)data);
        Length = length;
    }

    /// <summary>Floats in the block.</summary>
    public long Length { get; }

    public Span<float> Span => new(Data, (int)Length);

    public override bool IsInvalid => handle == 0;

    internal float* Data
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (float*)handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
