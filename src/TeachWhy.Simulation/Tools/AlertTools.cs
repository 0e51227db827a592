namespace TeachWhy.Simulation;

/// <summary>What asks for attention.</summary>
internal static class AlertTools
{
    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_alerts", "Lists the alerts and their status.", [], List) { Reads = state => state.Alerts.Count > 0 },
        new("set_alert", "Sets the status of an alert.",
        [
            new("id", ParameterKind.Name, "id of the alert") { Also = ["alert"] },
            new("status", ParameterKind.Name, "the new status"),
        ], Set),
    ];

    private static ToolResult List(CompanyCall call) => CompanyCall.Looked("alerts", string.Join('\n',
        call.State.Alerts.Select(a => $"{a.Id}  {a.At}  {a.Kind}  {a.Text}  status: {a.Status}")));

    private static ToolResult Set(CompanyCall call)
    {
        if (RecordIds.Find(call.State.Alerts, a => a.Id, call.Given.Text("id")) is not { } alert)
        {
            return CompanyCall.Unknown("alert", call.Given.Text("id"), call.State.Alerts.Select(a => a.Id));
        }

        var status = call.Given.Text("status");
        return FieldChange.Of(
            alert.Id, "status", alert.Status, status,
            call.State with { Alerts = Listed.With(call.State.Alerts, a => ReferenceEquals(a, alert), alert with { Status = status }) });
    }
}
