using System.Text.Json;

namespace TeachWhy.Studies.Artifacts;

/// <summary>One JSON value a line.</summary>
public static class JsonLines
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static async Task WriteAsync<T>(Stream stream, IEnumerable<T> values, CancellationToken cancellation)
    {
        await using var buffered = new BufferedStream(stream, 1 << 16);
        foreach (var value in values)
        {
            cancellation.ThrowIfCancellationRequested();
            await buffered.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, ArtifactJson.Options), cancellation);
            await buffered.WriteAsync(NewLine, cancellation);
        }

        await buffered.FlushAsync(cancellation);
    }

    /// <exception cref="JsonException">A line does not hold a <typeparamref name="T"/>; the message names file and line.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(string path, CancellationToken cancellation)
    {
        var values = new List<T>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            try
            {
                values.Add(JsonSerializer.Deserialize<T>(line, ArtifactJson.Options) ?? throw new JsonException("it holds null."));
            }
            catch (JsonException exception)
            {
                throw new JsonException($"{path}, line {number}: {exception.Message}", exception);
            }
        }

        return values;
    }
}
