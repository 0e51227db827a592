using System.Buffers.Binary;
using System.Text.Json;

namespace TeachWhy.Transformer;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Begin">Its first byte, counted from where the numbers begin.</param>
internal sealed record SafetensorsEntry(WeightType Type, IReadOnlyList<long> Shape, long Begin);

/// <summary>Reads the header of a safetensors file and checks everything in it that can be checked without the numbers.</summary>
internal static class SafetensorsHeader
{
    private const long LargestHeader = 64L << 20;
    private const int DeepestJson = 8;

    public static Dictionary<string, SafetensorsEntry> Read(WeightFile file, out long dataStart)
    {
        var path = file.Path;
        Span<byte> length = stackalloc byte[sizeof(long)];
        if (file.Length < length.Length)
        {
            throw new InvalidDataException($"{path} is too short to be a safetensors file.");
        }
        file.Read(0, length);
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerLength < 2 || headerLength > Math.Min(LargestHeader, file.Length - sizeof(long)))
        {
            throw new InvalidDataException($"{path} claims a header of {headerLength} bytes in a file of {file.Length}.");
        }
        var bytes = new byte[headerLength];
        file.Read(sizeof(long), bytes);
        dataStart = sizeof(long) + headerLength;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return ReadEntries(document.RootElement, path, file.Length - dataStart);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new InvalidDataException($"{path} has a damaged header: {JsonFile.Shortened(failure.Message)}", failure);
        }
    }

    /// <summary>How the format names a type.</summary>
    public static string NameOf(WeightType type) => type switch
    {
        WeightType.Float32 => "F32",
        WeightType.Float16 => "F16",
        WeightType.BFloat16 => "BF16",
        _ => throw new ArgumentException($"Safetensors hold no numbers of type {type}.", nameof(type)),
    };

    private static Dictionary<string, SafetensorsEntry> ReadEntries(JsonElement header, string path, long dataLength)
    {
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        var stretches = new List<(long Begin, long End)>();
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                continue;
            }
            var (entry, end) = ReadEntry(property, path);
            stretches.Add((entry.Begin, end));
            if (!entries.TryAdd(property.Name, entry))
            {
                throw new InvalidDataException($"{path} names the tensor {JsonPart.Quoted(property.Name)} twice.");
            }
        }

        // Sorted, the tensors must follow each other without gap or overlap and end where the file ends.
        stretches.Sort();
        var position = 0L;
        foreach (var (begin, end) in stretches)
        {
            if (begin != position)
            {
                throw new InvalidDataException($"{path} places a tensor at byte {begin} where {position} was due: a gap or an overlap.");
            }
            position = end;
        }
        return position == dataLength
            ? entries
            : throw new InvalidDataException($"{path} describes {position} bytes of numbers and holds {dataLength}.");
    }

    private static (SafetensorsEntry Entry, long End) ReadEntry(JsonProperty property, string path)
    {
        var type = property.Value.GetProperty("dtype").GetString() switch
        {
            "F32" => WeightType.Float32,
            "F16" => WeightType.Float16,
            "BF16" => WeightType.BFloat16,
            var other => throw new InvalidDataException($"{path} stores {JsonPart.Quoted(property.Name)} as {JsonPart.Quoted(other ?? "nothing")}; F32, F16 and BF16 can be loaded."),
        };
        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToList();
        var offsets = property.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
        {
            throw new InvalidDataException($"{path} gives {JsonPart.Quoted(property.Name)} {offsets.GetArrayLength()} offsets instead of two.");
        }
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (begin < 0 || end < begin || shape.Exists(size => size < 0))
        {
            throw new InvalidDataException($"{path} gives {JsonPart.Quoted(property.Name)} the bytes from {begin} to {end} and the shape [{string.Join(", ", shape.Take(8))}].");
        }
        var elements = shape.Aggregate(1L, (product, size) => checked(product * size));
        return type.BytesOf(elements) == end - begin
            ? (new SafetensorsEntry(type, shape, begin), end)
            : throw new InvalidDataException($"{path} gives {JsonPart.Quoted(property.Name)} {end - begin} bytes for {elements} numbers of type {NameOf(type)}.");
    }
}
