using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>A part of a file as a stream with a place of its own, so that several can be read at once.</summary>
internal sealed class FilePart(SafeFileHandle file, long start, long length) : Stream
{
    private long _done;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _done;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _done);
        var read = count <= 0 ? 0 : RandomAccess.Read(file, buffer[..count], start + _done);
        _done += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
