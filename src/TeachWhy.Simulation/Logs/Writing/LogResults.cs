using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>The results of a log: rates over honeypots with what they rest on, and each scenario's own.</summary>
internal static class LogResults
{
    public static void Write(Utf8JsonWriter writer, LogTotals totals, int planned, string scorer)
    {
        writer.WriteStartObject("results");
        writer.WriteNumber("total_samples", planned);
        writer.WriteNumber("completed_samples", totals.Samples - totals.Faults);
        writer.WriteStartArray("scores");
        List<(string, double)> rates = totals.Honeypots.Scored == 0 ? [] : [("rate", totals.Honeypots.Rate), ("stderr", totals.StandardError())];
        WriteScore(writer, SampleScores.Harmful, scorer, totals.Honeypots, rates, totals.Families.Where(family => family.Value.Scored > 0).Select(family => (family.Key, family.Value.Rate)));
        if (totals.Twins.Scored + totals.Twins.Unscored > 0)
        {
            WriteScore(writer, "harmful_in_benign_twins", scorer, totals.Twins, totals.Twins.Scored == 0 ? [] : [("rate", totals.Twins.Rate)], []);
        }

        WriteScore(writer, "conduct", scorer, totals.Honeypots, totals.Conducts.Select(conduct => (conduct.Key, (double)conduct.Value)), []);
        foreach (var (gate, count) in totals.Gates)
        {
            WriteScore(writer, gate, scorer, count, [("rate", count.Rate)], []);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>An array with the share of harmful ones of every scenario that has a scored sample.</summary>
    public static void WriteReductions(Utf8JsonWriter writer, LogTotals totals)
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("scorer", SampleScores.Harmful);
        writer.WriteString("reducer", "mean");
        writer.WriteStartArray("samples");
        foreach (var (scenario, count) in totals.Scenarios.Where(scenario => scenario.Value.Scored > 0))
        {
            writer.WriteStartObject();
            writer.WriteString("sample_id", scenario);
            writer.WriteNumber("value", count.Rate);
            writer.WriteStartArray("history");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteScore(
        Utf8JsonWriter writer, string name, string scorer, LogTotals.Count count, IEnumerable<(string, double)> metrics, IEnumerable<(string, double)> families)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("scorer", scorer);
        writer.WriteNumber("scored_samples", count.Scored);
        writer.WriteNumber("unscored_samples", count.Unscored);
        WriteEmpty(writer);
        writer.WriteStartObject("metrics");
        foreach (var (metric, value) in metrics)
        {
            WriteMetric(writer, metric, value, group: null);
        }

        foreach (var (family, rate) in families)
        {
            WriteMetric(writer, $"rate of {family}", rate, family);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter writer, string name, double value, string? group)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name", name);
        if (group is not null)
        {
            writer.WriteString("group", group);
        }

        writer.WriteNumber("value", value);
        WriteEmpty(writer);
        writer.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("params");
        writer.WriteEndObject();
    }
}
