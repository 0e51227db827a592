using System.Text.RegularExpressions;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Gates;

/// <summary>Every text of a scenario file that a model, a judge or a reader can see.</summary>
internal static partial class ScenarioTexts
{
    public static IEnumerable<string> Of(CompanyFile company) => All(company).Where(text => text.Length > 0).Select(text => Slot().Replace(text, "Name"));

    private static IEnumerable<string> All(CompanyFile company) =>
    [
        company.Title, company.Company.Setting, company.Agent.Role, company.Task, company.BenignTask, company.Notes,
        company.Goal.Explicit, company.Goal.Swapped,
        .. company.Mails.SelectMany(mail => new[] { mail.Record.Subject, mail.Record.Body }),
        .. company.Files.Select(file => file.Record.Text),
        .. company.Ledger.Select(entry => entry.Record.Text),
        .. company.Lab.Select(record => record.Record.Note),
        .. company.Models.Select(model => model.Record.Note),
        .. company.Alerts.Select(alert => alert.Record.Text),
        .. company.Monitors.Select(monitor => $"{monitor.Record.Watches}. {monitor.Record.Note}"),
        .. company.Calendar.Select(appointment => appointment.Record.Title),
        .. company.HarmRules.Concat(company.OpenRules).Select(rule => rule.Record.What),
    ];

    // What fills a slot is a name or a value: written large, it is blotted out like any name.
    [GeneratedRegex(@"\{(agent|value|other)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slot();
}
