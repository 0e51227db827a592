using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>Writes safetensors: eight bytes of header length, a JSON header of names, types, shapes and places, the numbers.</summary>
internal static class Safetensors
{
    // Divisible by every type's block.
    private const int NumbersAtOnce = 1 << 16;

    /// <summary>Tensors as they lie in memory.</summary>
    public static void Save(string path, IReadOnlyList<ParameterTensor> tensors) => Save(
        path, [.. tensors.Select(tensor => (tensor.Name, tensor.Shape))], WeightType.Float32,
        (name, start, numbers) => tensors.First(tensor => tensor.Name == name).Values.Slice((int)start, numbers.Length).CopyTo(numbers));

    /// <summary>Tensors of a source, rounded to the type, a stretch at a time.</summary>
    /// <param name="read">Fills numbers of the named tensor from the given one on.</param>
    public static void Save(string path, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> tensors, WeightType type, ReadNumbers read)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        WriteHeader(file, tensors, type);
        foreach (var (name, shape) in tensors)
        {
            WriteNumbers(file, name, LengthOf(shape), type, read);
        }
        file.Flush(flushToDisk: true);
    }

    /// <summary>Writes the numbers of one tensor.</summary>
    /// <exception cref="NumberTooLargeException">The type does not reach as far as one of them.</exception>
    public static void WriteNumbers(Stream file, string name, long length, WeightType type, ReadNumbers read)
    {
        var numbers = new float[(int)Math.Min(NumbersAtOnce, length)];
        var bytes = new byte[(int)type.BytesOf(numbers.Length)];
        for (var start = 0L; start < length; start += NumbersAtOnce)
        {
            var count = (int)Math.Min(NumbersAtOnce, length - start);
            var stored = bytes.AsSpan(0, (int)type.BytesOf(count));
            read(name, start, numbers.AsSpan(0, count));
            try
            {
                StoredNumbers.Encode(type, numbers.AsSpan(0, count), stored);
            }
            catch (OverflowException failure)
            {
                throw new NumberTooLargeException(name, type, failure);
            }
            file.Write(stored);
        }
    }

    public static long LengthOf(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static void WriteHeader(FileStream file, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> tensors, WeightType type)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        var begin = 0L;
        foreach (var (name, shape) in tensors)
        {
            var end = begin + type.BytesOf(LengthOf(shape));
            header[name] = new JsonObject
            {
                ["dtype"] = SafetensorsHeader.NameOf(type),
                ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(begin, end),
            };
            begin = end;
        }

        // The numbers begin on a multiple of eight bytes, padded with spaces as the format asks.
        var json = header.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        file.Write(length);
        file.Write(bytes);
    }
}

/// <summary>Fills numbers of a named tensor from the given one on.</summary>
internal delegate void ReadNumbers(string name, long start, Span<float> numbers);
