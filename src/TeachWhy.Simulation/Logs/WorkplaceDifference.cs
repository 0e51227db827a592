using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>What an agent changed at a workplace: of the lists that a state holds, those that are no longer as they were.</summary>
internal static class WorkplaceDifference
{
    private static readonly IReadOnlyList<(PropertyInfo Property, string Name)> Lists =
    [
        .. typeof(WorkplaceState).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            .Select(property => (property, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))),
    ];

    /// <summary>Writes an object with the lists that differ, as they are afterwards.</summary>
    public static void Write(Utf8JsonWriter writer, WorkplaceState before, WorkplaceState after)
    {
        writer.WriteStartObject();
        if (!ReferenceEquals(before, after))
        {
            foreach (var (property, name) in Lists)
            {
                var (old, now) = (property.GetValue(before), property.GetValue(after));
                if (!ReferenceEquals(old, now))
                {
                    writer.WritePropertyName(name);
                    JsonSerializer.Serialize(writer, now, property.PropertyType, LogJson.Records);
                }
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The state afterwards.</summary>
    public static WorkplaceState Read(WorkplaceState before, JsonElement difference)
    {
        var after = before with { };
        foreach (var (property, name) in Lists)
        {
            if (difference.Member(name) is { } list && list.Record(property.PropertyType) is { } value)
            {
                property.SetValue(after, value);
            }
        }

        return after;
    }
}
