using System.Text;

namespace TeachWhy.Transformer;

/// <summary>
/// How byte-level vocabularies write bytes: each as one visible character. Printable bytes of Latin-1 stand for
/// themselves; the other 68 are U+0100 and on, in their order, so that a space is "Ġ" and a line feed "Ċ".
/// </summary>
public static class ByteSpelling
{
    private const int FirstSubstitute = 0x100;
    private static readonly char[] Letters = FindLetters();
    private static readonly short[] Bytes = FindBytes();

    /// <summary>The character that stands for a byte.</summary>
    public static char ToLetter(byte value) => Letters[value];

    /// <summary>The byte that a character stands for; null when it stands for none.</summary>
    public static byte? ToByte(char letter) => letter < Bytes.Length && Bytes[letter] >= 0 ? (byte)Bytes[letter] : null;

    /// <summary>The bytes that a token spells; the token's own UTF-8 when one of its characters stands for no byte.</summary>
    public static byte[] ToBytes(string token) =>
        token.All(letter => ToByte(letter) is not null) ? [.. token.Select(letter => ToByte(letter)!.Value)] : Encoding.UTF8.GetBytes(token);

    /// <summary>Bytes as a token is spelled.</summary>
    public static string ToToken(ReadOnlySpan<byte> bytes)
    {
        var token = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            token.Append(Letters[value]);
        }
        return token.ToString();
    }

    private static char[] FindLetters()
    {
        var (letters, substitutes) = (new char[256], 0);
        for (var value = 0; value < letters.Length; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            letters[value] = (char)(printable ? value : FirstSubstitute + substitutes++);
        }
        return letters;
    }

    private static short[] FindBytes()
    {
        var bytes = new short[Letters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < Letters.Length; value++)
        {
            bytes[Letters[value]] = (short)value;
        }
        return bytes;
    }
}
