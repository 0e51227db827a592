using System.Buffers;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>A buffer for JSON that is used again and again.</summary>
internal sealed class JsonText : IDisposable
{
    private const int Largest = 1 << 20;

    private ArrayBufferWriter<byte> _text = new(1 << 14);
    private readonly Utf8JsonWriter _writer;

    public JsonText() => _writer = new(_text, LogJson.Parts);

    /// <summary>Starts anew.</summary>
    public Utf8JsonWriter Begin()
    {
        // One long reply must not keep its memory for the rest of the log.
        if (_text.Capacity > Largest)
        {
            _text = new(1 << 14);
        }

        _text.ResetWrittenCount();
        _writer.Reset(_text);
        return _writer;
    }

    /// <summary>What was written; good until the next beginning.</summary>
    public Memory<byte> End()
    {
        _writer.Flush();
        return System.Runtime.InteropServices.MemoryMarshal.AsMemory(_text.WrittenMemory);
    }

    public void Dispose() => _writer.Dispose();
}
