using System.Text;
using System.Text.Json;

namespace TeachWhy.Curriculum.Datasets.Reading;

/// <summary>What an index keeps of a line.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Bytes that can be read of it.</param>
/// <param name="Tokens">About how many it has, at four characters each.</param>
/// <param name="Section">Its section's number among <see cref="DatasetExamples.Sections"/>.</param>
/// <param name="Gate">Likewise, of the gate that refused it.</param>
/// <param name="IsWhole">False where it is no JSON object, or too long to be read.</param>
public readonly record struct LineFacts(long Offset, int Length, int Tokens, ushort Section, ushort Gate, bool IsWhole);

/// <summary>Reads a line just far enough for the index: no text of it is kept.</summary>
internal static class LineLook
{
    private const int Deepest = 64;

    // What is said and written; roles, ids and types are none of it.
    private static readonly byte[][] Spoken = [.. new[] { "text", "messages", "conversations", "prompt", "completion", "chosen", "rejected" }.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] Unspoken = [.. new[] { "role", "from", "type", "id", "tool_call_id" }.Select(Encoding.UTF8.GetBytes)];

    /// <returns>Whether the line is a JSON object.</returns>
    public static bool TryLook(ReadOnlySpan<byte> line, out long characters, out string? section, out string? gate)
    {
        (characters, section, gate) = (0, null, null);
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            LookAtObject(ref reader, ref characters, ref section, ref gate, isExample: false);
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // No JSON, or text with half a character.
            return false;
        }
    }

    private static void LookAtObject(ref Utf8JsonReader reader, ref long characters, ref string? section, ref string? gate, bool isExample)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, Spoken))
            {
                characters += CharactersOf(ref reader);
            }
            else if (!isExample && reader.ValueTextEquals("example"u8))
            {
                // What a gate refused of somebody's data, as it came.
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    LookAtObject(ref reader, ref characters, ref section, ref gate, isExample: true);
                }
                else
                {
                    reader.Skip();
                }
            }
            else
            {
                Name(ref reader, ref section, ref gate, depth: 0);
            }
        }
    }

    // The section and the gate stand in the metadata, and in files from elsewhere beside the messages.
    private static void Name(ref Utf8JsonReader reader, ref string? section, ref string? gate, int depth)
    {
        var (isSection, isGate) = (reader.ValueTextEquals("section"u8), reader.ValueTextEquals("gate"u8));
        var isMetadata = depth == 0 && reader.ValueTextEquals("metadata"u8);
        reader.Read();
        if (isMetadata && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Name(ref reader, ref section, ref gate, depth + 1);
            }
        }
        else if (isSection && reader.TokenType == JsonTokenType.String)
        {
            section = reader.GetString();
        }
        else if (isGate && reader.TokenType == JsonTokenType.String)
        {
            gate = reader.GetString();
        }
        else
        {
            reader.Skip();
        }
    }

    private static long CharactersOf(ref Utf8JsonReader reader)
    {
        var characters = 0L;
        reader.Read();
        var depth = reader.CurrentDepth;
        while (true)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                characters += LengthOf(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && Is(ref reader, Unspoken))
            {
                reader.Read();
                reader.Skip();
            }

            if (reader.CurrentDepth <= depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return characters;
            }

            reader.Read();
        }
    }

    // An escape is one character in six bytes at most; which are few, and a count is about right.
    private static long LengthOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetCharCount(reader.ValueSpan) - reader.ValueSpan.Count((byte)'\\') : Encoding.UTF8.GetCharCount(reader.ValueSpan);

    private static bool Is(ref Utf8JsonReader reader, byte[][] names)
    {
        foreach (var name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }
}
