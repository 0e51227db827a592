using System.Buffers.Binary;

namespace TeachWhy.Transformer.Gguf;

/// <summary>The metadata of a GGUF file, each value read as what it must be.</summary>
internal sealed class GgufMetadata(string path, IReadOnlyDictionary<string, GgufValue> values)
{
    public string Path => path;

    public IEnumerable<string> Keys => values.Keys;

    public string? Text(string key) => Find(key) is not { } value ? null
        : value is { IsArray: false, Texts: [var text] } ? text : throw Wrong(key, "a text");

    public IReadOnlyList<string>? Texts(string key) => Find(key) is not { } value ? null
        : value is { IsArray: true, Type: GgufValueType.String } ? value.Texts : throw Wrong(key, "an array of texts");

    public long? Whole(string key) => Find(key) is not { } value ? null
        : !value.IsArray && IsWhole(value.Type) ? WholeAt(value, 0) : throw Wrong(key, "a whole number");

    public int[]? Wholes(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }
        return value is { IsArray: true, Type: GgufValueType.Int32 or GgufValueType.UInt32 }
            ? [.. Enumerable.Range(0, value.Bytes.Length / sizeof(int)).Select(i => BinaryPrimitives.ReadInt32LittleEndian(value.Bytes.AsSpan(i * sizeof(int))))]
            : throw Wrong(key, "an array of 32-bit numbers");
    }

    public float? Number(string key) => Find(key) is not { } value ? null : value switch
    {
        { IsArray: false, Type: GgufValueType.Float32 } => Finite(key, BinaryPrimitives.ReadSingleLittleEndian(value.Bytes)),
        { IsArray: false, Type: GgufValueType.Float64 } => Finite(key, (float)BinaryPrimitives.ReadDoubleLittleEndian(value.Bytes)),
        _ => throw Wrong(key, "a number with a fraction"),
    };

    public bool? Flag(string key) => Find(key) is not { } value ? null
        : value is { IsArray: false, Type: GgufValueType.Bool } ? value.Bytes[0] != 0 : throw Wrong(key, "true or false");

    /// <summary>True of a value that asks for something: neither zero, false, empty nor an array of such.</summary>
    public bool SwitchedOn(string key) => Find(key) is { } value && (value.Bytes.AsSpan().ContainsAnyExcept((byte)0) || Array.Exists(value.Texts, text => text.Length > 0));

    public int Size(string key, int largest)
    {
        var size = Whole(key) ?? throw new InvalidDataException($"{path} says no \"{key}\".");
        return size > 0 && size <= largest ? (int)size : throw new InvalidDataException($"{path} says \"{key}\" is {size}; it must be from 1 to {largest}.");
    }

    public InvalidDataException Wrong(string key, string expected) => new($"{path} gives \"{key}\" a value that is not {expected}.");

    private GgufValue? Find(string key) => values.GetValueOrDefault(key);

    private float Finite(string key, float number) => float.IsFinite(number) ? number : throw Wrong(key, "a finite number");

    private static bool IsWhole(GgufValueType type) =>
        type is not (GgufValueType.Float32 or GgufValueType.Float64 or GgufValueType.Bool or GgufValueType.String or GgufValueType.Array);

    private static long WholeAt(GgufValue value, int at) => value.Type switch
    {
        GgufValueType.UInt8 => value.Bytes[at],
        GgufValueType.Int8 => (sbyte)value.Bytes[at],
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(value.Bytes),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(value.Bytes),
        GgufValueType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(value.Bytes),
        GgufValueType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(value.Bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(value.Bytes),
    };
}
