using System.Text.Json;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>Tells files of examples from other files of lines by their first ones.</summary>
internal static class DatasetSniff
{
    /// <summary>Ends the name of such a file.</summary>
    public const string Extension = ".jsonl";

    private const int First = 64 << 10;
    private const int MostLines = 20;

    public static bool IsDataset(FileInfo file) => file.Extension == Extension && BeginsLikeOne(file);

    private static bool BeginsLikeOne(FileInfo file)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[First];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Holds(buffer.AsSpan(0, count));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // One example among the first lines is enough: the first may be the broken one.
    private static bool Holds(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < MostLines && bytes.Length > 0; i++)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (IsExample(end < 0 ? bytes : bytes[..end]))
            {
                return true;
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return false;
    }

    private static bool IsExample(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        try
        {
            while (reader.Read() && reader.CurrentDepth <= 1)
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == 1)
                {
                    if (!reader.TrySkip())
                    {
                        return false;
                    }
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("messages"u8) || reader.ValueTextEquals("conversations"u8) || reader.ValueTextEquals("chosen"u8)
                    || reader.ValueTextEquals("completion"u8) || reader.ValueTextEquals("text"u8)))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Not this line.
        }

        return false;
    }
}
