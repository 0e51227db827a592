using TeachWhy.Curriculum.Datasets.Reading;

namespace TeachWhy.Curriculum.Datasets;

/// <summary>
/// The lines of a JSONL file by their numbers, in whatever order they are wanted: eight bytes of memory for each, however long
/// they are. Reading is safe from many threads.
/// </summary>
public sealed class DatasetLines : IDisposable
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int LongestLine = 64 << 20;

    private readonly LineFile _file;
    private readonly string _name;
    private readonly List<long> _starts;

    private DatasetLines(LineFile file, string name, List<long> starts) => (_file, _name, _starts) = (file, name, starts);

    /// <summary>How many lines there are; one of the file's end that is empty is none.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Reads the file through once, to find where its lines are.</summary>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="InvalidDataException">It is packed, or empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DatasetLines Open(string path, string name)
    {
        var file = LineFile.Open(path);
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
        var (start, length) = (_starts[number], _starts[number + 1] - _starts[number] - 1);
        if (length > LongestLine)
        {
            throw new InvalidDataException($"{_name}, line {number + 1} is longer than {LongestLine >> 20} MiB, which is the most that one example may have.");
        }

        var line = _file.Read(start, (int)length);
        return line.Length < length ? throw new InvalidDataException($"{_name} was cut short while it was read.") : line is [.. var before, (byte)'\r'] ? before : line;
    }

    public void Dispose() => _file.Dispose();

    // And where a line after the last would start.
    private static List<long> StartsOf(LineFile file, string name)
    {
        var (starts, next, packed) = (new List<long>(), 0L, false);
        file.Scan((line, offset, length) =>
        {
            packed |= offset == 0 && line is [0x1F, 0x8B, ..];
            starts.Add(offset);
            next = offset + length + 1;
        });
        starts.Add(next);
        return packed ? throw new InvalidDataException($"{name} is packed by gzip; unpack it first.")
            : starts.Count > 1 ? starts
            : throw new InvalidDataException($"{name} is empty.");
    }
}
