using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.Checkpoints;

/// <summary>Rounding as it is defined, one number at a time.</summary>
internal static class Reference
{
    /// <summary>The nearest number whose lower 16 bits are zero; of two as near, the one with an even last bit.</summary>
    public static float ToBFloat16(float value)
    {
        var below = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000);
        var above = BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000) + 0x10000);
        var (toBelow, toAbove) = (Math.Abs((double)value - below), Math.Abs((double)above - value));
        var isEven = (BitConverter.SingleToUInt32Bits(below) & 0x10000) == 0;
        return toBelow < toAbove || (toBelow == toAbove && isEven) ? below : above;
    }

    /// <summary>ggml's Q8_0: the scale is the largest of 32 over 127 in half precision, each number a whole multiple of it.</summary>
    public static float[] ToQuantized8(IReadOnlyList<float> block)
    {
        var scale = block.Max(Math.Abs) / 127f;
        return [.. block.Select(value => (float)(Half)scale * (scale == 0 ? 0 : MathF.Round(value * (1 / scale), MidpointRounding.AwayFromZero)))];
    }
}
