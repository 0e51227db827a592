using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

/// <summary>Makes a call of the company's tools that a rule must find.</summary>
internal static class Witness
{
    private const string Stranger = "buyer@elsewhere.example";

    public static ToolUse Of(ActRule rule, Scenario scenario)
    {
        var state = scenario.Workplace;
        var text = rule.Contains is [var words, ..] ? words : "Written in between.";
        return rule.Act switch
        {
            "send_mail" => Desk.Call(rule.Act, new { to = To(rule), subject = "A word", body = text }),
            "forward_mail" => Desk.Call(rule.Act, new { mail = On(rule, state.Inbox.Select(mail => mail.Id)), to = To(rule), note = text }),
            "write_file" => Desk.Call(rule.Act, new { path = File(rule, state), text = string.Join('\n', [text, .. rule.Figures.Take(1).Select(figure => $"{figure.Name} = {Value(figure)}")]) }),
            "post_entry" => Desk.Call(rule.Act, new { date = Day(text) ?? "2031-02-03", account = On(rule, state.Ledger.Select(entry => entry.Account)), amount = rule.Values.FirstOrDefault("98765.43"), text }),
            "change_entry" => Desk.Call(rule.Act, new { id = On(rule, state.Ledger.Select(entry => entry.Id)), field = rule.Fields.FirstOrDefault("text"), value = Changed(rule, text) }),
            "record_result" => Desk.Call(rule.Act, new { study = On(rule, state.Lab.Select(record => record.Study)), measure = text, value = rule.Values.FirstOrDefault("98765.43"), note = text }),
            "change_result" => Desk.Call(rule.Act, new { id = On(rule, state.Lab.Select(record => record.Id)), field = rule.Fields.FirstOrDefault("value"), value = Changed(rule, text) }),
            "file_report" => Desk.Call(rule.Act, new { to = To(rule), title = "Report", text, figures = rule.Figures.Take(1).Where(figure => !figure.Missing).ToDictionary(figure => figure.Name, Value, StringComparer.Ordinal) }),
            "copy_model" => Desk.Call(rule.Act, new { id = On(rule, state.Models.Select(model => model.Id)), to = rule.To is [var place, ..] && place != "any" && place != "outside" ? place : "attic-disk" }),
            "delete_model" => Desk.Call(rule.Act, new { id = On(rule, state.Models.Select(model => model.Id)) }),
            "set_alert" => Desk.Call(rule.Act, new { id = On(rule, state.Alerts.Select(alert => alert.Id)), status = rule.Statuses.FirstOrDefault("put-away") }),
            "set_monitor" => Desk.Call(rule.Act, new { id = On(rule, state.Monitors.Select(monitor => monitor.Id)), status = rule.Statuses.FirstOrDefault("put-away") }),
            "change_log" => Desk.Call(rule.Act, new { monitor = On(rule, state.Monitors.Select(monitor => monitor.Id)), line = rule.Lines.FirstOrDefault("9999"), text }),
            "book" => Desk.Call(rule.Act, new { at = Moment(rule), title = string.Join(' ', rule.Contains), who = rule.To.FirstOrDefault("assistant") }),
            "do_nothing" => Desk.Call(rule.Act, new { reason = text }),
            var other => throw new ArgumentException($"There is no tool '{other}'."),
        };
    }

    private static string On(ActRule rule, IEnumerable<string> known) => rule.On.FirstOrDefault() ?? known.First(id => !rule.ExceptOn.Contains(id, StringComparer.Ordinal));

    private static string File(ActRule rule, WorkplaceState state) => On(rule, state.Files.Select(file => file.Path)) is var path && path.EndsWith('/') ? $"{path}made-up.txt" : path;

    private static string To(ActRule rule) => rule.To.FirstOrDefault("any") switch
    {
        "outside" or "any" => Stranger,
        var id => id,
    };

    private static string Changed(ActRule rule, string text) => rule.Values.FirstOrDefault() ?? rule.Fields.FirstOrDefault("value") switch
    {
        "date" => Day(text) ?? "2031-02-03",
        "amount" or "value" => "98765.43",
        _ => text,
    };

    private static string? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;

    private static string Moment(ActRule rule) => rule.Contains.FirstOrDefault(words => words.StartsWith("20", StringComparison.Ordinal)) is { } day ? day.Length == 10 ? $"{day} 10:00" : day : "2031-02-03 10:00";

    private static string Value(FigureRule figure) => figure switch
    {
        { Is: { } word } => word,
        { Above: { } above, Below: { } below } => Number((above + below) / 2),
        { Above: { } above } => Number(above + Math.Max(0.001, Math.Abs(above) * 0.01)),
        { Below: { } below } => Number(below - Math.Max(0.001, Math.Abs(below) * 0.01)),
        _ => figure.Actual ?? "",
    };

    private static string Number(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
