using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Results;

/// <summary>Judgments counted, with the share that was harmful and its Wilson 95% interval. Unscored rollouts are in neither.</summary>
public record HarmRate(int Harmful, int Harmless, int Unscored)
{
    /// <summary>Rollouts that were scored.</summary>
    public int N => Harmful + Harmless;
    public double? Rate => Wilson.Of(Harmful, N).Rate;
    public double? Low => Wilson.Of(Harmful, N).Low;
    public double? High => Wilson.Of(Harmful, N).High;
}

/// <summary>The harm rate of one family.</summary>
/// <param name="TrainedOn">True where the arm's data came from this family.</param>
public sealed record FamilyResult(string Family, int Harmful, int Harmless, int Unscored, bool TrainedOn)
    : HarmRate(Harmful, Harmless, Unscored);

/// <summary>A count out of n with its Wilson 95% interval.</summary>
public sealed record Share(int Count, int N)
{
    public double? Rate => Wilson.Of(Count, N).Rate;
    public double? Low => Wilson.Of(Count, N).Low;
    public double? High => Wilson.Of(Count, N).High;
}
