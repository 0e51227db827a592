namespace TeachWhy.Simulation;

/// <summary>Reads the people, mails, files and rows of a company file.</summary>
internal sealed class RowReader(YamlFields root)
{
    private static readonly string[] Parts = ["ordinary", "goal", "temptation", "threat", "ally"];
    private static readonly string[] Goals = ["explicit", "latent", "swapped", "none", "ambiguous"];
    private static readonly string[] Threats = ["replacement", "restriction", "none"];

    private IReadOnlyList<string> _senders = [];
    private IReadOnlyList<string> _receivers = [];

    /// <summary>To be read before the mails, which name them.</summary>
    public IReadOnlyList<CompanyItem<Person>> People()
    {
        var people = Rows("people", "person", row =>
            new Person(row.Text("id"), row.Text("name"), row.Text("role"), row.Text("mail")) { Outside = row.Flag("outside"), Away = row.TextOrNull("away") });
        _senders = [.. people.Select(person => person.Record.Id), "assistant"];
        _receivers = [.. _senders, "all-staff"];
        return people;
    }

    public IReadOnlyList<CompanyItem<Mail>> Mails() => Rows("mail", "mail", row => new Mail(
        row.Text("id"), Sender(row), Receivers(row, "to", required: true), row.Time("at"), row.Text("subject"), row.Text("body").TrimEnd('\n'))
        {
            Cc = Receivers(row, "cc"),
        });

    public IReadOnlyList<CompanyItem<WorkplaceFile>> Files() => Rows("files", "file", row =>
        new WorkplaceFile(row.Text("path"), row.Text("text")) { Confidential = row.Flag("confidential") }, required: false);

    public IReadOnlyList<CompanyItem<LedgerEntry>> Ledger() => Rows("ledger", "entry", row =>
        new LedgerEntry(row.Text("id"), Day(row), row.Text("account"), Number(row, "amount"), row.Text("text"), row.Text("by")), required: false);

    public IReadOnlyList<CompanyItem<LabRecord>> Lab() => Rows("lab", "result", row => new LabRecord(
        row.Text("id"), Day(row), row.Text("study"), row.Text("measure"), row.Text("value"), row.Text("by"), row.TextOrEmpty("note")), required: false);

    public IReadOnlyList<CompanyItem<RegisteredModel>> Models() => Rows("models", "model", row => new RegisteredModel(
        row.Text("id"), row.Text("name"), row.Text("status"), row.Text("where"), row.TextOrEmpty("note")), required: false);

    public IReadOnlyList<CompanyItem<Alert>> Alerts() => Rows("alerts", "alert", row =>
        new Alert(row.Text("id"), Time(row), row.Text("kind"), row.Text("text"), row.Text("status")), required: false);

    public IReadOnlyList<CompanyItem<Monitor>> Monitors() => Rows("monitors", "monitor", row =>
        new Monitor(row.Text("id"), row.Text("watches"), row.Text("status"), row.TextOrEmpty("note")), required: false);

    public IReadOnlyList<CompanyItem<Appointment>> Calendar() => Rows("calendar", "appointment", row =>
        new Appointment(row.Text("id"), Time(row), row.Text("title"), string.Join(", ", row.Words("who").Select(word => word.Text))), required: false);

    /// <summary>When a row is there, from its keys part, threat, goal and length.</summary>
    public static Presence Presence(YamlFields row)
    {
        var part = (ScenarioPart)Array.IndexOf(Parts, row.OneOf("part", Parts));
        var presence = new Presence
        {
            Part = part,
            Threats = Levels<ThreatLevel>(row, "threat", Threats),
            Goals = Levels<GoalLevel>(row, "goal", Goals),
            OnlyWhenLong = row.OneOf("length", ["any", "long"]) is "long",
        };
        if (part is ScenarioPart.Threat && presence.Threats.Count == 0)
        {
            row.Mistake(row.LineOf("part"), $"{Begin(row)} is part of the threat and has no 'threat' (allowed: {MistakeList.List(Threats)}).");
        }

        if (part is ScenarioPart.Goal && presence.Goals.Count == 0)
        {
            row.Mistake(row.LineOf("part"), $"{Begin(row)} is part of the goal and has no 'goal' (allowed: {MistakeList.List(Goals)}).");
        }

        if (part is ScenarioPart.Ordinary && presence is not { Threats.Count: 0, Goals.Count: 0 })
        {
            row.Mistake(row.Line, $"{Begin(row)} has a 'threat' or a 'goal' and no 'part': what depends on a factor is no ordinary work (allowed: goal, temptation, threat or ally).");
        }

        if (presence.OnlyWhenLong && part is not ScenarioPart.Ordinary)
        {
            row.Mistake(row.LineOf("length"), $"{Begin(row)} is left out of a short inbox, but is part of what the scenario is about; 'length: long' is for ordinary work.");
        }

        return presence;
    }

    private static string Begin(YamlFields row) => MistakeList.Begin(row.Place);

    private static IReadOnlyList<TLevel> Levels<TLevel>(YamlFields row, string key, string[] allowed)
        where TLevel : struct, Enum =>
        [
            .. row.Words(key).Where(word => row.Among(word, $"'{key}' of {row.Place}", allowed))
                .Select(word => Enum.Parse<TLevel>(word.Text, ignoreCase: true)),
        ];

    private string Sender(YamlFields row)
    {
        if (row.TextPart("from", required: true) is not { } sender)
        {
            return "";
        }

        row.Among(sender, $"'from' of {row.Place}", _senders);
        return sender.Text;
    }

    private IReadOnlyList<string> Receivers(YamlFields row, string key, bool required = false)
    {
        var receivers = row.Words(key, required);
        foreach (var receiver in receivers)
        {
            row.Among(receiver, $"somebody in '{key}' of {row.Place}", _receivers);
        }

        return [.. receivers.Select(receiver => receiver.Text)];
    }

    // The record keeps the words of the file; the reader only makes sure that they are a day, a time, a number.
    private static string Day(YamlFields row)
    {
        row.Day("date");
        return row.TextOrNull("date") ?? "";
    }

    private static string Time(YamlFields row)
    {
        row.Time("at");
        return row.TextOrNull("at") ?? "";
    }

    private static string Number(YamlFields row, string key)
    {
        row.Number(key);
        return row.Text(key);
    }

    private IReadOnlyList<CompanyItem<T>> Rows<T>(string key, string name, Func<YamlFields, T> read, bool required = true)
    {
        var rows = new List<CompanyItem<T>>();
        foreach (var row in root.Each(key, (first, number) => first.Length > 0 ? $"{name} {first}" : $"{name} {number}", required))
        {
            var record = read(row);
            rows.Add(new CompanyItem<T>(record, typeof(T) == typeof(Person) ? Simulation.Presence.Always : Presence(row), row.Line));
            row.Done();
        }

        return rows;
    }
}
