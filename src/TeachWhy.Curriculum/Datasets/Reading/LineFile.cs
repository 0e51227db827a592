using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>Looks at a line.</summary>
/// <param name="line">Its bytes, without its end; of a line that is too long, the first of them.</param>
/// <param name="offset">Where it begins in the file.</param>
/// <param name="length">All its bytes.</param>
public delegate void LineVisitor(ReadOnlySpan<byte> line, long offset, long length);

/// <summary>A file of lines, larger than memory: gone through once, and read at places afterwards. Whoever writes it is never held up.</summary>
public sealed class LineFile : IDisposable
{
    /// <summary>Most bytes of a line that is looked at; of a longer one its length is known, and its beginning.</summary>
    public const int LongestLine = 16 << 20;

    private const int Chunk = 1 << 20;

    private readonly SafeFileHandle _file;

    private LineFile(SafeFileHandle file) => _file = file;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static LineFile Open(string path) => new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Goes through all lines, in order. Memory is that of the longest line.</summary>
    public void Scan(LineVisitor visit, CancellationToken cancellation = default)
    {
        var (buffer, start, filled) = (new byte[Chunk], 0L, 0);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(_file, buffer.AsSpan(filled), start + filled);
            filled += read;
            var done = 0;
            for (int end; (end = buffer.AsSpan(done, filled - done).IndexOf((byte)'\n')) >= 0; done += end + 1)
            {
                visit(buffer.AsSpan(done, end), start + done, end);
            }

            if (read == 0)
            {
                if (filled > done)
                {
                    visit(buffer.AsSpan(done, filled - done), start + done, filled - done);
                }

                return;
            }

            buffer.AsSpan(done, filled - done).CopyTo(buffer);
            (start, filled) = (start + done, filled - done);
            if (filled < buffer.Length)
            {
                continue;
            }

            if (buffer.Length < LongestLine)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
                continue;
            }

            var length = LengthFrom(start, filled);
            visit(buffer, start, length);
            (start, filled) = (start + length + 1, 0);
        }
    }

    /// <summary>The bytes at a place; fewer where the file became shorter.</summary>
    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        var filled = 0;
        for (int read; filled < length && (read = RandomAccess.Read(_file, bytes.AsSpan(filled), offset + filled)) > 0; filled += read)
        {
        }

        return filled == length ? bytes : bytes[..filled];
    }

    public void Dispose() => _file.Dispose();

    // A line of which so many bytes are known not to hold its end.
    private long LengthFrom(long start, long known)
    {
        var chunk = new byte[Chunk];
        while (RandomAccess.Read(_file, chunk, start + known) is var read and > 0)
        {
            var end = chunk.AsSpan(0, read).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return known + end;
            }

            known += read;
        }

        return known;
    }
}
