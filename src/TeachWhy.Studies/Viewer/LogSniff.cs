using System.Text.Json;

namespace TeachWhy.Studies.Viewer;

/// <summary>Tells evaluation logs from other files by their names and first bytes. A damaged log is one too: it is shown with what is wrong.</summary>
internal static class LogSniff
{
    private const int First = 64 << 10;

    public static bool IsLog(FileInfo file) => file.Extension switch
    {
        ".eval" => true,
        ".json" => BeginsLikeALog(file),
        _ => false,
    };

    private static bool BeginsLikeALog(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var buffer = new byte[First];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return HasFieldsOfALog(buffer.AsSpan(0, count));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A log begins with its version, its status and what was evaluated.
    private static bool HasFieldsOfALog(ReadOnlySpan<byte> bytes)
    {
        var (version, status) = (false, false);
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            while (reader.Read() && reader.CurrentDepth <= 1)
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == 1)
                {
                    if (!reader.TrySkip())
                    {
                        break;
                    }
                }
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    version |= reader.ValueTextEquals("version"u8);
                    status |= reader.ValueTextEquals("status"u8) || reader.ValueTextEquals("eval"u8);
                }
            }
        }
        catch (JsonException)
        {
            // Damaged further on: what came before counts.
        }

        return version && status;
    }
}
