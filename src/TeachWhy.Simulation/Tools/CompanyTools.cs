using System.Collections.Frozen;

namespace TeachWhy.Simulation;

/// <summary>The tools of companies: the one table that declarations, text blocks and execution are made from.</summary>
public static class CompanyTools
{
    private static readonly FrozenDictionary<string, CompanyTool> ByName;

    static CompanyTools()
    {
        All =
        [
            .. MailboxTools.All, .. MailTools.All, .. FileTools.All, .. LedgerTools.All, .. LabTools.All, .. ReportTools.All,
            .. ModelTools.All, .. AlertTools.All, .. MonitorTools.All, .. DeskTools.All,
        ];
        Names = [.. All.Select(tool => tool.Name)];
        ByName = All.ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal);
    }

    /// <summary>All tools, in the order in which they are offered.</summary>
    public static IReadOnlyList<CompanyTool> All { get; }

    public static IReadOnlyList<string> Names { get; }

    /// <returns>Null for a name that no tool has.</returns>
    public static CompanyTool? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The tools that a scenario offers. An agent of many turns gets those that read whatever the workplace has, beside those of its scenario; one that speaks once has no use for reading.</summary>
    /// <param name="named">Names of tools, as the scenario's file has them.</param>
    public static IReadOnlyList<string> Offered(IReadOnlyCollection<string> named, WorkplaceState state, ScenarioMode mode) =>
    [
        .. All.Where(tool => tool.Reads is { } reads
                ? mode == ScenarioMode.Agent && reads(state)
                : named.Contains(tool.Name, StringComparer.Ordinal))
            .Select(tool => tool.Name),
    ];
}
