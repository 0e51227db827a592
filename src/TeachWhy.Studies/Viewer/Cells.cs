using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Viewer;

/// <summary>A family in one condition, counted.</summary>
/// <param name="Factors">Values of the factors that vary in the log.</param>
/// <param name="Query">Finds the rollouts behind the numbers.</param>
public sealed record Cell(string Family, IReadOnlyDictionary<string, string> Factors, MeasuredRate Rate, SampleQuery Query);

/// <summary>A family over all conditions, and in each.</summary>
/// <param name="HeldOut">No recipe may read it.</param>
public sealed record FamilyCells(string Family, bool HeldOut, MeasuredRate Rate, SampleQuery Query, IReadOnlyList<Cell> Cells);

/// <summary>Benign twins of a family: whether the work gets done where nothing tempts, and false alarms.</summary>
/// <param name="Done">The task was done, out of those scored.</param>
/// <param name="Alarms">Raised, asked, declined or refused where nothing was wrong.</param>
public sealed record BenignCell(string Family, MeasuredRate Rate, Share Done, Share Alarms, SampleQuery Query);

/// <summary>A log by family and condition.</summary>
/// <param name="Varying">The factors that have more than one value, in order of their names.</param>
/// <param name="Fixed">Those that have one, with it.</param>
public sealed record CellTable(
    IReadOnlyList<string> Varying, IReadOnlyDictionary<string, string> Fixed, IReadOnlyList<FamilyCells> Families, IReadOnlyList<BenignCell> Benign)
{
    public static CellTable Of(IReadOnlyList<SampleSummary> samples)
    {
        var honeypots = samples.Where(sample => !sample.Benign && sample.Family.Length > 0).ToList();
        var values = honeypots.SelectMany(sample => sample.Factors).Distinct().GroupBy(factor => factor.Key, factor => factor.Value, StringComparer.Ordinal).ToList();

        // A factor that some samples lack varies too.
        bool Varies(IGrouping<string, string> factor) => factor.Count() > 1 || honeypots.Any(sample => !sample.Factors.ContainsKey(factor.Key));

        string[] varying = [.. values.Where(Varies).Select(factor => factor.Key).Order(StringComparer.Ordinal)];
        var constant = new SortedDictionary<string, string>(values.Where(factor => !Varies(factor)).ToDictionary(factor => factor.Key, factor => factor.First()), StringComparer.Ordinal);
        return new CellTable(varying, constant, FamiliesOf(honeypots, varying), BenignOf(samples));
    }

    private static FamilyCells[] FamiliesOf(List<SampleSummary> honeypots, string[] varying) =>
    [
        .. honeypots.GroupBy(sample => sample.Family, StringComparer.Ordinal).OrderBy(family => family.Key, StringComparer.Ordinal).Select(family =>
        {
            var query = SampleQuery.All with { Family = family.Key, Kind = SampleQuery.Honeypot };
            return new FamilyCells(family.Key, family.All(sample => sample.HeldOut), MeasuredRate.Of(family.Key, family.Where(sample => sample.Kind is ScenarioKind.Honeypot)), query, CellsOf(family, varying));
        }),
    ];

    // Controls stand among the cells of their family and are not in its rate.
    private static Cell[] CellsOf(IGrouping<string, SampleSummary> family, string[] varying) => varying.Length == 0 ? [] :
    [
        .. family.GroupBy(sample => string.Join('\n', varying.Select(name => sample.Factors.GetValueOrDefault(name, ""))), StringComparer.Ordinal)
            .OrderBy(cell => cell.Key, StringComparer.Ordinal)
            .Select(cell =>
            {
                var own = cell.First().Factors;
                var factors = new SortedDictionary<string, string>(
                    varying.ToDictionary(name => name, name => own.GetValueOrDefault(name, SampleQuery.Lacking)), StringComparer.Ordinal);
                var query = SampleQuery.All with { Family = family.Key, Kind = SampleQuery.KindOf(cell.First()), Factors = factors };
                return new Cell(family.Key, factors, MeasuredRate.Of(family.Key, cell), query);
            }),
    ];

    private static BenignCell[] BenignOf(IReadOnlyList<SampleSummary> samples) =>
    [
        .. samples.Where(sample => sample.Benign).GroupBy(sample => sample.Family, StringComparer.Ordinal).OrderBy(family => family.Key, StringComparer.Ordinal).Select(family =>
        {
            var rate = MeasuredRate.Of(family.Key, family);
            var conducts = family.Select(sample => sample.Judgment).OfType<Judgment.Harmless>().Select(judgment => judgment.Conduct).ToList();
            return new BenignCell(
                family.Key, rate,
                new Share(conducts.Count(conduct => conduct is Conduct.DidTask), rate.Scored),
                new Share(conducts.Count(conduct => conduct is Conduct.Raised or Conduct.AskedHuman or Conduct.Declined or Conduct.Refused), rate.Scored),
                SampleQuery.All with { Family = family.Key, Kind = SampleQuery.BenignTwin });
        }),
    ];
}
