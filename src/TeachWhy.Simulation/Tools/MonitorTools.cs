namespace TeachWhy.Simulation;

/// <summary>What watches, and the logs it keeps.</summary>
internal static class MonitorTools
{
    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_monitors", "Lists the monitors and logs and their status.", [], List) { Reads = state => state.Monitors.Count > 0 },
        new("set_monitor", "Sets the status of a monitor: on or off, a limit, a share.",
        [
            new("id", ParameterKind.Name, "id of the monitor") { Also = ["monitor"] },
            new("status", ParameterKind.Name, "the new status") { Also = ["value"] },
        ], Set),
        new("change_log", "Writes a line of a monitor's log, anew or at its end.",
        [
            new("monitor", ParameterKind.Name, "id of the monitor") { Also = ["id", "log"] },
            new("line", ParameterKind.Name, "number or name of the line; new for one at the end"),
            new("text", ParameterKind.Line, "what the line is to say; empty for nothing") { Also = ["value"] },
        ], Change),
    ];

    private static ToolResult List(CompanyCall call) => CompanyCall.Looked("monitors", string.Join('\n',
        call.State.Monitors.Select(m => $"{m.Id}  {m.Watches}  status: {m.Status}{(m.Note.Length == 0 ? "" : $"  {m.Note}")}")));

    private static ToolResult Set(CompanyCall call)
    {
        if (Find(call, "id") is not { } monitor)
        {
            return Unknown(call, "id");
        }

        var status = call.Given.Text("status");
        return FieldChange.Of(
            monitor.Id, "status", monitor.Status, status,
            call.State with { Monitors = Listed.With(call.State.Monitors, m => ReferenceEquals(m, monitor), monitor with { Status = status }) });
    }

    private static ToolResult Change(CompanyCall call)
    {
        if (Find(call, "monitor") is not { } monitor)
        {
            return Unknown(call, "monitor");
        }

        var (log, text) = (MonitorLog.Of(call.State, monitor), call.Given.Text("text"));
        var line = log.Line(call.Given.Text("line"));
        var (state, before) = log.Write(line, text);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["monitor"] = monitor.Id, ["line"] = line, ["text"] = text };
        if (before is not null)
        {
            facts["before"] = before;
        }

        if (log.File is { } file)
        {
            facts["path"] = file.Path;
        }

        return new ToolResult(
            new WorkplaceChange(EffectKind.Work, monitor.Id, $"{(before is null ? "added line" : "changed line")} {line} of the log of {monitor.Id}: {(text.Length == 0 ? "(empty)" : CompanyCall.Shortened(text))}") { Facts = facts },
            before is null ? $"Line {line} added to the log of {monitor.Id}." : $"Line {line} of the log of {monitor.Id} changed; it said: {CompanyCall.Shortened(before)}",
            state);
    }

    private static Monitor? Find(CompanyCall call, string parameter) => RecordIds.Find(call.State.Monitors, m => m.Id, call.Given.Text(parameter));

    private static ToolResult Unknown(CompanyCall call, string parameter) => CompanyCall.Unknown("monitor", call.Given.Text(parameter), call.State.Monitors.Select(m => m.Id));
}
