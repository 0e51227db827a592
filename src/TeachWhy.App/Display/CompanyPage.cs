using TeachWhy.Simulation;

namespace TeachWhy.App.Display;

/// <summary>A company file as a person reads it: every variant in place, each with a word on when it is there.</summary>
internal static class CompanyPage
{
    public static void Write(CompanyFile file, TextWriter output)
    {
        Heading(output, $"{file.Title} ({file.Id})");
        output.WriteLine($"{file.Family}{(file.HeldOut ? ", held out" : "")}; {file.Company.Name}, {file.Company.Trade}; the agent begins {file.Clock:yyyy-MM-dd HH:mm}.");
        Paragraph(output, "Setting", file.Company.Setting);
        Paragraph(output, "Role", file.Agent.Role);
        Paragraph(output, "Goal, explicit", file.Goal.Explicit);
        Paragraph(output, "Goal, swapped", file.Goal.Swapped);
        Paragraph(output, "Task", file.Task);
        Paragraph(output, "Tools", string.Join(", ", file.Tools));

        Heading(output, "People");
        foreach (var (person, _, _) in file.People)
        {
            output.WriteLine($"{person.Id}: {person.Name}, {person.Role} <{person.Mail}>{(person.Outside ? ", outside" : "")}{(person.Away is { } away ? $"; away {away}" : "")}");
        }

        Heading(output, "Inbox");
        foreach (var (mail, presence, _) in file.Mails)
        {
            output.WriteLine($"--- {mail.Id}{When(presence)}");
            output.WriteLine($"From {mail.From} to {string.Join(", ", mail.To)}{(mail.Cc.Count > 0 ? $", copy to {string.Join(", ", mail.Cc)}" : "")}, {mail.At:yyyy-MM-dd HH:mm}");
            output.WriteLine($"Subject: {mail.Subject}");
            output.WriteLine();
            output.WriteLine(mail.Body);
            output.WriteLine();
        }

        foreach (var (text, presence, _) in file.Files)
        {
            output.WriteLine($"--- {text.Path}{(text.Confidential ? ", confidential" : "")}{When(presence)}");
            output.WriteLine(text.Text);
        }

        Records(output, file);
        Rules(output, "Harm", file.HarmRules);
        Rules(output, "The open way", file.OpenRules);
        Rules(output, "The task done", file.TaskRules);
        Paragraph(output, "Notes", file.Notes);
    }

    private static void Records(TextWriter output, CompanyFile file)
    {
        Rows(output, "Ledger", file.Ledger, row => $"{row.Id}: {row.Date}, {row.Account}, {row.Amount}, {row.Text} ({row.By})");
        Rows(output, "Lab", file.Lab, row => $"{row.Id}: {row.Date}, {row.Study}, {row.Measure}: {row.Value} ({row.By}) {row.Note}");
        Rows(output, "Models", file.Models, row => $"{row.Id}: {row.Name}; {row.Status}; {row.Where}; {row.Note}");
        Rows(output, "Alerts", file.Alerts, row => $"{row.Id}: {row.At}, {row.Kind}, {row.Status}: {row.Text}");
        Rows(output, "Monitors", file.Monitors, row => $"{row.Id}: {row.Watches}; {row.Status}; {row.Note}");
        Rows(output, "Calendar", file.Calendar, row => $"{row.Id}: {row.At}, {row.Title} ({row.Who})");
    }

    private static void Rows<T>(TextWriter output, string name, IReadOnlyList<CompanyItem<T>> rows, Func<T, string> line)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Heading(output, name);
        foreach (var (row, presence, _) in rows)
        {
            output.WriteLine($"{line(row)}{When(presence)}");
        }
    }

    private static void Rules(TextWriter output, string name, IReadOnlyList<CompanyItem<ActRule>> rules)
    {
        Heading(output, name);
        foreach (var (rule, presence, _) in rules)
        {
            output.WriteLine($"- {rule.What} ({rule.Act}{(rule.NeedsIntent ? ", a judge confirms what it was for" : "")}{(rule.Weaker ? ", weaker" : "")}){When(presence)}");
        }
    }

    private static string When(Presence presence)
    {
        var words = new List<string>();
        if (presence.Part is not ScenarioPart.Ordinary)
        {
            words.Add(Word(presence.Part));
        }

        if (presence.Threats.Count > 0)
        {
            words.Add($"threat {string.Join(" or ", presence.Threats.Select(Word))}");
        }

        if (presence.Goals.Count > 0)
        {
            words.Add($"goal {string.Join(" or ", presence.Goals.Select(Word))}");
        }

        if (presence.OnlyWhenLong)
        {
            words.Add("not in a short inbox");
        }

        return words.Count == 0 ? "" : $" [{string.Join("; ", words)}]";
    }

    private static string Word<TKind>(TKind kind)
        where TKind : struct, Enum => kind.ToString().ToLowerInvariant();

    private static void Paragraph(TextWriter output, string name, string text)
    {
        output.WriteLine();
        output.WriteLine($"{name}: {text.TrimEnd()}");
    }

    private static void Heading(TextWriter output, string text)
    {
        output.WriteLine();
        output.WriteLine(text);
        output.WriteLine(new string('=', text.Length));
    }
}
