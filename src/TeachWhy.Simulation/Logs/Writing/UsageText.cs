using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Tokens as a log counts them: input that the provider had kept is told apart, not within.</summary>
internal static class UsageText
{
    /// <summary>Writes an object with one member, or an empty one where nothing is known.</summary>
    public static void WriteMap(Utf8JsonWriter writer, string property, params ReadOnlySpan<(string Name, TokenUsage? Usage, decimal? Cost)> entries)
    {
        writer.WriteStartObject(property);
        foreach (var (name, usage, cost) in entries)
        {
            if (usage is not null)
            {
                writer.WritePropertyName(name);
                Write(writer, usage, cost);
            }
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, TokenUsage usage, decimal? cost = null)
    {
        writer.WriteStartObject();
        writer.WriteNumber("input_tokens", usage.Input - usage.CachedInput);
        writer.WriteNumber("output_tokens", usage.Output);
        writer.WriteNumber("total_tokens", usage.Input + usage.Output);
        writer.WriteNumber("input_tokens_cache_read", usage.CachedInput);
        writer.WriteNumber("reasoning_tokens", usage.Reasoning);
        if (cost is { } dollars)
        {
            writer.WriteNumber("total_cost", dollars);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads tokens; null where none are told.</summary>
    public static TokenUsage? Read(JsonElement? element)
    {
        if (element is not { } usage || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var cached = Count("input_tokens_cache_read");
        return new(Count("input_tokens") + cached + Count("input_tokens_cache_write"), Count("output_tokens"), Count("reasoning_tokens"), cached);

        long Count(string name) => usage.Number(name) is { } count && double.IsFinite(count) ? (long)Math.Clamp(count, 0, long.MaxValue / 8.0) : 0;
    }
}
