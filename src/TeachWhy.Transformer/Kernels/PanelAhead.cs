using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TeachWhy.Transformer.Kernels;

/// <summary>Brings the next panel nearer, a share with every tile, while the tiles of this one are computed.</summary>
internal unsafe ref struct PanelAhead(float* next, Panels panels, int tiles)
{
    private const int FloatsInLine = 16;

    // A deeper panel is itself larger than the nearest cache; the next one would only push it out.
    private const int Deepest = 512;

    private readonly int _share = next is null || tiles == 0 || panels.Depth > Deepest ? 0 : (panels.Depth + tiles - 1) / tiles;
    private readonly float* _end = next + (nint)panels.Depth * panels.RowStride;
    private float* _row = next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        if (!Sse.IsSupported)
        {
            return;
        }
        for (var row = 0; row < _share && _row < _end; row++, _row += panels.RowStride)
        {
            Sse.Prefetch1(_row);
            Sse.Prefetch1(_row + FloatsInLine);
        }
    }
}
