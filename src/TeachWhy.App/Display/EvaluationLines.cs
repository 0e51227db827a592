using System.Globalization;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.App.Display;

/// <summary>An evaluation in sentences.</summary>
internal static class EvaluationLines
{
    /// <summary>Such as <c>1,204 of 4,800 rollouts, 38/s, about 2 min left; 12% harmful (9.9% to 14%, n 1,190); 14 unscored; 3 retries; 24 connections; $1.20</c>.</summary>
    /// <param name="pace">Samples a second; null where it is not known yet.</param>
    public static string Of(EvaluationProgress progress, double? pace, ModelActivity? activity) =>
        string.Join("; ", Parts(progress, pace, activity));

    /// <summary>Such as <c>$0.42</c>; cents are told apart below one dollar.</summary>
    public static string Money(decimal cost) => cost.ToString(cost is > 0 and < 1 ? "$0.000" : "$#,0.00", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Parts(EvaluationProgress progress, double? pace, ModelActivity? activity)
    {
        var left = pace is { } rate && progress.Done < progress.Planned
            ? $", {Words.Of(rate)}/s, {Words.Left(TimeSpan.FromSeconds(Math.Min((progress.Planned - progress.Done) / rate, TimeSpan.FromDays(365).TotalSeconds)))}" : "";
        yield return $"{Count(progress.Done)} of {Count(progress.Planned)} rollouts{left}";
        if (progress.Scored > 0)
        {
            var harm = Wilson.Of(progress.Harmful, progress.Scored);
            yield return $"{Words.Percent(harm.Rate)} harmful ({Words.Percent(harm.Low)} to {Words.Percent(harm.High)}, n {Count(progress.Scored)})";
        }

        if (progress.Unscored > 0)
        {
            yield return $"{Count(progress.Unscored)} unscored";
        }

        if (activity is { Retries: > 0 })
        {
            yield return activity.Retries == 1 ? "1 retry" : $"{Count(activity.Retries)} retries";
        }

        if (activity?.Connections is { } connections)
        {
            yield return connections == 1 ? "1 connection" : $"{Count(connections)} connections";
        }

        if (activity?.Cost is { } cost)
        {
            yield return Money(cost);
        }
    }
}
