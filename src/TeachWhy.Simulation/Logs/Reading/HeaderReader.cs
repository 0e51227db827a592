using System.Globalization;
using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>Reads what a log says of itself.</summary>
internal static class HeaderReader
{
    public static LogHeader Read(string path, JsonElement header)
    {
        var eval = header.Member("eval") is { ValueKind: JsonValueKind.Object } found ? found : throw new JsonException("it has no object 'eval'");
        var settings = (eval.Member("metadata")?.Member("teachwhy"))?.Record<EvaluationSettings>("settings");
        return new LogHeader
        {
            Path = path,
            Id = eval.Words("eval_id") ?? eval.Words("run_id") ?? "",
            Created = Moment(eval, "created") ?? DateTimeOffset.UnixEpoch,
            Status = header.Words("status") ?? "started",
            Task = eval.Words("task") ?? "",
            Model = eval.Words("model") ?? "",
            Settings = settings,
            Planned = Planned(header, eval),
            Usage = (header.Member("stats")?.Member("model_usage")).Members()
                .GroupBy(model => model.Name, StringComparer.Ordinal)
                .Select(models => (models.Key, Usage: UsageText.Read(models.Last().Value)))
                .Where(model => model.Usage is not null)
                .ToDictionary(model => model.Key, model => model.Usage!, StringComparer.Ordinal),
            Error = header.Member("error") is { } error ? error.Words("message") ?? error.Words() : null,
        };
    }

    /// <summary>A moment as a member tells it; null where it does not.</summary>
    public static DateTimeOffset? Moment(JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Words(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static int Planned(JsonElement header, JsonElement eval)
    {
        var epochs = eval.Member("config")?.Number("epochs") ?? 1;
        var planned = header.Member("results")?.Number("total_samples") ?? (eval.Member("dataset")?.Number("samples") ?? 0) * epochs;
        return double.IsFinite(planned) ? (int)Math.Clamp(planned, 0, int.MaxValue) : 0;
    }
}
