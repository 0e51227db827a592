using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Studies.Artifacts;

namespace TeachWhy.Studies.Results;

/// <summary><c>results.json</c>: everything a study measured, in names with underscores; described in docs/results.md.</summary>
public static class ResultsFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        Converters = { new FiniteNumberConverter() },
    };

    /// <summary>The same results give the same bytes.</summary>
    public static byte[] ToJson(StudyResults results) => JsonSerializer.SerializeToUtf8Bytes(results, Options);

    /// <exception cref="InvalidDataException">Not the results of a study.</exception>
    public static StudyResults FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<StudyResults>(json, Options)
                ?? throw new InvalidDataException("The results are empty (null).");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Not the results of a study: {e.Message}", e);
        }
    }

    /// <summary>Writes aside, then moves into place: a file that exists is whole.</summary>
    public static void Write(string path, StudyResults results) =>
        WholeFile.Write(new DiskStorage(), path, $"{path}.tmp", Encoding.UTF8.GetString(ToJson(results)));

    /// <exception cref="InvalidDataException">Not the results of a study; the message names the file.</exception>
    public static StudyResults Read(string path)
    {
        try
        {
            return FromJson(File.ReadAllBytes(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>JSON has no word for "not a number" (a training run that blew up): it is written as null.</summary>
    private sealed class FiniteNumberConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
