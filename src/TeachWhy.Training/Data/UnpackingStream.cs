using System.Buffers.Binary;
using System.IO.Compression;

namespace TeachWhy.Training;

/// <summary>What gzip packed, unpacked as it is read, and refused where it swells as no text does.</summary>
internal sealed class UnpackingStream(string path, FileStream packed) : Stream
{
    /// <summary>Text packs to a third or a tenth; what packs to less than this share was made to swell.</summary>
    private const int MostSwelling = 200;

    // A small file may be one line again and again: harmless, because it is small.
    private const long AlwaysAllowed = 64L << 20;

    private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress);
    private readonly long _most = Math.Max(AlwaysAllowed, packed.Length * MostSwelling);
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = _unpacked.Read(buffer);
        _read += count;
        if (count == 0 && buffer.Length > 0)
        {
            RequireEnd();
        }
        return _read <= _most
            ? count
            : throw new TrainingDataException(
                $"{path} unpacks to more than {MostSwelling} times its size, which no text does; unpack it yourself if it is meant so.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>
    /// The stream above reads a file that was cut off as if it ended there. A whole one says in its last four bytes how
    /// much it unpacks to.
    /// </summary>
    private void RequireEnd()
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        packed.Seek(-size.Length, SeekOrigin.End);
        packed.ReadExactly(size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(size) != (uint)_read)
        {
            throw new TrainingDataException(
                $"{path} is cut off, or several packed files in one: it unpacks to another size than it says; unpack it yourself if it is meant so.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }
        base.Dispose(disposing);
    }
}
