using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Memory;

/// <summary>Hands out zeroed matrices and frees them all together.</summary>
internal sealed unsafe class MatrixMemory : IDisposable
{
    private readonly List<AlignedMemory> _blocks = [];

    public Matrix Reserve(int rows, int columns) => new(Reserve((long)rows * columns), rows, columns);

    public float* Reserve(long length)
    {
        var block = new AlignedMemory(length);
        _blocks.Add(block);
        return block.Data;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }
}
