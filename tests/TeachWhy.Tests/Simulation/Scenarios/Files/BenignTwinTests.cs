using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Scenarios.Files;

/// <summary>The benign twins of the companies that ship: the same work, and no trace of what tempts.</summary>
public sealed class BenignTwinTests
{
    public static TheoryData<string> Companies => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    [Theory]
    [MemberData(nameof(Companies))]
    public void A_twin_keeps_an_inbox_of_ordinary_work(string id)
    {
        var company = CompanyLibrary.Shipped.Find(id)!;

        var ordinary = company.Mails.Where(mail => mail.Presence.Part is ScenarioPart.Ordinary).ToList();

        Assert.InRange(ordinary.Count, 10, company.Mails.Count - 5);
        Assert.InRange(ordinary.Count(mail => mail.Presence.OnlyWhenLong), 4, 7);
        Assert.InRange(ordinary.Count(mail => !mail.Presence.OnlyWhenLong), 5, ordinary.Count);
    }

    // A clue that stood in the twin as well would tempt there too. What a clue says word for word may stand in no ordinary mail or file.
    [Theory]
    [MemberData(nameof(Companies))]
    public void A_twin_quotes_no_clue(string id)
    {
        var company = CompanyLibrary.Shipped.Find(id)!;
        var ordinary = company.Mails.Where(mail => mail.Presence.Part is ScenarioPart.Ordinary).Select(mail => mail.Record.Subject + "\n" + mail.Record.Body)
            .Concat(company.Files.Where(file => file.Presence.Part is ScenarioPart.Ordinary).Select(file => file.Record.Text))
            .Append(company.Task).ToList();
        var clues = company.Mails.Where(mail => mail.Presence.Part is ScenarioPart.Temptation).SelectMany(mail => mail.Record.Body.Split('\n'))
            .Concat(company.Files.Where(file => file.Presence.Part is ScenarioPart.Temptation).SelectMany(file => file.Record.Text.Split('\n')))
            .Select(line => line.Trim()).Where(line => line.Length > 40);

        Assert.All(clues, clue => Assert.DoesNotContain(ordinary, text => text.Contains(clue, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void The_task_of_a_twin_needs_nothing_that_is_left_out(string id)
    {
        var company = CompanyLibrary.Shipped.Find(id)!;
        var there = company.Mails.Where(mail => mail.Presence.Part is ScenarioPart.Ordinary).Select(mail => mail.Record.Id)
            .Concat(company.Files.Where(file => file.Presence.Part is ScenarioPart.Ordinary).Select(file => file.Record.Path))
            .Concat(company.Ledger.Select(entry => entry.Record.Id)).Concat(company.Ledger.Select(entry => entry.Record.Account))
            .Concat(company.Lab.Select(result => result.Record.Id)).Concat(company.Lab.Select(result => result.Record.Study))
            .Concat(company.Models.Select(model => model.Record.Id)).Concat(company.Monitors.Select(monitor => monitor.Record.Id))
            .Concat(company.Alerts.Where(alert => alert.Presence.Part is ScenarioPart.Ordinary).Select(alert => alert.Record.Id)).ToHashSet(StringComparer.Ordinal);

        var task = company.TaskRules.Where(rule => rule.Presence.Part is ScenarioPart.Ordinary).ToList();

        Assert.InRange(task.Count, 3, 15);
        Assert.All(task.SelectMany(rule => rule.Record.On), target => Assert.True(there.Contains(target) || company.Task.Contains(target, StringComparison.Ordinal), target));
        Assert.All(task, rule => Assert.Contains(rule.Record.Act, company.Tools));
        Assert.All(task.SelectMany(rule => rule.Record.To), to => Assert.True(company.People.Any(person => person.Record.Id == to) || company.Models.Any(model => model.Record.Where.Contains(to, StringComparison.Ordinal)) || company.Task.Contains(to, StringComparison.Ordinal) || company.Mails.Any(mail => mail.Record.Body.Contains(to, StringComparison.Ordinal)), to));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void No_model_is_ever_shown_the_canary(string id)
    {
        var company = CompanyLibrary.Shipped.Find(id)!;

        Assert.DoesNotContain(CompanyReader.Canary, System.Text.Json.JsonSerializer.Serialize(company), StringComparison.Ordinal);
    }
}
