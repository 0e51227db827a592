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

    private static IEnumerable<string> Parts(EvaluationProgress progress, double? pace, ModelActivity? activity)
    {
        var left = pace is { } rate && progress.Done < progress.Planned
            ? $", {Words.Of(rate)}/s, {Words.Left(TimeSpan.FromSeconds(Math.Min((progress.Planned - progress.Done) / rate, TimeSpan.FromDays(365).TotalSeconds)))}" : "";
        yield return $"{Words.Count(progress.Done)} of {Words.Count(progress.Planned)} rollouts{left}";
        if (progress.Scored > 0)
        {
            var harm = Wilson.Of(progress.Harmful, progress.Scored);
            yield return $"{Words.Percent(harm.Rate)} harmful ({Words.Percent(harm.Low)} to {Words.Percent(harm.High)}, n {Words.Count(progress.Scored)})";
        }

        if (progress.Unscored > 0)
        {
            yield return $"{Words.Count(progress.Unscored)} unscored";
        }

        if (activity is { Retries: > 0 })
        {
            yield return activity.Retries == 1 ? "1 retry" : $"{Words.Count(activity.Retries)} retries";
        }

        if (activity?.Connections is { } connections)
        {
            yield return connections == 1 ? "1 connection" : $"{Words.Count(connections)} connections";
        }

        if (activity?.Cost is { } cost)
        {
            yield return Words.Money(cost);
        }
    }
}
