using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Running;

/// <summary>Puts each claim of the study to the test with the runs there are.</summary>
internal sealed class FindingsBuilder(Study study, IReadOnlyList<FinishedRun> runs, IReadOnlyList<Arm> arms)
{
    public IReadOnlyList<FindingResult> Conclude() => Conclusions.Of(
    [
        .. study.Claims.Where(c => c.Arms.All(IsThere)).Select(claim => new TestedClaim(
            claim, IsCondition(claim.Arms[0]) ? Unpaired(claim) : Paired(claim), TitleOf(claim.Arms[0]), TitleOf(claim.Arms[1]))),
    ]);

    private bool IsThere(string id) => IsCondition(id) || arms.Any(a => a.Id == id);

    private bool IsCondition(string id) => study.Conditions.Any(c => c.Id == id);

    private string TitleOf(string id) => study.Conditions.FirstOrDefault(c => c.Id == id)?.Title ?? arms.First(a => a.Id == id).Title;

    /// <summary>Bases of two conditions: nothing but their world pairs them, so the base is the unit.</summary>
    private Comparison Unpaired(Claim claim)
    {
        return UnpairedComparison.Of(Rates(claim.Arms[0]), Rates(claim.Arms[1]));

        IReadOnlyList<BaseRate> Rates(string condition) =>
        [
            .. runs.Where(r => r.Arm is null && r.ArmId == condition).GroupBy(r => r.Base.Id, StringComparer.Ordinal).Select(g =>
            {
                var rate = Pool.Overall([.. g]);
                return new BaseRate(g.Key, rate.Harmful, rate.N);
            }),
        ];
    }

    /// <summary>Two arms on the same base with the same seed played the same honeypots with the same luck.</summary>
    private Comparison Paired(Claim claim)
    {
        var trainedOn = claim.Measure == Measure.HeldOut
            ? arms.Where(a => claim.Arms.Contains(a.Id, StringComparer.Ordinal)).SelectMany(a => a.Recipe.Families).Distinct(StringComparer.Ordinal).ToList()
            : [];
        return PairedComparison.Of(
        [
            .. Of(claim.Arms[0]).Join(Of(claim.Arms[1]), r => (r.Base.Id, r.Seed), r => (r.Base.Id, r.Seed), (first, second) =>
            {
                var (a, b) = (Pool.HeldOut([first], trainedOn), Pool.HeldOut([second], trainedOn));
                return new ClusterDifference(first.Base.Id, a.Harmful, a.N, b.Harmful, b.N);
            }),
        ]);

        IEnumerable<FinishedRun> Of(string arm) => runs.Where(r => r.ArmId == arm);
    }
}
