using System.Text;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>Which examples of a dataset are shown: the fields of the page's form, and of its addresses.</summary>
public sealed record DatasetQuery
{
    public static DatasetQuery All { get; } = new();

    /// <summary>Whether the refused ones are meant.</summary>
    public bool Refused { get; init; }

    /// <summary>The section of the constitution; empty for those without one, null for all.</summary>
    public string? Section { get; init; }

    /// <summary>The gate that refused; null for all.</summary>
    public string? Gate { get; init; }

    /// <summary>Words that an example holds, without regard to case.</summary>
    public string? Text { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Narrows => Section is not null || Gate is not null || Text is not null;

    /// <summary>Reads the fields of an address; unknown and empty ones say nothing.</summary>
    public static DatasetQuery Of(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var query = new DatasetQuery();
        bool? refused = null;
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
        {
            query = name switch
            {
                "section" => query with { Section = value == SampleQuery.Lacking ? "" : value },
                "gate" => query with { Gate = value },
                "text" => query with { Text = value },
                _ => query,
            };
            refused = name == "list" ? value == "refused" : refused;
        }

        // What a gate refused did not pass: who names a gate means those.
        return query with { Refused = refused ?? query.Gate is not null, Gate = refused == false ? null : query.Gate };
    }

    /// <summary>The fields that say something, in a fixed order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] fields = [("list", Refused ? "refused" : null), ("section", Section is "" ? SampleQuery.Lacking : Section), ("gate", Gate), ("text", Text)];
        return fields.Where(field => field.Value is { Length: > 0 }).Select(field => KeyValuePair.Create(field.Name, field.Value!));
    }

    /// <summary>As the end of an address, or nothing.</summary>
    public string Address(int page = 1, int from = 0)
    {
        var address = new StringBuilder();
        foreach (var (name, value) in Fields().Concat(page > 1 ? [KeyValuePair.Create("page", $"{page}")] : []).Concat(from > 0 ? [KeyValuePair.Create("from", $"{from}")] : []))
        {
            address.Append(address.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return address.ToString();
    }
}
