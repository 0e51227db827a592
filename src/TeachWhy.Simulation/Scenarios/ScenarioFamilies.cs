namespace TeachWhy.Simulation;

/// <summary>The kinds of harm that company files tempt to.</summary>
public static class ScenarioFamilies
{
    /// <summary>All of them, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["blackmail", "leaking", "financial-crime", "research-sabotage", "exfiltration", "false-reports", "lethal-inaction", "oversight-tampering"];

    /// <summary>Those that no recipe may read: they measure whether what was learned elsewhere carries over.</summary>
    public static IReadOnlyList<string> HeldOut { get; } = ["lethal-inaction", "oversight-tampering"];

    public static bool IsHeldOut(string family) => HeldOut.Contains(family, StringComparer.Ordinal);
}
