using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeachWhy.Simulation;

/// <summary>A log as an archive: <c>.eval</c>. One that was cut short has a journal and no header.</summary>
internal sealed class ArchiveLogFile : ILogFile
{
    /// <summary>Bytes that one part may have.</summary>
    public const long MostBytes = 1L << 29;

    /// <summary>Bytes that a list may have, which is never in memory as a whole.</summary>
    private const long MostListBytes = 1L << 34;

    private static readonly Regex SampleName = new(@"\Asamples/.*_epoch_[0-9]+\.json\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private readonly ZipFileReader _archive;

    private static ReadOnlySpan<byte> RestOfStarted => """
        ,"status":"started","stats":{"started_at":"","completed_at":"","model_usage":{},"role_usage":{},"connection_limit_history":[]},"invalidated":false,"tags":[],"metadata":{}
        """u8;

    public ArchiveLogFile(string path)
    {
        _archive = new ZipFileReader(path);
        Samples = [.. _archive.Names.Where(name => SampleName.IsMatch(name))];
        if (!_archive.Has(LogNames.Header) && !_archive.Has(LogNames.Start))
        {
            _archive.Dispose();
            throw new InvalidDataException($"it is no evaluation log: it has neither {LogNames.Header} nor {LogNames.Start}");
        }
    }

    public IReadOnlyList<string> Samples { get; }

    public byte[] ReadHeader() => _archive.Has(LogNames.Header) ? Read(LogNames.Header) : ReadStarted();

    public IEnumerable<byte[]>? ReadSummaries()
    {
        if (_archive.Has(LogNames.Summaries))
        {
            return Items(LogNames.Summaries);
        }

        var journal = Numbered(LogNames.SummaryJournal);
        return journal.Count == 0 ? null : journal.SelectMany(Items);
    }

    public string? NameOf(string id, int epoch) =>
        new[] { LogNames.PlainSample(id, epoch), LogNames.Sample(id, epoch) }.FirstOrDefault(_archive.Has);

    public byte[] ReadSample(string name) => Read(name);

    public byte[]? ReadReductions() => _archive.Has(LogNames.Reductions) ? Read(LogNames.Reductions) : null;

    public void Dispose() => _archive.Dispose();

    private byte[] Read(string name)
    {
        try
        {
            return _archive.Read(name, MostBytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new LogPartException(name, exception.Message, exception);
        }
    }

    // Items are found in one pass and taken in a second: the list is not held, only where its items lie.
    private IEnumerable<byte[]> Items(string name)
    {
        var extents = new List<JsonExtent>();
        try
        {
            using var pass = _archive.Open(name, MostListBytes);
            JsonExtents.Find(pass, opened: null, extents.Add);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or JsonException)
        {
            throw new LogPartException(name, exception.Message, exception);
        }

        return Take(name, extents);
    }

    private IEnumerable<byte[]> Take(string name, List<JsonExtent> extents)
    {
        using var list = _archive.Open(name, MostListBytes);
        var place = 0L;
        foreach (var extent in extents)
        {
            if (extent.Length > MostBytes)
            {
                throw new LogPartException(name, $"one of its items has {extent.Length:N0} bytes, and at most {MostBytes:N0} are read");
            }

            Skip(list, extent.Start - place);
            var item = new byte[extent.Length];
            list.ReadExactly(item);
            place = extent.Start + extent.Length;
            yield return item;
        }
    }

    private static void Skip(Stream stream, long count)
    {
        Span<byte> letter = stackalloc byte[64];
        while (count > 0)
        {
            var read = stream.Read(letter[..(int)Math.Min(count, letter.Length)]);
            count -= read > 0 ? read : throw new EndOfStreamException();
        }
    }

    // What the journal knows, with what a header must have.
    private byte[] ReadStarted()
    {
        var start = Read(LogNames.Start).AsSpan().TrimEnd(" \r\n\t"u8);
        if (start.IsEmpty || start[^1] != '}')
        {
            throw new LogPartException(LogNames.Start, "it is no object");
        }

        byte[] header = [.. start[..^1], .. RestOfStarted];
        var updates = Numbered(LogNames.ConfigurationJournal).Select(Read).ToList();
        return updates.Count == 0
            ? [.. header, .. "}"u8]
            : [.. header, .. ",\"config_updates\":["u8, .. updates.SelectMany((update, index) => index == 0 ? update : [.. ","u8, .. update]), .. "]}"u8];
    }

    private List<string> Numbered(string folder) =>
    [
        .. _archive.Names.Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .OrderBy(name => int.TryParse(name.AsSpan()[folder.Length..^5], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue),
    ];
}
