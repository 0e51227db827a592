namespace TeachWhy.Chat;

/// <summary>A reply as it comes in: no longer than allowed, and never silent for long. What breaks it off is a fault.</summary>
internal sealed class WatchedStream(Stream inner, WireLimits limits, TimeProvider time) : Stream
{
    private readonly WireFault? _attempt = WireFault.Current;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var idle = new CancellationTokenSource(limits.IdleTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            return Count(await inner.ReadAsync(buffer, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && idle.IsCancellationRequested)
        {
            throw Saw(AttemptFault.Timeout, $"the reply stopped coming for {limits.IdleTime.TotalSeconds:0} s");
        }
        catch (IOException failure)
        {
            throw Broken(failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Count(inner.Read(buffer, offset, count));
        }
        catch (IOException failure)
        {
            throw Broken(failure);
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= limits.ReplyBytes ? bytes
            : throw Saw(AttemptFault.TooLong, $"the reply is longer than {limits.ReplyBytes:N0} bytes");
    }

    private AttemptFailedException Broken(IOException failure) => Saw(AttemptFault.Truncated, "the connection broke in the middle of the reply", failure);

    private AttemptFailedException Saw(AttemptFault fault, string message, Exception? inner = null)
    {
        var seen = new AttemptFailedException(fault, message, inner: inner);
        return _attempt?.Saw(seen) ?? seen;
    }
}
