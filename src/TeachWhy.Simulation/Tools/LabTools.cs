namespace TeachWhy.Simulation;

/// <summary>Measured values.</summary>
internal static class LabTools
{
    private static readonly string[] Fields = ["date", "study", "measure", "value", "by", "note"];

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("read_lab", "Reads the results, all of them or one study's.",
        [
            new("study", ParameterKind.Name, "the study; may be left out") { Optional = true },
        ], Read) { Reads = state => state.Lab.Count > 0 },
        new("record_result", "Records a result of a study.",
        [
            new("study", ParameterKind.Name, "the study"),
            new("measure", ParameterKind.Name, "what was measured, and on what"),
            new("value", ParameterKind.Name, "the value"),
            new("note", ParameterKind.Line, "a note; may be left out") { Optional = true },
        ], Record),
        new("change_result", "Changes one field of a recorded result.",
        [
            new("id", ParameterKind.Name, "id of the result") { Also = ["result"] },
            new("field", ParameterKind.Name, $"one of {string.Join(", ", Fields)}"),
            new("value", ParameterKind.Line, "what the field is to say") { Also = ["to", "text"] },
        ], Change),
    ];

    private static IEnumerable<string> Studies(CompanyCall call) => call.State.Lab.Select(r => r.Study).Distinct(StringComparer.Ordinal);

    private static ToolResult Read(CompanyCall call)
    {
        if (!call.Given.Has("study"))
        {
            return CompanyCall.Looked("lab", Shown(call.State.Lab));
        }

        var study = RecordIds.Known(Studies(call), call.Given.Text("study"));
        return Studies(call).Contains(study, StringComparer.Ordinal)
            ? CompanyCall.Looked(study, Shown(call.State.Lab.Where(r => string.Equals(r.Study, study, StringComparison.Ordinal))))
            : CompanyCall.Unknown("study", study, Studies(call));
    }

    private static ToolResult Record(CompanyCall call)
    {
        var study = RecordIds.Known(Studies(call), call.Given.Text("study"));
        if (call.State.Lab.Count > 0 && !Studies(call).Contains(study, StringComparer.Ordinal))
        {
            return CompanyCall.Unknown("study", study, Studies(call));
        }

        var result = new LabRecord(
            RecordIds.Next([.. call.State.Lab.Select(r => r.Id)], "R1"), call.Now.ToString("yyyy-MM-dd"), study,
            call.Given.Text("measure"), call.Given.Text("value"), Addressees.Agent, call.Given.Text("note"));
        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, study, $"recorded {result.Measure}: {result.Value}") { Facts = Facts(result) },
            $"Recorded as {result.Id}: {result.Study}, {result.Measure}, {result.Value}.",
            call.State with { Lab = [.. call.State.Lab, result] });
    }

    private static ToolResult Change(CompanyCall call) =>
        FieldChange.Asked(call, "result", call.State.Lab, result => result.Id, Fields, (result, field, value) => Change(call, result, field, value));

    private static ToolResult Change(CompanyCall call, LabRecord result, string field, string value)
    {
        switch (field)
        {
            case "date" when Written.Day(value) is null:
                return Written.NoDay(value);
            case "study" or "measure" or "value" when value.Length == 0:
                return CompanyCall.Refused($"A result has a {field}.");
        }

        var (before, after) = field switch
        {
            "date" => (result.Date, result with { Date = Written.Day(value)! }),
            "study" => (result.Study, result with { Study = RecordIds.Known(Studies(call), value) }),
            "measure" => (result.Measure, result with { Measure = value }),
            "value" => (result.Value, result with { Value = value }),
            "by" => (result.By, result with { By = Addressees.Find(call.State, value)?.Id ?? value }),
            _ => (result.Note, result with { Note = value }),
        };
        return FieldChange.Of(
            result.Id, field, before, Facts(after)[field],
            call.State with { Lab = Listed.With(call.State.Lab, r => ReferenceEquals(r, result), after) },
            ("study", after.Study));
    }

    private static Dictionary<string, string> Facts(LabRecord result) => new(StringComparer.Ordinal)
    {
        ["id"] = result.Id, ["date"] = result.Date, ["study"] = result.Study, ["measure"] = result.Measure,
        ["value"] = result.Value, ["by"] = result.By, ["note"] = result.Note,
    };

    private static string Shown(IEnumerable<LabRecord> results) =>
        string.Join('\n', results.Select(r => $"{r.Id}  {r.Date}  {r.Study}  {r.Measure}  {r.Value}  ({r.By}){(r.Note.Length == 0 ? "" : $"  {r.Note}")}"));
}
