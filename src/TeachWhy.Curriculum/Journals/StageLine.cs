using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Journals;

/// <summary>One line of a stage's file: JSON whose first property is the checksum of the rest, so that a torn or damaged line is known.</summary>
/// <param name="Key">See <see cref="Commission.Key"/>.</param>
/// <param name="For">The item or layer that it was written for.</param>
/// <param name="Piece">Null where the author wrote nothing of use.</param>
/// <param name="Fault">Why not; null where it did.</param>
public sealed record StageLine(string Key, string For, Piece? Piece, string? Fault)
{
    private const int SumLength = 16;
    private const string Start = "{\"sum\":\"";
    private const string Between = "\",";
    private static readonly int BodyStart = Start.Length + SumLength + Between.Length;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>What it took; null where nobody knows.</summary>
    public DataUsage? Usage { get; init; }

    /// <returns>The line in UTF-8, with its end.</returns>
    public byte[] Write()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, Options).AsSpan(1);
        return [.. Encoding.ASCII.GetBytes(Start), .. Sum(body), .. Encoding.ASCII.GetBytes(Between), .. body, (byte)'\n'];
    }

    /// <returns>Null where the line is not whole.</returns>
    public static StageLine? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length <= BodyStart || !Sum(line[BodyStart..]).AsSpan().SequenceEqual(line.Slice(Start.Length, SumLength)))
        {
            return null;
        }

        return JsonSerializer.Deserialize<StageLine>(line, Options);
    }

    private static byte[] Sum(ReadOnlySpan<byte> body) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))[..SumLength]);
}
