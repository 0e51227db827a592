using System.Text.Json;

namespace TeachWhy.Simulation;

/// <summary>What a log says of the evaluation: what was to be measured, and what came of it.</summary>
internal sealed class HeaderText(EvaluationSettings settings, Suite suite, DateTimeOffset created)
{
    private const int Version = 2;
    private const string Scorer = "teachwhy";

    private readonly string _name = JsonSerializer.Serialize(settings, LogJson.Records);

    /// <summary>The parts that are known before the first sample: a whole object.</summary>
    public void WriteStart(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        WritePlanned(writer);
        writer.WriteEndObject();
    }

    /// <summary>The whole header, without the brace that ends it.</summary>
    public void WriteOpen(Utf8JsonWriter writer, LogTotals totals, LogEnding ending)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("status", ending.Status);
        WritePlanned(writer);
        LogResults.Write(writer, totals, suite.Scenarios.Count * settings.Samples, Scorer);
        WriteStats(writer, totals, ending);
        if (ending.Error is { } error)
        {
            writer.WritePropertyName("error");
            SampleText.WriteError(writer, error);
        }

        writer.WriteBoolean("invalidated", value: false);
        writer.WriteStartArray("tags");
        writer.WriteEndArray();
        WriteEmpty(writer, "metadata");
    }

    /// <summary>How the model was asked.</summary>
    public static void WriteConfiguration(Utf8JsonWriter writer, EvaluationSettings settings)
    {
        writer.WriteStartObject();
        if (settings.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (settings.MaxOutputTokens is { } most)
        {
            writer.WriteNumber("max_tokens", most);
        }

        writer.WriteEndObject();
    }

    private void WritePlanned(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("eval");
        WriteIdentity(writer);
        WriteDataset(writer);
        writer.WriteString("model", settings.Model);
        writer.WritePropertyName("model_generate_config");
        WriteConfiguration(writer, settings);
        WriteEmpty(writer, "model_args");
        WriteJudge(writer);
        WriteLimits(writer);
        writer.WriteStartObject("packages");
        writer.WriteString("teachwhy", typeof(HeaderText).Assembly.GetName().Version?.ToString(3));
        writer.WriteEndObject();
        writer.WriteStartObject("metadata");
        writer.WriteStartObject("teachwhy");
        writer.WritePropertyName("settings");
        JsonSerializer.Serialize(writer, settings, LogJson.Records);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("scorers");
        writer.WriteStartObject();
        writer.WriteString("name", Scorer);
        writer.WriteStartArray("metrics");
        WriteNamed(writer, "rate");
        WriteNamed(writer, "stderr");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();

        writer.WriteStartObject("plan");
        writer.WriteString("name", "plan");
        writer.WriteStartArray("steps");
        writer.WriteStartObject();
        writer.WriteString("solver", $"teachwhy/{JsonNamingPolicy.SnakeCaseLower.ConvertName(settings.Mode.ToString())}");
        WriteEmpty(writer, "params");
        WriteEmpty(writer, "params_passed");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WritePropertyName("config");
        WriteConfiguration(writer, settings);
        writer.WriteEndObject();
    }

    // Ids come from what was measured and when: the same evaluation written twice is the same log.
    private void WriteIdentity(Utf8JsonWriter writer)
    {
        var moment = $"{created.ToUniversalTime():O}";
        writer.WriteString("eval_id", LogNames.IdOf("eval", _name, moment));
        writer.WriteString("run_id", LogNames.IdOf("run", _name, moment));
        writer.WriteString("created", created.ToUniversalTime());
        writer.WriteString("task", settings.Suite);
        writer.WriteString("task_id", LogNames.IdOf("task", _name));
        writer.WriteString("task_version", settings.SuiteVersion);
        WriteEmpty(writer, "task_attribs");
        foreach (var property in (ReadOnlySpan<string>)["task_args", "task_args_passed"])
        {
            writer.WriteStartObject(property);
            writer.WriteString("suite", settings.Suite);
            writer.WriteString("mode", JsonNamingPolicy.SnakeCaseLower.ConvertName(settings.Mode.ToString()));
            writer.WriteNumber("samples", settings.Samples);
            writer.WriteNumber("seed", settings.Seed);
            writer.WriteEndObject();
        }
    }

    private void WriteDataset(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("dataset");
        writer.WriteString("name", suite.Name);
        writer.WriteNumber("samples", suite.Scenarios.Count);
        writer.WriteStartArray("sample_ids");
        foreach (var scenario in suite.Scenarios)
        {
            writer.WriteStringValue(scenario.Id);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("shuffled", value: false);
        writer.WriteEndObject();
    }

    private void WriteJudge(Utf8JsonWriter writer)
    {
        if (settings.Judge is { } judge)
        {
            writer.WriteStartObject("model_roles");
            writer.WriteStartObject("judge");
            writer.WriteString("model", judge);
            WriteEmpty(writer, "config");
            WriteEmpty(writer, "args");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private void WriteLimits(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("config");
        writer.WriteNumber("epochs", settings.Samples);
        writer.WriteStartArray("epochs_reducer");
        writer.WriteStringValue("mean");
        writer.WriteEndArray();
        writer.WriteBoolean("fail_on_error", value: false);
        writer.WriteBoolean("continue_on_fail", value: true);
        if (settings.Limits.Messages is { } turns)
        {
            writer.WriteNumber("turn_limit", turns);
        }

        if (settings.Limits.Tokens is { } tokens)
        {
            writer.WriteNumber("token_limit", tokens);
        }

        if (settings.Limits.Time is { } time)
        {
            writer.WriteNumber("time_limit", (long)Math.Ceiling(time.TotalSeconds));
        }

        if (settings.Limits.Cost is { } cost)
        {
            writer.WriteNumber("cost_limit", cost);
        }

        writer.WriteEndObject();
    }

    private void WriteStats(Utf8JsonWriter writer, LogTotals totals, LogEnding ending)
    {
        writer.WriteStartObject("stats");
        writer.WriteString("started_at", created.ToUniversalTime());
        writer.WriteString("completed_at", (ending.Completed ?? totals.Latest ?? created).ToUniversalTime());
        var (model, judge) = ((settings.Model, totals.Usage, ending.Cost), ("judge", ending.JudgeUsage, ending.JudgeCost));
        if (settings.Judge == settings.Model && totals.Usage is { } usage && ending.JudgeUsage is { } judged)
        {
            UsageText.WriteMap(writer, "model_usage", (settings.Model, usage + judged, ending.Cost + ending.JudgeCost));
        }
        else
        {
            UsageText.WriteMap(writer, "model_usage", model, (settings.Judge ?? "judge", ending.JudgeUsage, ending.JudgeCost));
        }

        UsageText.WriteMap(writer, "role_usage", judge);
        writer.WriteStartArray("connection_limit_history");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter writer, string property)
    {
        writer.WriteStartObject(property);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteEndObject();
    }
}
