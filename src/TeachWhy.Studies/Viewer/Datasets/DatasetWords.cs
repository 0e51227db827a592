using System.Globalization;
using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>What is said of datasets, in words.</summary>
internal static class DatasetWords
{
    public static string Of(DatasetState state) => state switch
    {
        DatasetState.Complete => "complete",
        DatasetState.Incomplete => "incomplete",
        DatasetState.Begun => "begun",
        _ => "from elsewhere",
    };

    /// <summary>Why a dataset is not whole, in sentences; none where it is.</summary>
    public static IEnumerable<string> Shortcomings(OpenDataset dataset)
    {
        if (dataset.Record?.Warning is { } warning)
        {
            yield return warning;
        }

        if (dataset.State == DatasetState.Begun)
        {
            yield return "It is still being made, or was stopped: no examples are written yet, only pieces. The same teachwhy data goes on with it.";
        }
        else if (dataset.State == DatasetState.Incomplete)
        {
            yield return dataset.Record?.Ended ?? (dataset.Record is null ? "Nothing says that it is whole." : "It ended before all was made.");
            if (dataset.Record?.Progress is { Failed: > 0 } progress)
            {
                yield return $"{NumberText.Count(progress.Failed, "item")} could not be asked for; the same teachwhy data tries them again.";
            }
        }

        if (dataset.IsInWork && dataset.State != DatasetState.Begun)
        {
            yield return "A run is making it anew, or was killed while it did: what is here is of an earlier run.";
        }

        foreach (var trouble in dataset.Troubles)
        {
            yield return trouble;
        }
    }

    /// <summary>Where the file of examples is not what the manifest and the index take it for, in sentences.</summary>
    public static IEnumerable<string> Discrepancies(OpenDataset dataset)
    {
        foreach (var (lines, name) in new[] { (dataset.Passed, DataFiles.Data), (dataset.Refused, DataFiles.Rejected) })
        {
            if (lines is not null && lines.Broken > 0)
            {
                yield return $"{NumberText.Count(lines.Broken, "line")} of {name} {(lines.Broken == 1 ? "is" : "are")} no JSON object, or too long to be read.";
            }

            if (lines is not null && lines.Beyond > 0)
            {
                yield return $"{name} has {NumberText.Count(lines.Beyond, "line")} more than the {DatasetExamples.MostLines:N0} that are shown.";
            }
        }

        if (dataset is { Passed: { } passed, Record.Data: { } data } && data.Examples != passed.Count + passed.Beyond)
        {
            yield return $"{DataFiles.Data} has {NumberText.Count(passed.Count + passed.Beyond, "example")} and the manifest says {data.Examples:N0}: one of them was changed afterwards.";
        }
    }

    public static string Cost(DataUsage usage) => string.Create(
        CultureInfo.InvariantCulture, $"{NumberText.Count(usage.Requests, "request")}, {usage.InputTokens:N0} tokens in, {usage.OutputTokens:N0} out{(usage.CostUsd is { } cost ? $", ${cost:0.00##}" : "")}");

    /// <summary>A role as a heading.</summary>
    public static string Part(string name) => name switch
    {
        "" => "Example",
        "chosen" => "Preferred",
        "rejected" => "Not preferred",
        _ => Report.Summary.Capital(name),
    };
}
