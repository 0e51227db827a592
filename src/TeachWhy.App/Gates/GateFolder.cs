using System.Text.Encodings.Web;
using System.Text.Json;
using TeachWhy.Training;
using DataFiles = TeachWhy.Curriculum.Making.DataFiles;

namespace TeachWhy.App.Gates;

/// <summary>The folder of what passed, byte for byte as it came, and of what did not: written aside, and moved into place when it is whole.</summary>
internal sealed class GateFolder : IDisposable
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;
    private readonly string _aside;
    private readonly FileStream _passed;
    private readonly FileStream _rejected;

    /// <exception cref="Mistake">There is something already.</exception>
    public GateFolder(string folder)
    {
        if (Path.Exists(folder) && (File.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new Mistake($"--out cannot be '{folder}': there is something already; give a new or an empty folder.");
        }

        _folder = folder;
        _aside = $"{Path.TrimEndingDirectorySeparator(folder)}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(_aside);
        _passed = File.Create(Path.Combine(_aside, DataFiles.Data), 1 << 16);
        _rejected = File.Create(Path.Combine(_aside, DataFiles.Rejected), 1 << 16);
    }

    public void Pass(JsonLine line)
    {
        _passed.Write(line.Text.Span);
        _passed.WriteByte((byte)'\n');
    }

    /// <summary>Adds a line with the gate, why, where it was, and the example as it came.</summary>
    public void Reject(JsonLine line, RefusedItem item)
    {
        using (var json = new Utf8JsonWriter(_rejected, Json))
        {
            json.WriteStartObject();
            json.WriteString("gate", item.Gate);
            json.WriteString("reason", item.Reason);
            json.WriteString("file", item.File);
            json.WriteNumber("line", item.Line);
            json.WritePropertyName("example");
            json.WriteRawValue(line.Text.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        _rejected.WriteByte((byte)'\n');
    }

    /// <summary>Moves it into place.</summary>
    public void Finish()
    {
        Close();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }

        Directory.Move(_aside, _folder);
    }

    /// <summary>Removes what was not finished.</summary>
    public void Dispose()
    {
        Close();
        if (Directory.Exists(_aside))
        {
            Directory.Delete(_aside, recursive: true);
        }
    }

    private void Close()
    {
        _passed.Dispose();
        _rejected.Dispose();
    }
}
