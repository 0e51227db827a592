namespace TeachWhy.Training;

/// <summary>
/// Reads a file of lines, packed by gzip or not, one after the other: memory is that of the longest line, however large
/// the file is.
/// </summary>
public static class JsonLinesFile
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int LongestLine = 64 << 20;

    private const int FirstBuffer = 1 << 16;

    /// <exception cref="TrainingDataException">The file cannot be read, or a line in it is too long or empty.</exception>
    public static IEnumerable<JsonLine> Read(string path)
    {
        using var stream = Open(path);
        var buffer = new byte[FirstBuffer];
        var start = ByteOrderMark(stream, path, buffer, out var end);
        var (scanned, number, empty) = (start, 0L, 0L);
        while (true)
        {
            var found = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (found < 0)
            {
                scanned = end;
                MakeRoom(path, number + 1, ref buffer, ref start, ref scanned, ref end);
                var count = ReadSome(stream, path, number, buffer.AsSpan(end));
                end += count;
                if (count > 0)
                {
                    continue;
                }
            }

            var last = found < 0;
            var next = last ? end : scanned + found;
            if (last && next == start)
            {
                yield break;
            }
            number++;
            var text = buffer.AsMemory(start, next - start);
            start = scanned = last ? end : next + 1;
            if (text.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                // Empty lines at the end are a habit of editors; elsewhere something is missing.
                empty = empty == 0 ? number : empty;
            }
            else if (empty > 0)
            {
                throw new TrainingDataException($"{path}, line {empty} is empty; each line must hold one example.");
            }
            else
            {
                yield return new JsonLine(path, number, text);
            }
            if (last)
            {
                yield break;
            }
        }
    }

    private static Stream Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            Span<byte> mark = stackalloc byte[2];
            var isPacked = file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0x1F, 0x8B];
            file.Position = 0;
            return isPacked ? new UnpackingStream(path, file) : file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw Unreadable(path, failure);
        }
    }

    /// <summary>Reads the first bytes; returns where the text begins among them.</summary>
    private static int ByteOrderMark(Stream stream, string path, byte[] buffer, out int filled)
    {
        filled = 0;
        while (filled < 3 && ReadSome(stream, path, 0, buffer.AsSpan(filled)) is var count and > 0)
        {
            filled += count;
        }
        return buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    private static void MakeRoom(string path, long number, ref byte[] buffer, ref int start, ref int scanned, ref int end)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (scanned, end, start) = (scanned - start, end - start, 0);
        }
        if (end > LongestLine)
        {
            throw new TrainingDataException($"{path}, line {number} is longer than {LongestLine >> 20} MiB, which is the most that one example may have.");
        }
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static int ReadSome(Stream stream, string path, long number, Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (InvalidDataException damage)
        {
            throw new TrainingDataException($"{path} is damaged after line {number}: what gzip packed there cannot be unpacked.", damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, failure);
        }
    }

    internal static TrainingDataException Unreadable(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"There is no file {path}.", failure),
        _ when Directory.Exists(path) => new($"{path} is a folder; a file with one example per line is needed.", failure),
        _ => new($"{path} cannot be read: {WorkFolderException.ReasonOf(failure)}.", failure),
    };
}
