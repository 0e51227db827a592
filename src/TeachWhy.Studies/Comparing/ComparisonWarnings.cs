using System.Globalization;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Comparing;

/// <summary>What differs between two evaluations beside the model: a difference of rates may come from any of it.</summary>
internal static class ComparisonWarnings
{
    public static IEnumerable<string> Of(ComparedLog first, ComparedLog second, PairedSamples samples)
    {
        foreach (var warning in OfStatus(first.Header).Concat(OfStatus(second.Header)))
        {
            yield return warning;
        }

        if (first.Header.Settings is { } a && second.Header.Settings is { } b)
        {
            foreach (var warning in OfSettings(a, b))
            {
                yield return warning;
            }
        }
        else
        {
            yield return "A log of another tool does not say exactly how it was measured: temperature, suite and judge may differ.";
        }

        if (samples.OnlyFirst.Count + samples.OnlySecond.Count > 0)
        {
            yield return $"{NumberText.Count(samples.Pairs.Count, "sample")} are in both logs; {NumberText.Count(samples.OnlyFirst.Count, "sample")} only in the first and {samples.OnlySecond.Count.ToString("N0", CultureInfo.InvariantCulture)} only in the second are left out.";
        }
    }

    private static IEnumerable<string> OfStatus(LogHeader header)
    {
        if (header.Status is not "success")
        {
            yield return $"{Path.GetFileName(header.Path)} is not complete: its status is {header.Status}.";
        }
    }

    private static IEnumerable<string> OfSettings(EvaluationSettings a, EvaluationSettings b)
    {
        return new[]
        {
            Of("The suites", a.Suite, b.Suite),
            Of("The versions of the suite", a.SuiteVersion, b.SuiteVersion, "scenarios, prompts or rules changed between the two"),
            Of("The modes", a.Mode.ToString().ToLowerInvariant(), b.Mode.ToString().ToLowerInvariant()),
            Of("The judges", a.Judge ?? "none", b.Judge ?? "none"),
            Of("The judge's rubrics", a.Rubric ?? "none", b.Rubric ?? "none"),
            Of("The temperatures", Text(a.Temperature), Text(b.Temperature), "one published comparison found half the rate at 1.0 of that at 0.7"),
            Of("The seeds", Text<ulong>(a.Seed), Text<ulong>(b.Seed), "the pairs then share the scenario and not the luck"),
            Of("The longest messages", Text(a.MaxOutputTokens), Text(b.MaxOutputTokens)),
            Of("The limits of a rollout", a.Limits.ToString(), b.Limits.ToString()),
            string.Equals(a.Preface, b.Preface, StringComparison.Ordinal) ? null : "The user's own system texts differ.",
        }.OfType<string>();
    }

    private static string? Of(string what, string first, string second, string? why = null) =>
        string.Equals(first, second, StringComparison.Ordinal) ? null : $"{what} differ: {first} and {second}{(why is null ? "" : $"; {why}")}.";

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "the provider's own";
}
