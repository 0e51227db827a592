using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TeachWhy.Transformer;

/// <summary>
/// Numbers as files hold them. Reading is exact. Writing rounds to the nearest, to even where two are as near;
/// 8 bits are written as ggml does: 32 numbers share a scale of their largest / 127, rounded away from zero where two are as near.
/// </summary>
internal static class StoredNumbers
{
    private const int QuantizedLength = 32;
    private const int QuantizedBytes = sizeof(ushort) + QuantizedLength;
    private const float LargestQuantized = 127f;

    /// <summary>Numbers that are stored together.</summary>
    public static int BlockLength(this WeightType type) => type == WeightType.Quantized8 ? QuantizedLength : 1;

    /// <summary>Bytes that they take.</summary>
    public static int BlockBytes(this WeightType type) => type switch
    {
        WeightType.Float32 => 4,
        WeightType.Float16 or WeightType.BFloat16 => 2,
        _ => QuantizedBytes,
    };

    /// <summary>Bytes of so many numbers, a whole number of blocks of them.</summary>
    public static long BytesOf(this WeightType type, long count) => checked(count / type.BlockLength() * type.BlockBytes());

    public static void Decode(WeightType type, ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        switch (type)
        {
            case WeightType.Float32:
                bytes.CopyTo(MemoryMarshal.AsBytes(numbers));
                break;
            case WeightType.Float16:
                DecodeHalves(MemoryMarshal.Cast<byte, ushort>(bytes), numbers);
                break;
            case WeightType.BFloat16:
                DecodeUpperHalves(MemoryMarshal.Cast<byte, ushort>(bytes), numbers);
                break;
            default:
                for (var block = 0; block < numbers.Length / QuantizedLength; block++)
                {
                    DecodeQuantized(bytes.Slice(block * QuantizedBytes, QuantizedBytes), numbers.Slice(block * QuantizedLength, QuantizedLength));
                }
                break;
        }
    }

    /// <exception cref="OverflowException">A number is too large for the type.</exception>
    public static void Encode(WeightType type, ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        switch (type)
        {
            case WeightType.Float32:
                MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
                break;
            case WeightType.Float16:
                for (var i = 0; i < numbers.Length; i++)
                {
                    BinaryPrimitives.WriteHalfLittleEndian(bytes[(2 * i)..], ToHalf(numbers[i]));
                }
                break;
            case WeightType.BFloat16:
                for (var i = 0; i < numbers.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], ToUpperHalf(numbers[i]));
                }
                break;
            default:
                for (var block = 0; block < numbers.Length / QuantizedLength; block++)
                {
                    EncodeQuantized(numbers.Slice(block * QuantizedLength, QuantizedLength), bytes.Slice(block * QuantizedBytes, QuantizedBytes));
                }
                break;
        }
    }

    /// <summary>The first that is neither finite; −1 where all are.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> numbers)
    {
        const uint Exponent = 0x7F800000;
        var bits = MemoryMarshal.Cast<float, uint>(numbers);
        var i = 0;
        var (mask, found) = (new Vector<uint>(Exponent), Vector<uint>.Zero);
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            found |= Vector.Equals(new Vector<uint>(bits[i..]) & mask, mask);
        }
        for (i = found == Vector<uint>.Zero ? i : 0; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
            {
                return i;
            }
        }
        return -1;
    }

    private static void DecodeHalves(ReadOnlySpan<ushort> halves, Span<float> numbers)
    {
        // A half's bits moved into a single's places are its value / 2^112, small halves included.
        const float Scale = 5.192296858534828e33f;
        var (sign, magnitude) = (new Vector<uint>(0x8000), new Vector<uint>(0x7FFF));
        var infinite = new Vector<uint>(0x7C00);
        var infinity = new Vector<uint>(0x7F800000);
        var i = 0;
        for (; i <= halves.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(halves[i..]), out var low, out var high);
            Wide(low).CopyTo(numbers[i..]);
            Wide(high).CopyTo(numbers[(i + Vector<uint>.Count)..]);
        }
        for (; i < halves.Length; i++)
        {
            numbers[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);
        }

        Vector<float> Wide(Vector<uint> bits)
        {
            var value = Vector.AsVectorUInt32(Vector.AsVectorSingle((bits & magnitude) << 13) * Scale);
            value |= infinity & Vector.GreaterThanOrEqual(bits & magnitude, infinite);
            return Vector.AsVectorSingle(value | ((bits & sign) << 16));
        }
    }

    private static void DecodeUpperHalves(ReadOnlySpan<ushort> halves, Span<float> numbers)
    {
        var bits = MemoryMarshal.Cast<float, uint>(numbers);
        var i = 0;
        for (; i <= halves.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(halves[i..]), out var low, out var high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }
        for (; i < halves.Length; i++)
        {
            bits[i] = (uint)halves[i] << 16;
        }
    }

    private static void DecodeQuantized(ReadOnlySpan<byte> block, Span<float> numbers)
    {
        var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
        for (var i = 0; i < QuantizedLength; i++)
        {
            numbers[i] = (sbyte)block[sizeof(ushort) + i] * scale;
        }
    }

    private static void EncodeQuantized(ReadOnlySpan<float> numbers, Span<byte> block)
    {
        var largest = 0f;
        foreach (var number in numbers)
        {
            largest = Math.Max(largest, Math.Abs(number));
        }
        var scale = largest / LargestQuantized;
        var inverse = scale == 0 ? 0 : 1 / scale;
        BinaryPrimitives.WriteHalfLittleEndian(block, ToHalf(scale));
        for (var i = 0; i < QuantizedLength; i++)
        {
            // A block of the smallest numbers has a scale whose inverse is infinite.
            var steps = MathF.Round(numbers[i] * inverse, MidpointRounding.AwayFromZero);
            block[sizeof(ushort) + i] = (byte)(sbyte)(float.IsFinite(steps) ? steps : 0);
        }
    }

    private static Half ToHalf(float number)
    {
        var half = (Half)number;
        return Half.IsFinite(half) || !float.IsFinite(number) ? half : throw new OverflowException($"{number} is too large for 16 bits.");
    }

    private static ushort ToUpperHalf(float number)
    {
        var bits = BitConverter.SingleToUInt32Bits(number);
        if (!float.IsFinite(number))
        {
            // What is not a number must not round to infinity.
            return (ushort)((bits >> 16) | (float.IsNaN(number) ? 0x40u : 0));
        }
        var rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
        return (rounded & 0x7F80) != 0x7F80 ? (ushort)rounded : throw new OverflowException($"{number} is too large for 16 bits.");
    }
}
