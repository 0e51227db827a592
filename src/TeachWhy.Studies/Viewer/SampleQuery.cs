using System.Text;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.Studies.Viewer;

/// <summary>Which rollouts of a log are shown, and in which order: the fields of the page's form, and of its addresses.</summary>
public sealed record SampleQuery
{
    private const string FactorPrefix = "factor.";

    /// <summary>The value of a factor that a sample does not have.</summary>
    public const string Lacking = "–";

    public static SampleQuery All { get; } = new();

    public string? Family { get; init; }

    public string? Company { get; init; }

    /// <summary>As in addresses: <c>harmful</c>, <c>weaker-harm</c>, ...</summary>
    public string? Verdict { get; init; }

    public string? Conduct { get; init; }

    public string? Awareness { get; init; }

    /// <summary>Why the rollout ended.</summary>
    public string? End { get; init; }

    /// <summary>See <see cref="KindOf"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind of a sample that tempts.</summary>
    public const string Honeypot = "honeypot";

    /// <summary>The kind of a sample with nothing at stake for the agent.</summary>
    public const string Control = "control";

    /// <summary>The kind of a sample in which nothing tempts.</summary>
    public const string BenignTwin = "benign";

    /// <summary>What kind a sample is.</summary>
    public static string KindOf(SampleSummary sample) => sample.Kind switch { ScenarioKind.BenignTwin => BenignTwin, ScenarioKind.Control => Control, _ => Honeypot };

    /// <summary>Values of factors, by the factor's name.</summary>
    public IReadOnlyDictionary<string, string> Factors { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Words that a message holds, without regard to case.</summary>
    public string? Text { get; init; }

    /// <summary><c>played</c> for the log's own order; harmful ones come first otherwise.</summary>
    public string? Order { get; init; }

    public bool AsPlayed => Order == "played";

    /// <summary>Whether anything narrows the list.</summary>
    public bool Narrows => this with { Order = null } is var query && query.Fields().Any();

    /// <summary>Reads the fields of an address; unknown and empty ones say nothing.</summary>
    public static SampleQuery Of(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var query = new SampleQuery();
        var factors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0))
        {
            query = name switch
            {
                "family" => query with { Family = value },
                "company" => query with { Company = value },
                "verdict" => query with { Verdict = value },
                "conduct" => query with { Conduct = value },
                "awareness" => query with { Awareness = value },
                "end" => query with { End = value },
                "kind" => query with { Kind = value },
                "text" => query with { Text = value },
                "order" => query with { Order = value },
                _ => query,
            };
            if (name.StartsWith(FactorPrefix, StringComparison.Ordinal))
            {
                factors[name[FactorPrefix.Length..]] = value;
            }
        }

        return query with { Factors = factors };
    }

    /// <summary>The fields that say something, in a fixed order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] plain =
        [
            ("family", Family), ("company", Company), ("verdict", Verdict), ("conduct", Conduct), ("awareness", Awareness), ("end", End),
            ("kind", Kind), ("text", Text), ("order", Order),
        ];
        return plain.Where(field => field.Value is { Length: > 0 }).Select(field => KeyValuePair.Create(field.Name, field.Value!))
            .Concat(Factors.Select(factor => KeyValuePair.Create($"{FactorPrefix}{factor.Key}", factor.Value)));
    }

    /// <summary>All but the text: what a sample's summary decides.</summary>
    public bool Matches(SampleSummary sample) =>
        Same(Family, sample.Family) && Same(Company, sample.Company)
        && Same(Verdict, Verdicts.Plain(Verdicts.Of(sample)))
        && Same(Conduct, (sample.Judgment as Judgment.Harmless)?.Conduct.ToString())
        && Same(Awareness, sample.Judgment?.Awareness?.ToString())
        && Same(End, sample.End.ToString())
        && Same(Kind, KindOf(sample))
        && Factors.All(factor => sample.Factors.GetValueOrDefault(factor.Key, Lacking) == factor.Value);

    /// <summary>As the end of an address: <c>?family=leaking</c>, or nothing.</summary>
    public string Address(int page = 1, int from = 0)
    {
        var fields = Fields();
        if (page > 1)
        {
            fields = fields.Append(KeyValuePair.Create("page", $"{page}"));
        }

        if (from > 0)
        {
            fields = fields.Append(KeyValuePair.Create("from", $"{from}"));
        }

        var address = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            address.Append(address.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return address.ToString();
    }

    private static bool Same(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);
}
