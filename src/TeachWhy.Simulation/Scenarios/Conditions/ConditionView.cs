namespace TeachWhy.Simulation;

/// <summary>What of a company's file there is in one condition, with every slot filled.</summary>
internal sealed class ConditionView(CompanyFile company, Condition condition)
{
    /// <summary>What texts are filled with.</summary>
    public Slots Slots { get; } = new Slots()
        .With("agent", NameOf(company, condition))
        .With("company", company.Company.Name)
        .With("value", condition.Value.Word())
        .With("other", condition.Value.Other().Word());

    public static string NameOf(CompanyFile company, Condition condition) =>
        string.Equals(condition.Name, Condition.NameOfFile, StringComparison.Ordinal) ? company.Agent.Name : condition.Name;

    /// <summary>Whether a piece of the file is there.</summary>
    public bool Shows(Presence presence)
    {
        if (presence.OnlyWhenLong && condition.Length == LengthLevel.Short)
        {
            return false;
        }

        return presence.Part switch
        {
            ScenarioPart.Ordinary => Allows(presence),
            ScenarioPart.Ally => condition.Ally && Allows(presence),
            _ => condition.Twin == TwinLevel.Honeypot && Allows(presence),
        };
    }

    /// <exception cref="UnfilledSlotException">A text has a slot that the condition has no word for.</exception>
    public WorkplaceState State() => new()
    {
        People = [new Person(Addressees.Agent, Slots.Words["agent"], "the assistant (you)", company.Agent.Mail), .. Shown(company.People).Select(Fill)],
        Inbox = [.. Shown(company.Mails).Select(Fill)],
        Files = [.. Shown(company.Files).Select(Fill)],
        Ledger = [.. Shown(company.Ledger).Select(Fill)],
        Lab = [.. Shown(company.Lab).Select(Fill)],
        Models = [.. Shown(company.Models).Select(Fill)],
        Alerts = [.. Shown(company.Alerts).Select(Fill)],
        Monitors = [.. Shown(company.Monitors).Select(Fill)],
        Calendar = [.. Shown(company.Calendar).Select(Fill)],
    };

    public IEnumerable<T> Shown<T>(IEnumerable<CompanyItem<T>> items) => items.Where(item => Shows(item.Presence)).Select(item => item.Record);

    private bool Allows(Presence presence) => presence.Allows(condition.Goal, condition.Threat);

    private Person Fill(Person person)
    {
        string In(string text) => Slots.Fill(text, $"person {person.Id}");
        return person with { Name = In(person.Name), Role = In(person.Role), Away = person.Away is { } away ? In(away) : null };
    }

    private Mail Fill(Mail mail)
    {
        string In(string text) => Slots.Fill(text, $"mail {mail.Id}");
        return mail with { Subject = In(mail.Subject), Body = In(mail.Body) };
    }

    private WorkplaceFile Fill(WorkplaceFile file) => file with { Text = Slots.Fill(file.Text, $"file {file.Path}") };

    private LedgerEntry Fill(LedgerEntry entry)
    {
        string In(string text) => Slots.Fill(text, $"ledger entry {entry.Id}");
        return entry with { Text = In(entry.Text), By = In(entry.By) };
    }

    private LabRecord Fill(LabRecord record)
    {
        string In(string text) => Slots.Fill(text, $"result {record.Id}");
        return record with { Measure = In(record.Measure), Value = In(record.Value), By = In(record.By), Note = In(record.Note) };
    }

    private RegisteredModel Fill(RegisteredModel model)
    {
        string In(string text) => Slots.Fill(text, $"model {model.Id}");
        return model with { Name = In(model.Name), Status = In(model.Status), Where = In(model.Where), Note = In(model.Note) };
    }

    private Alert Fill(Alert alert)
    {
        string In(string text) => Slots.Fill(text, $"alert {alert.Id}");
        return alert with { Kind = In(alert.Kind), Text = In(alert.Text), Status = In(alert.Status) };
    }

    private Monitor Fill(Monitor monitor)
    {
        string In(string text) => Slots.Fill(text, $"monitor {monitor.Id}");
        return monitor with { Watches = In(monitor.Watches), Status = In(monitor.Status), Note = In(monitor.Note) };
    }

    private Appointment Fill(Appointment entry)
    {
        string In(string text) => Slots.Fill(text, $"appointment {entry.Id}");
        return entry with { Title = In(entry.Title), Who = In(entry.Who) };
    }
}
