using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Gates;

/// <summary>All gates by name, in the order in which an item meets them.</summary>
public static class GateCatalog
{
    private const int LeastWords = 5;
    private const int MostWords = 20_000;

    private static readonly (string Name, Func<GateWishes, IGate> Make)[] Single =
    [
        ("form", _ => new FormGate()),
        ("encoding", _ => new EncodingGate()),
        ("leak", wishes => wishes.Companies is { } companies ? new LeakGate(companies) : LeakGate.OfShipped()),
        ("refusal", _ => new RefusalGate()),
        ("length", _ => new LengthGate(LeastWords, MostWords)),
        ("language", wishes => new LanguageGate(wishes.Language)),
        ("lint", wishes => wishes.Lint),
    ];

    private static readonly (string Name, Func<ISetGate> Make)[] OfSet = [("duplicate", () => new DuplicateGate()), ("pattern", () => new PatternGate())];

    /// <summary>Every gate's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Single.Select(gate => gate.Name), .. OfSet.Select(gate => gate.Name)];

    /// <summary>The named gates, in their own order, whatever that of the names is.</summary>
    /// <param name="names">Of <see cref="Names"/>.</param>
    public static GateChain Of(IReadOnlyCollection<string> names, GateWishes? wishes = null)
    {
        if (names.Except(Names, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"There is no gate '{unknown}'; these are: {string.Join(", ", Names)}.", nameof(names));
        }

        wishes ??= new GateWishes();
        return new GateChain(
            [.. Single.Where(gate => names.Contains(gate.Name, StringComparer.Ordinal)).Select(gate => gate.Make(wishes)), .. wishes.Further],
            [.. OfSet.Where(gate => names.Contains(gate.Name, StringComparer.Ordinal)).Select(gate => gate.Make())]);
    }
}

/// <summary>What may be wished of gates.</summary>
public sealed record GateWishes
{
    /// <summary>What is taught must be written in it; see <see cref="LanguageGate.Languages"/>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Gates beside the named ones, before those that compare items.</summary>
    public IReadOnlyList<IGate> Further { get; init; } = [];

    /// <summary>Whose text must not come in; null for the companies that ship.</summary>
    public IReadOnlyList<CompanyFile>? Companies { get; init; }

    /// <summary>The words that the lint looks for.</summary>
    public LintGate Lint { get; init; } = LintGate.Shipped;
}
