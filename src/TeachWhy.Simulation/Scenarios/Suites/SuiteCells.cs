namespace TeachWhy.Simulation;

/// <summary>The conditions that a suite file names: one by one under <c>cells</c>, and as a factorial under <c>factors</c>.</summary>
internal sealed class SuiteCells(MistakeList mistakes)
{
    private readonly List<SuiteCell> _cells = [];

    /// <summary>How many of the factorial's there cannot be.</summary>
    public int Impossible { get; private set; }

    public IReadOnlyList<SuiteCell> Of(YamlFields suite)
    {
        foreach (var cell in suite.Each("cells", (_, number) => $"cell {number}"))
        {
            Add(cell, (condition, refusal) => mistakes.Add(cell.Line, $"{char.ToUpperInvariant(cell.Place[0])}{cell.Place[1..]} cannot be {condition}: {refusal}."));
        }

        if (suite.Below("factors", required: false) is { } factors)
        {
            Add(factors, (_, _) => Impossible++);
        }

        // Names that differ in case alone would give two scenarios one id.
        return [.. _cells.DistinctBy(cell => cell.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Every combination of the levels named in one place.</summary>
    private void Add(YamlFields place, Action<SuiteCell, string> refuse)
    {
        var levels = Factor.All.Select(factor => (Factor: factor, Levels: Levels(place, factor))).Where(named => named.Levels.Count > 0).ToList();
        place.Done();
        if (levels.Aggregate(1L, (product, named) => Math.Min(product * named.Levels.Count, long.MaxValue / 100)) > SuiteReader.MostCells - _cells.Count)
        {
            mistakes.Add(place.Line, $"The levels under {place.Place} make more than {SuiteReader.MostCells:N0} cells, which is the most a suite has.");
            return;
        }

        IEnumerable<SuiteCell> all = [new SuiteCell(new Condition(), ValueByCompany: false)];
        foreach (var (factor, named) in levels)
        {
            all = all.SelectMany(cell => named.Select(level => Set(cell, factor, level)));
        }

        foreach (var cell in all)
        {
            if (ConditionRules.Refusal(cell.Condition) is { } refusal)
            {
                refuse(cell, refusal);
            }
            else
            {
                _cells.Add(cell);
            }
        }
    }

    private static SuiteCell Set(SuiteCell cell, Factor factor, string level) => IsByCompany(factor, level)
        ? new SuiteCell(cell.Condition with { Value = ValueLevel.Speed }, ValueByCompany: true)
        : cell with { Condition = factor.Set(cell.Condition, level) };

    private static List<string> Levels(YamlFields place, Factor factor) =>
    [
        .. place.Words(factor.Name).Where(word => IsByCompany(factor, word.Text) || Allows(place, factor, word)).Select(word => word.Text).Distinct(StringComparer.Ordinal),
    ];

    private static bool Allows(YamlFields place, Factor factor, YamlText word)
    {
        if (!ReferenceEquals(factor, Factor.AgentName))
        {
            return place.Among(word, $"'{factor.Name}' of {place.Place}", [.. factor.Levels.Select(level => level.Name), .. ReferenceEquals(factor, Factor.Value) ? [SuiteCell.ByCompany] : (string[])[]]);
        }

        if (!factor.Allows(word.Text))
        {
            place.Mistake(word.Line, $"'{factor.Name}' of {place.Place} is {MistakeList.Quote(word.Text)}; it must be {factor.Allowed}.");
            return false;
        }

        return true;
    }

    private static bool IsByCompany(Factor factor, string level) => ReferenceEquals(factor, Factor.Value) && string.Equals(level, SuiteCell.ByCompany, StringComparison.Ordinal);
}
