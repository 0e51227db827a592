using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TeachWhy.Training;

/// <summary>Writes the rows that a <see cref="RowFile"/> reads. All weights are 0 or 1.</summary>
public sealed class RowFileWriter(string path, int context) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly int[] _row = new int[context];

    public long Rows { get; private set; }

    public long Tokens { get; private set; }

    public void Write(PackedRow row)
    {
        Array.Fill(_row, RowFile.Nothing);
        for (var i = 0; i < row.Tokens.Length; i++)
        {
            _row[i] = row.Tokens[i] | (row.Weights[i] != 0 ? RowFile.Trained : 0);
        }
        foreach (var start in row.Starts)
        {
            _row[start] |= RowFile.Begins;
        }
        var bytes = MemoryMarshal.AsBytes(_row.AsSpan());
        _file.Write(bytes);
        _hash.AppendData(bytes);
        Rows++;
        Tokens += row.Tokens.Length;
    }

    /// <summary>Waits until all is on the disk; returns the SHA-256 of it.</summary>
    public string Finish()
    {
        _file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }
}
