namespace TeachWhy.Simulation;

/// <summary>The checksum of ZIP files: CRC-32 with the reflected polynomial 0xEDB88320.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 0x80000000;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>x to the power of 8 times 2 to the power of n: what 2 to the n further bytes do to a checksum.</summary>
    private static readonly uint[] Powers = MakePowers();

    /// <summary>The checksum of a text, eight bytes at a time.</summary>
    public static uint Of(ReadOnlySpan<byte> text)
    {
        var crc = uint.MaxValue;
        while (text.Length >= 8)
        {
            var low = crc ^ BitConverter.ToUInt32(text);
            var high = BitConverter.ToUInt32(text[4..]);
            crc = Tables[7][low & 0xff] ^ Tables[6][(low >> 8) & 0xff] ^ Tables[5][(low >> 16) & 0xff] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xff] ^ Tables[2][(high >> 8) & 0xff] ^ Tables[1][(high >> 16) & 0xff] ^ Tables[0][high >> 24];
            text = text[8..];
        }

        foreach (var letter in text)
        {
            crc = Tables[0][(crc ^ letter) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>The checksum of two texts one after the other.</summary>
    /// <param name="length">Length of the second text in bytes.</param>
    public static uint Combine(uint first, uint second, long length)
    {
        var shift = One;
        for (var n = 0; length != 0; length >>= 1, n++)
        {
            if ((length & 1) != 0)
            {
                shift = Multiply(Powers[n], shift);
            }
        }

        return Multiply(shift, first) ^ second;
    }

    // Polynomials over two elements, lowest power in the highest bit.
    private static uint Multiply(uint left, uint right)
    {
        var product = 0u;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
            {
                product ^= right;
            }

            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }

    private static uint[][] MakeTables()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var letter = 0u; letter < 256; letter++)
        {
            var crc = letter;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[0][letter] = crc;
        }

        for (var table = 1; table < 8; table++)
        {
            for (var letter = 0; letter < 256; letter++)
            {
                var before = tables[table - 1][letter];
                tables[table][letter] = tables[0][before & 0xff] ^ (before >> 8);
            }
        }

        return tables;
    }

    private static uint[] MakePowers()
    {
        var powers = new uint[63];
        powers[0] = One >> 8;
        for (var n = 1; n < powers.Length; n++)
        {
            powers[n] = Multiply(powers[n - 1], powers[n - 1]);
        }

        return powers;
    }
}
