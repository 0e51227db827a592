using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// Weights as safetensors: eight bytes of header length, a JSON header of names, types, shapes and offsets, the numbers.
/// A file from elsewhere is hostile until checked: sizes are compared before memory is taken for them.
/// </summary>
internal static class Safetensors
{
    private const string Float32 = "F32";

    public static void Save(string path, IReadOnlyList<ParameterTensor> tensors)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { ["format"] = "pt" } };
        foreach (var tensor in tensors)
        {
            var begin = (long)tensor.Offset * sizeof(float);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = Float32,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(begin, begin + (long)tensor.Length * sizeof(float)),
            };
        }
        var json = header.ToJsonString();

        // The numbers begin on a multiple of eight bytes, padded with spaces as the format asks.
        var bytes = System.Text.Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        file.Write(length);
        file.Write(bytes);
        foreach (var tensor in tensors)
        {
            file.Write(MemoryMarshal.AsBytes(tensor.Values));
        }
        file.Flush(flushToDisk: true);
    }

    /// <summary>A model of the given shape, every number of it from the file.</summary>
    public static TransformerModel Load(string path, TransformerShape shape)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        var entries = SafetensorsHeader.Read(file, path, out var dataStart);
        var expected = shape.ParameterCount * sizeof(float);
        if (file.Length - dataStart != expected)
        {
            throw new InvalidDataException(
                $"{path} holds {file.Length - dataStart} bytes of numbers where its config.json asks for {expected}.");
        }

        var model = new TransformerModel(shape);
        try
        {
            foreach (var tensor in model.Tensors)
            {
                if (!entries.Remove(tensor.Name, out var entry))
                {
                    throw new InvalidDataException($"{path} has no tensor \"{tensor.Name}\".");
                }
                Read(file, path, dataStart, entry, tensor);
            }
            if (entries.Count > 0)
            {
                throw new InvalidDataException($"{path} has a tensor \"{entries.Keys.First()}\" that the model does not know.");
            }
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void Read(FileStream file, string path, long dataStart, SafetensorsEntry entry, ParameterTensor tensor)
    {
        if (entry.Type != Float32)
        {
            throw new InvalidDataException($"{path} stores \"{tensor.Name}\" as {entry.Type}; only {Float32} can be loaded.");
        }
        if (!entry.Shape.SequenceEqual(tensor.Shape.Select(size => (long)size)))
        {
            throw new InvalidDataException(
                $"{path} gives \"{tensor.Name}\" the shape [{string.Join(", ", entry.Shape)}] where its config.json asks for [{string.Join(", ", tensor.Shape)}].");
        }
        file.Position = dataStart + entry.Begin;
        file.ReadExactly(MemoryMarshal.AsBytes(tensor.Values));
        foreach (var value in tensor.Values)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidDataException($"{path} holds a number in \"{tensor.Name}\" that is not finite.");
            }
        }
    }
}
