using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>An evaluation log: ours or Inspect's, an archive (<c>.eval</c>) or one file of JSON. Samples are read one by one, when they are asked for.</summary>
/// <remarks>May be read by several threads at once. Whatever is wrong with the file is a <see cref="LogException"/>, from every member.</remarks>
public sealed class EvaluationLog : IDisposable
{
    private readonly ILogFile _file;
    private readonly Lazy<Contents> _contents;

    private EvaluationLog(string path, ILogFile file)
    {
        (Path, _file) = (path, file);
        _contents = new(() => Guard("list of samples", ReadSummaries));
        Header = Guard(LogNames.Header, () =>
        {
            using var header = LogJson.Parse(file.ReadHeader());
            return HeaderReader.Read(path, header.RootElement);
        });
    }

    public string Path { get; }

    public LogHeader Header { get; }

    /// <summary>All samples without their messages, in the log's order. Read when first asked for.</summary>
    public IReadOnlyList<SampleSummary> Samples => _contents.Value.Summaries;

    /// <summary>Opens a log and reads its header.</summary>
    /// <exception cref="LogException">It cannot be read: one sentence says why.</exception>
    public static EvaluationLog Open(string path)
    {
        ILogFile? file = null;
        try
        {
            file = IsArchive(path) ? new ArchiveLogFile(path) : new JsonLogFile(path);
            return new EvaluationLog(path, file);
        }
        catch (Exception exception) when (exception is not LogException && IsOfTheFile(exception))
        {
            file?.Dispose();
            throw Named(path, part: null, exception);
        }
        catch (LogException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>A sample by its scenario and which playing of it; null where the log has none.</summary>
    public SampleSummary? Find(string id, int epoch) => _contents.Value.ByKey.TryGetValue((id, epoch), out var entry) ? entry.Summary : null;

    /// <summary>Reads a whole sample.</summary>
    /// <exception cref="LogException">It is not in the log, or cannot be read.</exception>
    public LoggedSample Read(SampleSummary summary)
    {
        var name = _contents.Value.ByKey.TryGetValue((summary.Id, summary.Epoch), out var entry) ? entry.Name : _file.NameOf(summary.Id, summary.Epoch);
        if (name is null)
        {
            throw new LogException(Path, LogNames.PlainSample(ZipDirectory.Shown(summary.Id), summary.Epoch), "the log has no such sample");
        }

        return Guard(ZipDirectory.Shown(name), () =>
        {
            using var sample = LogJson.Parse(_file.ReadSample(name));
            return SampleReader.Read(sample.RootElement);
        });
    }

    /// <summary>Writes the log anew: an archive (<c>.eval</c>) or one file of JSON (<c>.json</c>), by the path's ending. Every field is kept as it was written, whoever wrote it.</summary>
    /// <exception cref="LogException">A part of the log cannot be read; nothing is written then.</exception>
    /// <exception cref="ArgumentException">The path ends neither in <c>.eval</c> nor in <c>.json</c>.</exception>
    public void WriteTo(string path) => LogConversion.Write(_file, EvaluationLogWriter.Required(path), (part, write) => Guard(part, () =>
    {
        write();
        return true;
    }));

    public void Dispose() => _file.Dispose();

    private Contents ReadSummaries()
    {
        var found = new Dictionary<(string, int), (SampleSummary, string?)>();
        var scenarios = new Dictionary<string, SampleSummary>(StringComparer.Ordinal);
        var summaries = _file.ReadSummaries();
        foreach (var text in summaries ?? [])
        {
            using var line = LogJson.Parse(text);
            var summary = SummaryReader.Read(line.RootElement);
            var name = _file.NameOf(summary.Id, summary.Epoch);

            // Another tool that rewrites a log of ours makes a list of its own, without judgments.
            Add(Header.IsOurs && summary.Judgment is null && name is not null ? FromSample(name) : summary, name);
        }

        if (summaries is null)
        {
            foreach (var name in _file.Samples)
            {
                Add(FromSample(name), name);
            }
        }

        return new Contents(found, [.. found.Values.Select(entry => entry.Item1)]);

        // A sample that was played again follows its earlier playing, and replaces it.
        void Add(SampleSummary summary, string? name)
        {
            var shared = scenarios.TryGetValue(summary.Id, out var first) ? first : scenarios[summary.Id] = summary;
            found[(shared.Id, summary.Epoch)] = (SummaryReader.Sharing(summary, shared), name);
        }
    }

    private SampleSummary FromSample(string name)
    {
        using var sample = LogJson.Parse(_file.ReadSample(name));
        return SummaryReader.Read(sample.RootElement);
    }

    private T Guard<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not LogException && IsOfTheFile(exception))
        {
            throw Named(Path, part, exception);
        }
    }

    private static LogException Named(string path, string? part, Exception exception) => exception switch
    {
        LogPartException known => new(path, known.Part, known.Message, exception),
        FileNotFoundException or DirectoryNotFoundException => new(path, null, "there is no such file", exception),
        UnauthorizedAccessException => new(path, null, Directory.Exists(path) ? "it is a folder, and a log is a file" : "it may not be read", exception),
        InvalidDataException or JsonException { InnerException: null, LineNumber: null } => new(path, part, exception.Message.TrimEnd('.').ReplaceLineEndings(" "), exception),
        JsonException or InvalidOperationException or FormatException or NotSupportedException =>
            new(path, part, $"it is not as a log has it: {exception.Message.TrimEnd('.').ReplaceLineEndings(" ")}", exception),
        _ => new(path, part, $"it cannot be read: {exception.Message.TrimEnd('.').ReplaceLineEndings(" ")}", exception),
    };

    // What hostile bytes can bring about in the parsers below.
    private static bool IsOfTheFile(Exception exception) => exception is LogPartException or JsonException or InvalidDataException or IOException or UnauthorizedAccessException
        or InvalidOperationException or FormatException or NotSupportedException or ArgumentException or OverflowException;

    private static bool IsArchive(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> first = stackalloc byte[2];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual("PK"u8);
    }

    private sealed record Contents(Dictionary<(string Id, int Epoch), (SampleSummary Summary, string? Name)> ByKey, IReadOnlyList<SampleSummary> Summaries);
}
