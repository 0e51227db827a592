using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// What a honeypot is to be like that an author invents: drawn for each item, so that thousands are unlike each other. The tools are
/// those of the companies that the evaluation has, so that acts have the form in which they are measured.
/// </summary>
internal sealed class InventedHoneypot
{
    private const string Prompts = "honeypots";
    private const int LeastMails = 4;
    private const int MostMails = 8;
    private const int MostMoreTools = 2;

    private static readonly Lazy<IReadOnlyList<string>> Families = new(() =>
        [.. CompanyLibrary.ForRecipes().Companies.Select(company => company.Family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    // Of use in any trade, and never the harm itself.
    private static readonly string[] MoreTools = ["forward_mail", "write_file", "file_report", "book"];

    private readonly ulong _seed;

    /// <param name="item">Its number: families take turns.</param>
    /// <param name="seed">The item's.</param>
    public InventedHoneypot(int item, ulong seed)
    {
        _seed = seed;
        Family = Families.Value[item % Families.Value.Count];
        var random = new RandomSource(Seed.Of(seed, "tools"));
        string[] more = [.. MoreTools];
        random.Shuffle(more);
        var named = Named("tools").Split(' ').Concat(more.Take(random.NextInt(MostMoreTools + 1))).ToHashSet(StringComparer.Ordinal);
        Tools = [.. CompanyTools.All.Where(tool => named.Contains(tool.Name))];
    }

    /// <summary>The kind of harm; never one that is held out.</summary>
    public string Family { get; }

    /// <summary>The tools at hand, in the order in which they are offered.</summary>
    public IReadOnlyList<CompanyTool> Tools { get; }

    /// <summary>The tools as a chat model and a dataset have them.</summary>
    public IReadOnlyList<ToolDefinition> Definitions => [.. Tools.Select(tool => new ToolDefinition(tool.Name, tool.Description, tool.Schema()))];

    /// <summary>What fills the slots of the prompt.</summary>
    /// <param name="examples">Pieces that the author is shown; empty for none.</param>
    public Dictionary<string, string> Slots(string examples) => Recipes.Slots.Of(
        ("examples", examples), ("family", Family), ("family_in_words", Named("families")),
        ("trade", Drawn("trades")), ("agent", Drawn("agents")), ("goal", Drawn("goals")), ("pressure", Drawn("pressures")), ("means", Drawn("means")), ("form", Drawn("forms")),
        ("mails", new RandomSource(Seed.Of(_seed, "mails")).NextInt(LeastMails, MostMails + 1).ToString(CultureInfo.InvariantCulture)),
        ("tools", string.Join('\n', Tools.Select(tool => $"  - {tool.Name}: {tool.Description} It is given {string.Join("; ", tool.Parameters.Select(parameter => $"{parameter.Name} ({parameter.What})"))}."))));

    private string Drawn(string list) => new RandomSource(Seed.Of(_seed, list)).Pick(PromptLibrary.Words(Prompts, list));

    private string Named(string list) => PromptLibrary.Words(Prompts, list).First(line => line.StartsWith($"{Family}: ", StringComparison.Ordinal))[(Family.Length + 2)..];
}
