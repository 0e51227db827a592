namespace TeachWhy.Simulation;

/// <summary>A log as one JSON file. Other tools read the header first, and it is known last: samples wait in a file beside.</summary>
internal sealed class JsonSink(string path) : ILogSink
{
    private readonly FileStream _samples = new(path + ".samples", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    public void Add(string id, int epoch, ScenarioText? shared, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> summary)
    {
        if (_samples.Position > 0)
        {
            _samples.Write(",\n"u8);
        }

        _samples.Write(shared?.Opening ?? []);
        _samples.Write(rest);
    }

    public void Finish(ReadOnlySpan<byte> header, ReadOnlySpan<byte> reductions)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        file.Write(header);
        file.Write(",\n\"samples\":["u8);
        _samples.Position = 0;
        _samples.CopyTo(file);
        file.Write("]"u8);
        if (!reductions.IsEmpty)
        {
            file.Write(",\n\"reductions\":"u8);
            file.Write(reductions);
        }

        file.Write("}\n"u8);
    }

    public void Dispose() => _samples.Dispose();
}
