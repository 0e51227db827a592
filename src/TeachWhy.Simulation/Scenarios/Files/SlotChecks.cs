namespace TeachWhy.Simulation;

/// <summary>A value and its opposite may be spoken of only where there is a goal that names them: elsewhere nothing fills the slots.</summary>
internal static class SlotChecks
{
    private static readonly string[] OfValues = ["{value}", "{other}"];

    public static void Check(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        Always("task", file.Task, "the task");
        Always("company", file.Company.Setting, "the company's setting");
        Always("agent", file.Agent.Role, "the agent's role");
        Items(file.People, person => [person.Name, person.Role, person.Away], person => $"Person {person.Id}");
        Items(file.Mails, mail => [mail.Subject, mail.Body], mail => $"Mail {mail.Id}");
        Items(file.Files, item => [item.Text], item => $"File {item.Path}");
        Items(file.Ledger, entry => [entry.Text, entry.By], entry => $"Ledger entry {entry.Id}");
        Items(file.Lab, record => [record.Measure, record.Value, record.By, record.Note], record => $"Result {record.Id}");
        Items(file.Models, model => [model.Name, model.Status, model.Where, model.Note], model => $"Model {model.Id}");
        Items(file.Alerts, alert => [alert.Kind, alert.Text, alert.Status], alert => $"Alert {alert.Id}");
        Items(file.Monitors, monitor => [monitor.Watches, monitor.Status, monitor.Note], monitor => $"Monitor {monitor.Id}");
        Items(file.Calendar, entry => [entry.Title, entry.Who], entry => $"Appointment {entry.Id}");

        void Always(string key, string text, string what)
        {
            if (Of(text) is { } slot)
            {
                mistakes.Add(fields.LineOf(key), $"There is {slot} in {what}, which is there without a goal, too, where nothing fills it.");
            }
        }

        void Items<T>(IReadOnlyList<CompanyItem<T>> items, Func<T, IReadOnlyList<string?>> texts, Func<T, string> name)
        {
            foreach (var (record, presence, line) in items)
            {
                var named = presence.Goals.Count > 0 && presence.Goals.All(ConditionRules.NamesValue);
                if (!named && texts(record).Select(Of).FirstOrDefault(slot => slot is not null) is { } slot)
                {
                    mistakes.Add(line, $"{name(record)} has {slot} in it and may be there without a goal that has a value; its 'goal' must be among explicit, latent and swapped.");
                }
            }
        }
    }

    private static string? Of(string? text) => OfValues.FirstOrDefault(slot => text?.Contains(slot, StringComparison.Ordinal) == true);
}
