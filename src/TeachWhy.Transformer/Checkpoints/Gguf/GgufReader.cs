using System.Buffers.Binary;
using System.Text;

namespace TeachWhy.Transformer.Gguf;

/// <summary>
/// Reads the front of a GGUF file, value after value. Nothing that the file claims is believed before it is compared with the
/// bytes that are left, so memory stays within a few times the file's size.
/// </summary>
internal sealed class GgufReader(WeightFile file)
{
    private const int BufferLength = 1 << 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[BufferLength];
    private long _bufferStart;
    private int _bufferFilled;

    /// <summary>The next byte.</summary>
    public long Position { get; private set; }

    public long Left => file.Length - Position;

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Bytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Bytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A number of things that each take some bytes at least: no more than the file has room for.</summary>
    public int Count(string what, int bytesEach, int most = int.MaxValue)
    {
        var count = UInt64();
        return count <= (ulong)(Left / bytesEach) && count <= (ulong)most
            ? (int)count
            : throw new InvalidDataException($"{file.Path} claims {count} {what} with {Left} bytes left.");
    }

    public string Text(string what)
    {
        var bytes = new byte[Count($"bytes of {what}", 1)];
        Bytes(bytes);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (ArgumentException failure)
        {
            throw new InvalidDataException($"{file.Path} holds {what} that is no UTF-8, before byte {Position}.", failure);
        }
    }

    public GgufValue Value(string key)
    {
        var type = Type(key);
        if (type != GgufValueType.Array)
        {
            return type == GgufValueType.String ? new GgufValue(type, [], [Text($"the value of \"{key}\"")]) : Numbers(type, 1);
        }
        var element = Type(key);
        if (element == GgufValueType.Array)
        {
            throw new InvalidDataException($"{file.Path} gives \"{key}\" arrays within an array, which are not supported.");
        }
        if (element != GgufValueType.String)
        {
            return Numbers(element, Count($"values of \"{key}\"", GgufFormat.SizeOf(element))) with { IsArray = true };
        }
        var texts = new string[Count($"texts of \"{key}\"", sizeof(ulong))];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text($"a text of \"{key}\"");
        }
        return new GgufValue(element, [], texts) { IsArray = true };
    }

    private GgufValueType Type(string key)
    {
        var type = (GgufValueType)UInt32();
        return Enum.IsDefined(type) ? type : throw new InvalidDataException($"{file.Path} gives \"{key}\" a value of the unknown type {(uint)type}.");
    }

    private GgufValue Numbers(GgufValueType type, int count)
    {
        var bytes = new byte[(long)count * GgufFormat.SizeOf(type)];
        Bytes(bytes);
        return new GgufValue(type, bytes, []);
    }

    private void Bytes(Span<byte> destination)
    {
        if (destination.Length > Left)
        {
            throw new InvalidDataException($"{file.Path} ends at byte {file.Length}, in the middle of its header.");
        }
        while (destination.Length > 0)
        {
            var at = (int)(Position - _bufferStart);
            if (at >= _bufferFilled)
            {
                (_bufferStart, _bufferFilled, at) = (Position, (int)Math.Min(BufferLength, Left), 0);
                file.Read(_bufferStart, _buffer.AsSpan(0, _bufferFilled));
            }
            var count = Math.Min(destination.Length, _bufferFilled - at);
            _buffer.AsSpan(at, count).CopyTo(destination);
            destination = destination[count..];
            Position += count;
        }
    }
}

/// <summary>A value of the metadata.</summary>
/// <param name="Type">Of the value, or of each in an array.</param>
/// <param name="Bytes">Numbers as the file has them.</param>
/// <param name="Texts">One text, or those of an array.</param>
internal sealed record GgufValue(GgufValueType Type, byte[] Bytes, string[] Texts)
{
    public bool IsArray { get; init; }
}
