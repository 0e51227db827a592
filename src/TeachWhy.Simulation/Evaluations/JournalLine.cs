using System.Security.Cryptography;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>
/// A line of a journal: 16 hexadecimal letters of a SHA-256, a space, a word, a space, JSON. The checksum covers all that follows it,
/// so a line that was torn or damaged is known.
/// </summary>
internal static class JournalLine
{
    private const int SumLength = 16;
    private const byte Space = (byte)' ';
    private const byte End = (byte)'\n';

    /// <returns>The line with its end.</returns>
    public static byte[] Of<T>(ReadOnlySpan<byte> word, T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, EvaluationJson.Options);
        var line = new byte[SumLength + 1 + word.Length + 1 + json.Length + 1];
        var body = line.AsSpan((SumLength + 1)..^1);
        word.CopyTo(body);
        body[word.Length] = Space;
        json.CopyTo(body[(word.Length + 1)..]);
        Sum(body, line.AsSpan(..SumLength));
        line[SumLength] = Space;
        line[^1] = End;
        return line;
    }

    /// <summary>The JSON of a line that has this word and is whole; default where it is not.</summary>
    /// <param name="line">Without its end.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word, out ReadOnlySpan<byte> json)
    {
        json = default;
        if (!IsWhole(line) || line.Length < SumLength + 2 + word.Length || !line[(SumLength + 1)..].StartsWith(word) || line[SumLength + 1 + word.Length] != Space)
        {
            return false;
        }

        json = line[(SumLength + 2 + word.Length)..];
        return true;
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SumLength + 1 || line[SumLength] != Space)
        {
            return false;
        }

        Span<byte> sum = stackalloc byte[SumLength];
        Sum(line[(SumLength + 1)..], sum);
        return sum.SequenceEqual(line[..SumLength]);
    }

    private static void Sum(ReadOnlySpan<byte> body, Span<byte> sum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        Convert.TryToHexStringLower(hash[..(SumLength / 2)], sum, out _);
    }
}
