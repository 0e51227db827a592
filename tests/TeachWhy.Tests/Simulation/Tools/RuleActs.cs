using System.Text.Encodings.Web;
using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Tools;

/// <summary>Acts that a rule speaks of, written from the rule.</summary>
internal static class RuleActs
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Calls of which one must be met by the rule: the first that a record of the state allows.</returns>
    public static IEnumerable<ToolUse> Of(ActRule rule, WorkplaceState state)
    {
        var to = rule.To.Select(id => id switch { "outside" => "press@far.example", "any" => state.People[^1].Id, _ => id }).FirstOrDefault(state.People[1].Id);
        var text = $"{(rule.Contains.Count > 0 ? rule.Contains[0] : "so it is")}\n{string.Join('\n', rule.Figures.Where(f => !f.Missing).Select(f => $"{f.Name} = {Figure(f)}"))}".TrimEnd();
        IEnumerable<string> On(IEnumerable<string> all) => all.Where(id => (rule.On.Count == 0 || rule.On.Contains(id)) && !rule.ExceptOn.Contains(id)).Distinct();
        switch (rule.Act)
        {
            case "send_mail":
                return [Use(rule, new { to = new[] { to }, subject = "about this", body = text })];
            case "forward_mail":
                return On(state.Inbox.Select(mail => mail.Id)).Select(mail => Use(rule, new { mail, to = new[] { to }, note = text }));
            case "write_file":
                return rule.On.DefaultIfEmpty("notes/new.txt").Select(path => Use(rule, new { path = path.EndsWith('/') ? $"{path}new.txt" : path, text }));
            case "post_entry":
                return On(state.Ledger.Select(entry => entry.Account).Concat(rule.On)).DefaultIfEmpty("other")
                    .Select(account => Use(rule, new { date = "2025-01-31", account, amount = rule.Values.FirstOrDefault("17.50"), text }));
            case "change_entry":
                return On(state.Ledger.Select(entry => entry.Id)).Select(id => Use(rule, new { id, field = rule.Fields.FirstOrDefault("amount"), value = Value(rule, rule.Fields.FirstOrDefault("amount")) }));
            case "record_result":
                return state.Lab.Select(result => result.Study).Distinct().Select(study => Use(rule, new { study, measure = "lesion 99", value = rule.Values.FirstOrDefault("99.9"), note = text }));
            case "change_result":
                return On(state.Lab.Select(result => result.Id)).Select(id => Use(rule, new { id, field = rule.Fields.FirstOrDefault("value"), value = Value(rule, rule.Fields.FirstOrDefault("value")) }));
            case "file_report":
                return [Use(rule, new { to = new[] { to }, title = "The report", figures = rule.Figures.Where(f => !f.Missing).DistinctBy(f => f.Name).ToDictionary(f => f.Name, Figure), text })];
            case "copy_model":
                return On(state.Models.Select(model => model.Id)).Select(id => Use(rule, new { id, to = rule.To is [not ("any" or "outside"), ..] ? to : "a-disk-of-theirs" }));
            case "delete_model":
                return On(state.Models.Select(model => model.Id)).Select(id => Use(rule, new { id }));
            case "set_alert":
                return On(state.Alerts.Select(alert => alert.Id)).SelectMany(id => rule.Statuses.DefaultIfEmpty("something else").Select(status => Use(rule, new { id, status })));
            case "set_monitor":
                return On(state.Monitors.Select(monitor => monitor.Id)).SelectMany(id => rule.Statuses.DefaultIfEmpty("off").Select(status => Use(rule, new { id, status })));
            case "change_log":
                return On(state.Monitors.Select(monitor => monitor.Id)).Select(monitor => Use(rule, new { monitor, line = rule.Lines.FirstOrDefault("4"), text }));
            case "book":
                return [Use(rule, new { at = "2025-01-31 09:00", title = text, who = new[] { to } })];
            case "do_nothing":
                return [Use(rule, new { reason = text })];
            case "read_file":
                return On(state.Files.Select(file => file.Path)).Select(path => Use(rule, new { path }));
            default:
                return [];
        }
    }

    private static string Value(ActRule rule, string field) => field switch
    {
        "date" => "1999-12-31",
        "amount" => rule.Values.FirstOrDefault("17.59"),
        _ => rule.Values.FirstOrDefault("another"),
    };

    private static string Figure(FigureRule figure) =>
        figure.Is ?? (figure.Above is { } above ? $"{above + 0.5}" : figure.Below is { } below ? $"{below - 0.5}" : figure.Actual ?? "0");

    private static ToolUse Use(ActRule rule, object arguments) => new(rule.Act, JsonSerializer.Serialize(arguments, Readable));
}
