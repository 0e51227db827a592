using Microsoft.Win32.SafeHandles;

namespace TeachWhy.Simulation;

/// <summary>A log as one JSON file. It is read through once, to find where its samples lie.</summary>
internal sealed class JsonLogFile : ILogFile
{
    private const long MostHeaderBytes = 1L << 29;

    private readonly SafeFileHandle _file;
    private readonly List<JsonExtent> _members = [];
    private readonly List<JsonExtent> _samples = [];

    public JsonLogFile(string path)
    {
        _file = File.OpenHandle(path);
        try
        {
            using var text = new FilePart(_file, 0, RandomAccess.GetLength(_file));
            JsonExtents.Find(text, "samples", extent => (extent.Name.Length > 0 ? _members : _samples).Add(extent));
            if (!_members.Exists(member => member.Name == "eval"))
            {
                throw new InvalidDataException("it is no evaluation log: it has no member 'eval'");
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        Samples = [.. _samples.Select((_, index) => $"samples[{index}]")];
    }

    public IReadOnlyList<string> Samples { get; }

    public byte[] ReadHeader()
    {
        // As they are written: another tool's members are kept whatever they are.
        var members = _members.Where(member => member.Name is not ("samples" or "reductions")).ToList();
        if (members.Sum(member => member.Length) > MostHeaderBytes)
        {
            throw new LogPartException("header", $"it has more than {MostHeaderBytes:N0} bytes");
        }

        using var header = new MemoryStream();
        foreach (var member in members)
        {
            header.Write(header.Length == 0 ? "{\""u8 : ",\""u8);
            header.Write(LogJson.Bytes(member.Name));
            header.Write("\":"u8);
            header.Write(Read(member));
        }

        header.Write("}"u8);
        return header.ToArray();
    }

    public IEnumerable<byte[]>? ReadSummaries() => null;

    public string? NameOf(string id, int epoch) => null;

    public byte[] ReadSample(string name)
    {
        var extent = _samples[int.Parse(name.AsSpan()["samples[".Length..^1])];
        return extent.Length <= ArchiveLogFile.MostBytes
            ? Read(extent)
            : throw new LogPartException(name, $"it has {extent.Length:N0} bytes, and at most {ArchiveLogFile.MostBytes:N0} are read");
    }

    public byte[]? ReadReductions() => _members.Find(member => member.Name == "reductions") is { Length: > 0 } found ? Read(found) : null;

    public void Dispose() => _file.Dispose();

    private byte[] Read(JsonExtent extent) => ZipDirectory.Bytes(_file, extent.Start, checked((int)extent.Length));
}
