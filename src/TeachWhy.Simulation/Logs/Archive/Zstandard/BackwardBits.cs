using System.Buffers.Binary;
using System.Numerics;

namespace TeachWhy.Simulation;

/// <summary>Bits read from the end of a text to its beginning: the last byte's highest set bit marks where they start.</summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <exception cref="InvalidDataException">There is no mark.</exception>
    public BackwardBits(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[^1] == 0)
        {
            throw new InvalidDataException("its zstd data have bits without an end");
        }

        _bytes = bytes;
        Left = ((bytes.Length - 1) * 8) + BitOperations.Log2(bytes[^1]);
    }

    /// <summary>How many bits are left; negative once more were taken than there are.</summary>
    public int Left { get; private set; }

    /// <summary>Takes the next bits, highest first; beyond the beginning they are zeros.</summary>
    /// <param name="count">At most 32.</param>
    public uint Take(int count)
    {
        var bits = Peek(count);
        Left -= count;
        return bits;
    }

    public readonly uint Peek(int count)
    {
        var place = Left - count;
        var mask = (1UL << count) - 1;
        if (place >= 0)
        {
            return (uint)((Word(place >> 3) >> (place & 7)) & mask);
        }

        return Left <= 0 ? 0 : (uint)((Word(0) << -place) & mask);
    }

    public void Skip(int count) => Left -= count;

    private readonly ulong Word(int start)
    {
        if (start + 8 <= _bytes.Length)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(_bytes[start..]);
        }

        var word = 0UL;
        for (var i = _bytes.Length - 1; i >= start; i--)
        {
            word = (word << 8) | _bytes[i];
        }

        return word;
    }
}
