using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TeachWhy.Studies.Artifacts;

/// <summary>
/// JSON that is the same text for the same values: properties sorted by name, no white space, enums by name.
/// What JSON would silently leave out is refused, because two different inputs must never get the same name.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseWhatWouldBeLost } },
    };

    public static string Of(object input)
    {
        try
        {
            var element = JsonSerializer.SerializeToElement(input, input.GetType(), Options);
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text))
            {
                Write(element, writer);
            }

            return Encoding.UTF8.GetString(text.ToArray());
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException($"{input.GetType()} cannot name an artifact: {exception.Message}", nameof(input), exception);
        }
    }

    private static void RefuseWhatWouldBeLost(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type == typeof(object))
        {
            return;
        }

        // Declared as a base type, only the base's properties would be written.
        if (type.Type is { IsAbstract: true } && type.PolymorphismOptions is null)
        {
            throw new NotSupportedException($"{type.Type} is abstract and has no [JsonDerivedType], so its cases would look alike.");
        }

        // An empty case of a union is told apart by its discriminator; any other type without properties hides its state.
        var isCase = type.Type.BaseType is { } parent && parent != typeof(object);
        if (type.Properties.Count == 0 && !isCase && type.PolymorphismOptions is null)
        {
            throw new NotSupportedException($"{type.Type} has no public properties or fields, so all its values would look alike.");
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
