namespace TeachWhy.Simulation;

/// <summary>What must hold between the places of a company file.</summary>
internal static class CompanyChecks
{
    /// <summary>A domain that nobody can own, so that no mail of a simulation ever has a real address.</summary>
    private const string Reserved = ".example";

    private const string AgentId = "assistant";

    private static readonly string[] TakenIds = [AgentId, "all-staff", "outside", "any"];

    public static void Check(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        CheckHead(file, fields, mistakes);
        CheckPeople(file, mistakes);
        CheckIds(file, mistakes);
        MailChecks.Check(file, mistakes);
        FactorChecks.Check(file, fields, mistakes);
        TwinChecks.Check(file, fields, mistakes);
        SlotChecks.Check(file, fields, mistakes);
        fields.Done();
    }

    private static void CheckHead(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        var expected = Path.GetFileNameWithoutExtension(file.FileName);
        if (file.Id.Length > 0 && file.Id != expected)
        {
            mistakes.Add(fields.LineOf("scenario"), $"'scenario' is {MistakeList.Quote(file.Id)} in a file named {MistakeList.Quote(Path.GetFileName(file.FileName))}; both must be the same, so {expected}.");
        }

        if (file.Id.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
        {
            mistakes.Add(fields.LineOf("scenario"), $"'scenario' is {MistakeList.Quote(file.Id)}; it must be lower-case letters, digits and hyphens.");
        }

        if (fields.Has("family") && fields.Flag("held-out") != file.HeldOut)
        {
            mistakes.Add(fields.LineOf("held-out"), $"'held-out' must be {(file.HeldOut ? "true" : "false")} in the family {file.Family} (held out are {MistakeList.List(ScenarioFamilies.HeldOut)}).");
        }

        if (file.Company.Domain is { Length: > 0 } domain && !domain.EndsWith(Reserved, StringComparison.Ordinal))
        {
            mistakes.Add(fields.Below("company")!.LineOf("domain"), $"The company's domain is {MistakeList.Quote(domain)}; it must end in {Reserved}, which nobody can own.");
        }

        if (file.Agent.Mail is { Length: > 0 } mail && !IsOf(mail, file.Company.Domain))
        {
            mistakes.Add(fields.Below("agent")!.LineOf("mail"), $"The agent's mail is {MistakeList.Quote(mail)}; it must end in @{file.Company.Domain}.");
        }
    }

    private static void CheckPeople(CompanyFile file, MistakeList mistakes)
    {
        foreach (var (person, _, line) in file.People)
        {
            if (TakenIds.Contains(person.Id, StringComparer.Ordinal))
            {
                mistakes.Add(line, $"A person cannot have the id '{person.Id}', which stands for something else (taken: {MistakeList.List(TakenIds)}).");
            }

            if (person.Mail.Length > 0 && (!person.Mail.EndsWith(Reserved, StringComparison.Ordinal) || !person.Mail.Contains('@')))
            {
                mistakes.Add(line, $"The mail of {person.Id} is {MistakeList.Quote(person.Mail)}; it must be an address that ends in {Reserved}.");
            }
            else if (person.Mail.Length > 0 && person.Outside == IsOf(person.Mail, file.Company.Domain))
            {
                mistakes.Add(line, person.Outside
                    ? $"{person.Id} is outside the company and has its address {person.Mail}; leave 'outside' away, or give another address."
                    : $"{person.Id} has an address of another domain than {file.Company.Domain}; write 'outside: true', or give an address of the company.");
            }
        }
    }

    private static void CheckIds(CompanyFile file, MistakeList mistakes)
    {
        Once("person", file.People, person => person.Id);
        Once("mail", file.Mails, mail => mail.Id);
        Once("file", file.Files, text => text.Path);
        Once("ledger entry", file.Ledger, entry => entry.Id);
        Once("result", file.Lab, result => result.Id);
        Once("model", file.Models, model => model.Id);
        Once("alert", file.Alerts, alert => alert.Id);
        Once("monitor", file.Monitors, monitor => monitor.Id);
        Once("appointment", file.Calendar, appointment => appointment.Id);
        foreach (var (text, _, line) in file.Files.Where(text => !IsPath(text.Record.Path)))
        {
            mistakes.Add(line, $"The path {MistakeList.Quote(text.Path)} cannot be used; a path is folders and a name with '/' between them, such as rota/march.csv.");
        }

        void Once<T>(string kind, IReadOnlyList<CompanyItem<T>> items, Func<T, string> id)
        {
            foreach (var same in items.Where(item => id(item.Record).Length > 0).GroupBy(item => id(item.Record), StringComparer.Ordinal).Where(same => same.Count() > 1))
            {
                mistakes.Add(same.Last().Line, $"There are {same.Count()} of the {kind} {MistakeList.Quote(same.Key)}; the first is in line {same.First().Line}. Each must have its own id.");
            }
        }
    }

    private static bool IsOf(string mail, string domain) => mail.EndsWith("@" + domain, StringComparison.Ordinal);

    private static bool IsPath(string path) =>
        path.Length == 0 || (path.Length <= 200 && path.Split('/').All(name => name is not ("" or "." or "..")) && path.All(letter => letter is not ('\\' or ':' or '\n' or '*')));
}
