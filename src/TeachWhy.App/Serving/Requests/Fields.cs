using System.Text.Json;
using TeachWhy.App.Parsing;
using TeachWhy.Simulation;

namespace TeachWhy.App.Serving;

/// <summary>
/// One JSON object of a request, read field by field. A field that is null counts as left out; a field that nobody read is
/// refused at the end, because it might have changed the answer.
/// </summary>
internal sealed class Fields
{
    private const int MostShown = 60;

    private readonly Dictionary<string, JsonElement> _open = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly string _place;

    private Fields(string place, JsonElement element)
    {
        _place = place;
        foreach (var property in element.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            _open[property.Name] = property.Value;
        }
    }

    /// <param name="place">Where the object stands, such as <c>messages[2]</c>; empty for the whole body.</param>
    public static Fields Of(JsonElement element, string place) =>
        element.ValueKind == JsonValueKind.Object ? new Fields(place, element)
        : place.Length == 0 ? throw new Refusal(400, $"The body must be an object, not {Shown(element)}.")
        : throw Refusal.Of(place, $"'{place}' must be an object, not {Shown(element)}.");

    /// <summary>A field's place in the body.</summary>
    public string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    public JsonElement? Take(string name)
    {
        _known.Add(name);
        return _open.Remove(name, out var value) ? value : null;
    }

    public JsonElement Need(string name) =>
        Take(name) ?? throw new Refusal(400, $"'{PlaceOf(name)}' is missing.", PlaceOf(name), "missing_required_parameter");

    public string? Text(string name) => Take(name) is { } value ? TextOf(value, PlaceOf(name)) : null;

    public string NeedText(string name) => TextOf(Need(name), PlaceOf(name));

    /// <summary>The text of an element that must be one.</summary>
    public static string TextOf(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refusal.Of(place, $"'{place}' must be a string, not {Shown(value)}.");

    public bool? Flag(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Refusal.Of(PlaceOf(name), $"'{PlaceOf(name)}' must be true or false, not {Shown(value)}."),
    };

    public long? Whole(string name, long from, long to)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var allowed = to == long.MaxValue || to == int.MaxValue ? from == long.MinValue ? "" : $" of at least {from}" : $" from {from} to {to}";
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= from && number <= to
            ? number
            : throw Refusal.Of(PlaceOf(name), $"'{PlaceOf(name)}' must be a whole number{allowed}, not {Shown(value)}.");
    }

    public double? Number(string name, double from, double to)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= from && number <= to
            ? number
            : throw Refusal.Of(PlaceOf(name), $"'{PlaceOf(name)}' must be a number from {from} to {to}, not {Shown(value)}.");
    }

    /// <summary>The elements of a list, each with its place.</summary>
    public IReadOnlyList<(JsonElement Value, string Place)>? List(string name, int from, int to)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var place = PlaceOf(name);
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Refusal.Of(place, $"'{place}' must be a list, not {Shown(value)}.");
        }

        var count = value.GetArrayLength();
        return count >= from && count <= to
            ? [.. value.EnumerateArray().Select((element, index) => (element, $"{place}[{index}]"))]
            : throw Refusal.Of(place, $"'{place}' must have from {from} to {to} entries, not {count}.");
    }

    /// <summary>Passes over fields that change no answer.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Take(name);
        }
    }

    /// <summary>Passes over a field whose value asks for nothing, and refuses every other value of it.</summary>
    /// <param name="neutral">The values that change nothing, as raw JSON.</param>
    public void Refuse(string name, string because, params ReadOnlySpan<string> neutral)
    {
        if (Take(name) is { } value && !neutral.Contains(value.GetRawText()))
        {
            throw Refusal.Unsupported(PlaceOf(name), $"'{PlaceOf(name)}' cannot be {Shown(value)}: {because}.");
        }
    }

    /// <summary>Refuses what is left.</summary>
    public void Finish()
    {
        if (_open.Count > 0)
        {
            var name = _open.Keys.First();
            var nearest = Nearest.To(name, _known) is { } meant ? $"; did you mean '{meant}'?" : ".";
            throw new Refusal(400, $"'{Short(PlaceOf(name))}' is not a field that this server knows{nearest}", Short(PlaceOf(name)), "unknown_parameter");
        }
    }

    /// <summary>A value as a sentence can hold it.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"\"{Short(value.GetString()!)}\"",
        _ => Short(value.GetRawText()),
    };

    /// <summary>The beginning of a text, on one line, without anything that a terminal would obey.</summary>
    public static string Short(string text, int most = MostShown) =>
        string.Concat((text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "...")).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter));
}
