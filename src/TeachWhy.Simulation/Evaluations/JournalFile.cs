using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>The file of a journal: held by one process, added to at its end, read at any place.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private long _end;

    private JournalFile(string path, SafeFileHandle file) => (_path, _file) = (path, file);

    /// <summary>Takes the file, and makes it where there is none. The operating system lets go of it when the process ends, however it ends.</summary>
    /// <param name="log">The log that the journal belongs to, for the sentence that says what is wrong.</param>
    /// <param name="share">What others may do with it meanwhile; nothing where nothing is given.</param>
    /// <exception cref="EvaluationRefusedException">Another process holds it, or it cannot be written.</exception>
    public static JournalFile Hold(string path, string log, FileShare share = FileShare.None)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            while (true)
            {
                var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);

                // Whoever held it may have finished and removed it in between.
                if (File.Exists(path))
                {
                    return new JournalFile(path, file);
                }

                file.Dispose();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationRefusedException(
                exception is IOException && File.Exists(path)
                    ? $"The log {log} is being written by another run; wait for it, stop it, or give another file with --out."
                    : $"The log {log} cannot be written: {exception.Message.TrimEnd('.')}.",
                exception);
        }
    }

    public JournalReader Read() => new(_file);

    /// <summary>Ends the file here: what follows was torn.</summary>
    /// <returns>Whether anything followed.</returns>
    public bool CutAt(long end)
    {
        _end = end;
        if (RandomAccess.GetLength(_file) == end)
        {
            return false;
        }

        RandomAccess.SetLength(_file, end);
        return true;
    }

    /// <summary>Adds a line at the end. Not for several threads at once.</summary>
    /// <returns>Where it lies, without its end.</returns>
    public (long Offset, int Length) Append(byte[] line)
    {
        RandomAccess.Write(_file, line, _end);
        _end += line.Length;
        return (_end - line.Length, line.Length - 1);
    }

    public byte[] ReadAt((long Offset, int Length) place)
    {
        var line = new byte[place.Length];
        for (var read = 0; read < line.Length;)
        {
            var more = RandomAccess.Read(_file, line.AsSpan(read), place.Offset + read);
            read += more > 0 ? more : throw new EndOfStreamException($"{_path} became shorter while it was read.");
        }

        return line;
    }

    /// <summary>Removes the file, and lets go of it.</summary>
    public void Remove()
    {
        File.Delete(_path);
        Dispose();
    }

    public void Dispose() => _file.Dispose();
}
