using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>A JSON file from elsewhere: bounded in size and depth, no name twice, and one sentence for whatever is wrong with it.</summary>
internal static class JsonFile
{
    private const long LargestFile = 64L << 20;

    private const int LongestReason = 300;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>How our own files are written.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is too large or no JSON object, or the reader refuses it.</exception>
    public static T Read<T>(string path, Func<JsonFields, T> read)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"{path} is missing.", path);
        }
        if (file.Length > LargestFile)
        {
            throw new InvalidDataException($"{path} has {file.Length} bytes; at most {LargestFile} are read.");
        }
        return Read(File.ReadAllBytes(path), path, read);
    }

    /// <summary>A reason that may quote what another wrote.</summary>
    public static string Shortened(string reason) => reason.Length <= LongestReason ? reason : $"{reason[..LongestReason]}...";

    /// <exception cref="InvalidDataException">It is no JSON object, or the reader refuses it.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string path, Func<JsonFields, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new JsonFields(document.RootElement, path))
                : throw new InvalidDataException($"{path} holds no JSON object.");
        }
        // InvalidOperation is a name or text with half of a surrogate pair.
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is damaged: {Shortened(failure.Message)}", failure);
        }
    }
}
