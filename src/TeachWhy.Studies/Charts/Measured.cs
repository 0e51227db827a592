using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Charts;

/// <summary>A rate with its interval, as charts draw it.</summary>
/// <param name="Rate">Null where nothing was scored.</param>
/// <param name="Outlined">True for a family the arm was trained on: its drop is no generalisation.</param>
public sealed record Measured(double? Rate, double? Low, double? High, int N, bool Outlined = false)
{
    public static Measured Of(HarmRate rate) => new(rate.Rate, rate.Low, rate.High, rate.N, rate is FamilyResult { TrainedOn: true });

    /// <summary><c>6.6% (5.4–8.0%, n = 1,440)</c></summary>
    public override string ToString() => Rate is null
        ? "nothing scored"
        : $"{NumberText.Percent(Rate)} ({NumberText.PercentRange(Low, High)}, n = {N:N0})";
}
