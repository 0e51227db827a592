using System.Buffers;
using System.IO.Compression;

namespace TeachWhy.Simulation;

/// <summary>The list of samples in an archive: in parts while samples come, and as a whole at the end. It waits on disk, not in memory.</summary>
internal sealed class SummaryMembers(ZipFileWriter archive, string scratch) : IDisposable
{
    private const int PartBytes = 1 << 18;

    private static readonly DeflatedText Open = DeflatedText.Stored("["u8);
    private static readonly DeflatedText Comma = DeflatedText.Stored(","u8);
    private static readonly DeflatedText Close = DeflatedText.Stored("]"u8);

    private readonly ArrayBufferWriter<byte> _part = new();
    private readonly FileStream _whole = new(scratch, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    private (uint Checksum, long Length) _sum;
    private int _parts;

    public void Add(ReadOnlySpan<byte> summary)
    {
        if (_part.WrittenCount > 0)
        {
            _part.Write(","u8);
        }

        _part.Write(summary);
        if (_part.WrittenCount >= PartBytes)
        {
            EndPart();
        }
    }

    /// <summary>Writes the member with all of them.</summary>
    public void Finish()
    {
        EndPart();
        Append(_parts == 0 ? Open : null);
        Append(Close);
        archive.Add(LogNames.Summaries, _sum.Checksum, _sum.Length, _whole);
    }

    public void Dispose() => _whole.Dispose();

    private void EndPart()
    {
        if (_part.WrittenCount == 0)
        {
            return;
        }

        var part = DeflatedText.Of(_part.WrittenSpan, CompressionLevel.Fastest);
        _part.ResetWrittenCount();
        Append(_parts++ == 0 ? Open : Comma);
        Append(part);
        archive.Add($"{LogNames.SummaryJournal}{_parts}.json", Open, part, Close);
    }

    private void Append(DeflatedText? text)
    {
        if (text is not null)
        {
            _sum = (_sum.Length == 0 ? text.Checksum : Crc32.Combine(_sum.Checksum, text.Checksum, text.Length), _sum.Length + text.Length);
            _whole.Write(text.Bytes.Span);
        }
    }
}
