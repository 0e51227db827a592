using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>
/// The lines of a JSONL file by their numbers, in whatever order they are wanted: eight bytes of memory for each, however long
/// they are. Reading is safe from many threads.
/// </summary>
public sealed class DatasetLines : IDisposable
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int LongestLine = 64 << 20;

    private const int BlockBytes = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly string _name;
    private readonly List<long> _starts;

    private DatasetLines(SafeFileHandle file, string name, List<long> starts) => (_file, _name, _starts) = (file, name, starts);

    /// <summary>How many lines there are; one of the file's end that is empty is none.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Reads the file through once, to find where its lines are.</summary>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="InvalidDataException">It is packed, or empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DatasetLines Open(string path, string name)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            return new DatasetLines(file, name, StartsOf(file, name));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A line, from 0, without its end.</summary>
    /// <exception cref="InvalidDataException">It is too long, or the file was cut short in the meantime.</exception>
    public byte[] Line(int number)
    {
        var (start, end) = (_starts[number], _starts[number + 1]);
        if (end - start > LongestLine)
        {
            throw new InvalidDataException($"{_name}, line {number + 1} is longer than {LongestLine >> 20} MiB, which is the most that one example may have.");
        }

        var line = new byte[end - start];
        for (var read = 0; read < line.Length;)
        {
            var count = RandomAccess.Read(_file, line.AsSpan(read), start + read);
            read += count > 0 ? count : throw new InvalidDataException($"{_name} was cut short while it was read.");
        }

        var length = line.Length - (line is [.., (byte)'\n'] ? 1 : 0);
        return line[..(length > 0 && line[length - 1] == '\r' ? length - 1 : length)];
    }

    public void Dispose() => _file.Dispose();

    private static List<long> StartsOf(SafeFileHandle file, string name)
    {
        var starts = new List<long> { 0 };
        var block = new byte[BlockBytes];
        for (long at = 0; ;)
        {
            var count = RandomAccess.Read(file, block, at);
            if (at == 0 && block.AsSpan(0, count) is [0x1F, 0x8B, ..])
            {
                throw new InvalidDataException($"{name} is packed by gzip; unpack it first.");
            }

            for (var from = 0; block.AsSpan(from, count - from).IndexOf((byte)'\n') is var found and >= 0; from += found + 1)
            {
                starts.Add(at + from + found + 1);
            }

            at += count;
            if (count > 0)
            {
                continue;
            }

            // A last line may lack its end.
            if (starts[^1] < at)
            {
                starts.Add(at);
            }

            return starts.Count > 1 ? starts : throw new InvalidDataException($"{name} is empty.");
        }
    }
}
