using System.Runtime.Intrinsics;

namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// The arithmetic of the transformer. The order of parameters is a law: sources, then scalars, then destinations.
/// <see cref="ReferenceKernels"/> defines each operation; the vector paths do the same faster and are tested against it.
/// </summary>
public abstract partial class KernelSet
{
    /// <summary>The definitions, in plain loops.</summary>
    public static KernelSet Reference { get; } = new ReferenceKernels();

    /// <summary>Every path this machine can run, the fastest first; the reference is not among them.</summary>
    public static IReadOnlyList<KernelSet> Available { get; } = FindAvailable();

    /// <summary>The fastest path of this machine.</summary>
    public static KernelSet Fastest => Available[0];

    /// <summary>The path's name, as it stands in benchmark tables.</summary>
    public abstract string Name { get; }

    /// <summary>Columns of a panel: what <see cref="Pack"/> writes and <see cref="Product"/> reads.</summary>
    public abstract int PanelWidth { get; }

    /// <summary>Columns up to the end of their panel.</summary>
    internal int WholePanels(int columns) => (columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    private static List<KernelSet> FindAvailable()
    {
        var found = new List<KernelSet>();
        if (Vector512.IsHardwareAccelerated)
        {
            found.Add(new VectorKernels<Avx512Path, Vector512<float>>("avx-512"));
        }
        if (Vector256.IsHardwareAccelerated)
        {
            found.Add(new VectorKernels<Avx2Path, Vector256<float>>("avx2"));
        }
        found.Add(new VectorKernels<PortablePath, Vector128<float>>("portable"));
        return found;
    }
}
