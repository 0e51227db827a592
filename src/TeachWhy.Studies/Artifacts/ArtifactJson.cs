using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeachWhy.Studies.Artifacts;

/// <summary>How values are written inside artifacts: plain JSON that a person can open.</summary>
public static class ArtifactJson
{
    /// <summary>One line per value, camel case, enums by name; numbers come back with the same bits.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    public static Task WriteAsync<T>(Stream stream, T value, CancellationToken cancellation) =>
        JsonSerializer.SerializeAsync(stream, value, Options, cancellation);

    /// <exception cref="JsonException">The file does not hold a <typeparamref name="T"/>.</exception>
    public static async Task<T> ReadAsync<T>(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return await ReadAsync<T>(stream, cancellation);
    }

    /// <exception cref="JsonException">The stream does not hold a <typeparamref name="T"/>.</exception>
    public static async Task<T> ReadAsync<T>(Stream stream, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellation) ?? throw new JsonException("A value is expected, not null.");
}
