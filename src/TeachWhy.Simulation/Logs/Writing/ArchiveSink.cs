using System.IO.Compression;

namespace TeachWhy.Simulation;

/// <summary>A log as an archive: <c>.eval</c>.</summary>
internal sealed class ArchiveSink : ILogSink
{
    private readonly Stream _file;
    private readonly ZipFileWriter _archive;
    private readonly SummaryMembers _summaries;

    /// <param name="path">Where to write; the file is complete only when it is finished.</param>
    /// <param name="start">What is known of the evaluation before the first sample.</param>
    public ArchiveSink(string path, ReadOnlySpan<byte> start)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _archive = new ZipFileWriter(_file);
        _summaries = new SummaryMembers(_archive, path + ".summaries");
        _archive.Add(LogNames.Start, Pack(start));
    }

    public void Add(string id, int epoch, ScenarioText? shared, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> summary)
    {
        var packed = DeflatedText.Of(rest, CompressionLevel.Fastest);
        if (shared?.PackedOpening is { } opening)
        {
            _archive.Add(LogNames.Sample(id, epoch), opening, packed);
        }
        else
        {
            _archive.Add(LogNames.Sample(id, epoch), packed);
        }

        _summaries.Add(summary);
    }

    public void Finish(ReadOnlySpan<byte> header, ReadOnlySpan<byte> reductions)
    {
        _summaries.Finish();
        if (!reductions.IsEmpty)
        {
            _archive.Add(LogNames.Reductions, Pack(reductions));
        }

        _archive.Add(LogNames.Header, Pack(header), DeflatedText.Stored("}"u8));
        _archive.Finish();
        _file.Flush();
    }

    public void Dispose()
    {
        _summaries.Dispose();
        _archive.Dispose();
        _file.Dispose();
    }

    private static DeflatedText Pack(ReadOnlySpan<byte> text) => DeflatedText.Of(text, CompressionLevel.Optimal);
}
