using TeachWhy.Studies.Artifacts;

namespace TeachWhy.Tests.Studies.Artifacts;

/// <summary>A disk with room for so many bytes, and a way to let any other step fail: the file system otherwise.</summary>
internal sealed class FailingStorage(long room = long.MaxValue) : IArtifactStorage
{
    private readonly DiskStorage _disk = new();
    private long _room = room;

    /// <summary>The step that fails, such as <c>MoveFolder</c>; null for none.</summary>
    public string? FailsAt { get; set; }

    public Stream Create(string path) => new FullDiskStream(_disk.Create(path), this);

    public void Sync(string path)
    {
        FailWhenAt(nameof(Sync));
        _disk.Sync(path);
    }

    public void MoveFile(string from, string to)
    {
        FailWhenAt(nameof(MoveFile));
        _disk.MoveFile(from, to);
    }

    public void MoveFolder(string from, string to)
    {
        FailWhenAt(nameof(MoveFolder));
        _disk.MoveFolder(from, to);
    }

    public void DeleteFolder(string path) => _disk.DeleteFolder(path);

    private void FailWhenAt(string step)
    {
        if (string.Equals(FailsAt, step, StringComparison.Ordinal))
        {
            throw new IOException("Input/output error", 5);
        }
    }

    private void Take(int bytes)
    {
        _room -= bytes;
        if (_room < 0)
        {
            const int NoSpace = 28;
            throw new IOException("No space left on device", NoSpace);
        }
    }

    private sealed class FullDiskStream(Stream inner, FailingStorage storage) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            storage.Take(count);
            inner.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
