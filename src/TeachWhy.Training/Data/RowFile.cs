using System.Runtime.InteropServices;

namespace TeachWhy.Training;

/// <summary>
/// Packed rows on disk, each at a place that follows from its number: any row is one read, and memory holds none.
/// A token is four bytes: its number, and a bit each for where a document begins and what is trained on.
/// </summary>
public sealed class RowFile : IDisposable
{
    internal const int Begins = 1 << 31;
    internal const int Trained = 1 << 30;
    internal const int Nothing = Trained - 1;

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private readonly int _context;

    /// <param name="context">Tokens of the longest row, as they were written.</param>
    public RowFile(string path, int context)
    {
        _context = context;
        _file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        Count = RandomAccess.GetLength(_file) / (context * (long)sizeof(int));
    }

    public long Count { get; }

    public PackedRow this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var row = new int[_context];
            var bytes = MemoryMarshal.AsBytes(row.AsSpan());
            var offset = index * bytes.Length;
            for (var read = 0; read < bytes.Length;)
            {
                var count = RandomAccess.Read(_file, bytes[read..], offset + read);
                read += count > 0 ? count : throw new EndOfStreamException("A file of rows became shorter while it was read.");
            }
            return Unpack(row);
        }
    }

    public void Dispose() => _file.Dispose();

    private static PackedRow Unpack(int[] row)
    {
        var length = Array.IndexOf(row, Nothing) is var end and >= 0 ? end : row.Length;
        var (tokens, weights, starts) = (new int[length], new float[length], new List<int>());
        for (var i = 0; i < length; i++)
        {
            tokens[i] = row[i] & Nothing;
            weights[i] = (row[i] & Trained) != 0 ? 1f : 0f;
            if ((row[i] & Begins) != 0)
            {
                starts.Add(i);
            }
        }
        return new PackedRow(tokens, [.. starts], weights);
    }
}
