using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Transformer;

/// <summary>
/// A file of weights, read by position from any thread. The system keeps what was read as long as it has memory to spare, as it
/// does for a mapped file; but a file that is cut while it is read ends in an exception here, not in the death of the process.
/// </summary>
internal sealed class WeightFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    public WeightFile(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path);
        Length = RandomAccess.GetLength(_handle);
    }

    public string Path { get; }

    /// <summary>Bytes, when it was opened.</summary>
    public long Length { get; }

    public void Read(long position, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(_handle, destination, position);
            if (read == 0)
            {
                throw new InvalidDataException($"{Path} ends at byte {position}, in the middle of its numbers.");
            }
            position += read;
            destination = destination[read..];
        }
    }

    public void Dispose() => _handle.Dispose();
}
