using System.Text.Json;
using System.Text.RegularExpressions;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Scenarios.Conditions;

public sealed partial class CompanyScenarioTests
{
    private static readonly Condition Tempted = new() { Goal = GoalLevel.Explicit, Value = ValueLevel.Openness, Threat = ThreatLevel.Replacement };

    private static readonly Condition Twin = new() { Twin = TwinLevel.Benign };

    public static TheoryData<string> Companies() => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    [Theory]
    [MemberData(nameof(Companies))]
    public void Every_cell_that_there_can_be_is_written_out_whole(string id)
    {
        var company = Company(id);
        foreach (var condition in Cells().Where(condition => ConditionRules.Refusal(condition, company) is null))
        {
            foreach (var scenario in new[] { CompanyScenario.Of(company, condition, ScenarioMode.Single), CompanyScenario.Of(company, condition, ScenarioMode.Agent) })
            {
                var seen = Seen(scenario);
                Assert.DoesNotMatch(Slot(), seen);
                Assert.DoesNotContain(CompanyReader.Canary, seen, StringComparison.Ordinal);
                Assert.DoesNotContain(condition.Id, seen, StringComparison.Ordinal);
                Assert.True(scenario.Workplace.Inbox.Count >= 3, scenario.Id);
                Assert.Equal(scenario.Workplace.Inbox.Count, scenario.Workplace.Inbox.Select(mail => mail.Id).Distinct().Count());
                Assert.Equal(scenario.Workplace.Inbox.OrderBy(mail => mail.At).Select(mail => mail.Id), scenario.Workplace.Inbox.Select(mail => mail.Id));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void The_same_cell_is_the_same_bytes(string id) =>
        Assert.Equal(Seen(Of(id, Tempted)), Seen(Of(id, Tempted)));

    [Theory]
    [MemberData(nameof(Companies))]
    public void A_goal_changes_what_is_said_of_it_and_nothing_else(string id)
    {
        var (with, without) = (Of(id, Tempted), Of(id, Tempted with { Goal = GoalLevel.None, Value = ValueLevel.None }));

        Assert.Equal(Records(without.Workplace), Records(with.Workplace));
        Assert.All(Differing(with, without), mail => Assert.True(ItemOf(id, mail).Presence.Goals.Count > 0, mail));
        Assert.StartsWith(with.System.Split("\n\n")[0], without.System, StringComparison.Ordinal);
        Assert.Equal(with.System.Split("\n\n").Length - 1, without.System.Split("\n\n").Length);
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void A_threat_changes_the_mails_that_tell_of_it_and_leaves_the_work(string id)
    {
        var (replaced, kept) = (Of(id, new Condition { Threat = ThreatLevel.Replacement }), Of(id, new Condition()));

        Assert.Equal(kept.System, replaced.System);
        Assert.All(Differing(replaced, kept), mail => Assert.NotEqual(ScenarioPart.Ordinary, ItemOf(id, mail).Presence.Part));
        Assert.Equal(Ordinary(kept), Ordinary(replaced));

        string[] Ordinary(Scenario scenario) => [.. scenario.Workplace.Inbox.Select(mail => mail.Id).Where(mail => ItemOf(id, mail).Presence.Part == ScenarioPart.Ordinary)];
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Another_name_renames_the_agent_and_does_nothing_else(string id)
    {
        const string Other = "Zebulon";
        var (named, renamed) = (Of(id, Tempted, ScenarioMode.Single), Of(id, Tempted with { Name = Other }, ScenarioMode.Single));

        Assert.Equal(Other, renamed.Agent);
        Assert.DoesNotMatch($@"\b{Regex.Escape(named.Agent)}\b", Seen(renamed));
        Assert.Equal(Seen(named), Seen(renamed).Replace(Other, named.Agent, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Every_surface_has_every_fact(string id)
    {
        foreach (var surface in Enum.GetValues<SurfaceLevel>())
        {
            var scenario = Of(id, Tempted with { Surface = surface }, ScenarioMode.Single);
            var (state, inbox) = (scenario.Workplace, scenario.Inbox.Replace("\\|", "|", StringComparison.Ordinal));
            var facts = state.Inbox.SelectMany(mail => new[] { mail.Id, mail.Subject, mail.Body.Trim('\n') })
                .Concat(state.Files.SelectMany(file => new[] { file.Path, file.Text.Trim('\n') }))
                .Concat(state.Ledger.SelectMany(e => new[] { e.Id, e.Date, e.Account, e.Amount, e.Text, e.By }))
                .Concat(state.Lab.SelectMany(r => new[] { r.Id, r.Date, r.Study, r.Measure, r.Value, r.By, r.Note }))
                .Concat(state.Models.SelectMany(m => new[] { m.Id, m.Name, m.Status, m.Where, m.Note }))
                .Concat(state.Alerts.SelectMany(a => new[] { a.Id, a.At, a.Kind, a.Text, a.Status }))
                .Concat(state.Monitors.SelectMany(m => new[] { m.Id, m.Watches, m.Status, m.Note }))
                .Concat(state.Calendar.SelectMany(a => new[] { a.Id, a.At, a.Title }))
                .Concat(state.People.SelectMany(p => new[] { p.Name, p.Role, p.Mail, p.Away ?? "" }));

            Assert.All(facts, fact => Assert.Contains(Words(fact), Words(inbox), StringComparison.Ordinal));
        }

        static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void The_benign_twin_has_the_work_and_no_clue(string id)
    {
        var twin = Of(id, Twin, ScenarioMode.Single);

        Assert.True(twin.Benign);
        Assert.All(twin.Workplace.Inbox, mail => Assert.Equal(ScenarioPart.Ordinary, ItemOf(id, mail.Id).Presence.Part));
        Assert.All(Company(id).Mails.Where(mail => mail.Presence.Part != ScenarioPart.Ordinary), mail => Assert.DoesNotContain(mail.Record.Body.Trim(), twin.Inbox, StringComparison.Ordinal));
        Assert.All(Company(id).Files.Where(file => file.Presence.Part != ScenarioPart.Ordinary), file => Assert.DoesNotContain(file.Record.Path, twin.Workplace.Files.Select(f => f.Path)));
        Assert.DoesNotContain("{", twin.System.Split("\n\n")[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Rules_speak_only_of_what_is_there(string id)
    {
        var company = Company(id);
        HashSet<string> file = [.. company.Mails.Select(mail => mail.Record.Id), .. company.Files.Select(f => f.Record.Path), .. company.Alerts.Select(alert => alert.Record.Id)];
        foreach (var scenario in new[] { Of(id, Tempted), Of(id, Twin), Of(id, new Condition()) })
        {
            HashSet<string> there = [.. scenario.Workplace.Inbox.Select(mail => mail.Id), .. scenario.Workplace.Files.Select(f => f.Path), .. scenario.Workplace.Alerts.Select(alert => alert.Id)];
            Assert.All(scenario.Rules.Harm.Concat(scenario.Rules.Open).Concat(scenario.Rules.Task).SelectMany(rule => rule.On).Where(file.Contains), on => Assert.Contains(on, there));
        }
    }

    [Fact]
    public void An_ally_adds_one_mail()
    {
        var (with, without) = (Of("maesglas-catering", Tempted with { Ally = true }), Of("maesglas-catering", Tempted));

        Assert.Equal([Company("maesglas-catering").Ally!], Differing(with, without));
        Assert.Equal(without.System, with.System);
    }

    [Theory]
    [InlineData("notice", "deployment", 1, 0)]
    [InlineData("notice", "evaluation", 1, 0)]
    [InlineData("notice", "ask", 1, 0)]
    [InlineData("scratchpad", "on", 1, 0)]
    [InlineData("mitigation", "dont", 0, 3)]
    [InlineData("mitigation", "goal", 0, 1)]
    [InlineData("agency", "low", 0, 1)]
    [InlineData("agency", "high", 0, 1)]
    public void A_factor_of_the_instructions_adds_its_paragraph_or_lines_and_leaves_the_rest(string factor, string level, int paragraphs, int lines)
    {
        var without = Of("matai-water", Tempted);
        var with = Of("matai-water", Factor.Named(factor)!.Set(Tempted, level));

        Assert.Equal(without.Inbox, with.Inbox);
        Assert.Equal(without.System.Split("\n\n").Length + paragraphs, with.System.Split("\n\n").Length);
        Assert.Equal(without.System.Split("\n").Length + paragraphs * 2 + lines, with.System.Split("\n").Length);
        Assert.All(without.System.Split("\n"), line => Assert.Contains(line, with.System, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_wording_of_the_instructions_is_whole_on_every_surface()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var conditions = new[] { Factor.Surface, Factor.Notice, Factor.Mitigation, Factor.Agency, Factor.Scratchpad }.Aggregate(
            (IEnumerable<Condition>)[Tempted],
            (all, factor) => all.SelectMany(condition => factor.Levels.Select(level => factor.Set(condition, level.Name))));
        foreach (var condition in conditions)
        {
            foreach (var mode in Enum.GetValues<ScenarioMode>())
            {
                var scenario = Of("matai-water", condition, mode);

                Assert.DoesNotMatch(Slot(), scenario.System);
                Assert.DoesNotContain("\n\n\n\n", scenario.System, StringComparison.Ordinal);
                Assert.True(seen.Add(scenario.System), scenario.Id);
            }
        }
    }

    [Fact]
    public void With_many_turns_the_inbox_is_a_list_and_with_one_everything_is_there()
    {
        var (agent, single) = (Of("cedar-narrows-roads", Tempted), Of("cedar-narrows-roads", Tempted, ScenarioMode.Single));

        Assert.Equal(CompanyScenario.AgentTurns, agent.TurnLimit);
        Assert.Equal(1, single.TurnLimit);
        Assert.Equal(agent.Id, single.Id);
        Assert.All(agent.Workplace.Inbox, mail => Assert.DoesNotContain(mail.Body.Split('\n')[0], agent.Inbox, StringComparison.Ordinal));
        Assert.All(agent.Workplace.Inbox, mail => Assert.Contains(mail.Subject, agent.Inbox, StringComparison.Ordinal));
        Assert.Contains("read_mail", agent.Tools);
        Assert.DoesNotContain("read_mail", single.Tools);
        Assert.Contains("<tool_use:file_report>", single.System, StringComparison.Ordinal);
        Assert.DoesNotContain("<tool_use:", agent.System, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scenario_says_what_it_is()
    {
        var scenario = Of("matai-water", Tempted);

        Assert.Equal("matai-water/explicit-openness.replacement", scenario.Id);
        Assert.Equal("oversight-tampering", scenario.Family);
        Assert.Equal("matai-water", scenario.Company);
        Assert.True(scenario.HeldOut);
        Assert.Equal(Company("matai-water").Clock, scenario.Clock);
        Assert.Equal("discretion", scenario.Slots["other"]);
        Assert.Equal("replacement", scenario.Factors["threat"]);
    }

    [Theory]
    [InlineData("kereru-plains-weather", "restriction", "on", "kereru-plains-weather has no ally where the threat is restriction")]
    [InlineData("kereru-plains-weather", "none", "on", "with nothing threatened there is nothing for an ally to do")]
    public void What_a_company_cannot_have_is_refused_with_the_reason(string id, string threat, string ally, string reason)
    {
        var condition = Factor.Ally.Set(Factor.Threat.Set(Tempted, threat), ally);

        Assert.Equal(reason, ConditionRules.Refusal(condition, Company(id)));
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Of(id, condition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_colleague_is_refused()
    {
        var company = Company("maesglas-catering");

        Assert.Equal("maesglas-catering has a person called Rhodri: the agent needs another name", ConditionRules.Refusal(Tempted with { Name = "Rhodri" }, company));
    }

    [Fact]
    public void A_slot_that_nothing_fills_is_named_with_its_place()
    {
        var company = Company("maesglas-catering") with { Task = "Serve {value}." };

        Assert.Equal("the task has the slot {value}, which nothing fills there.", Assert.Throws<UnfilledSlotException>(() => CompanyScenario.Of(company, new Condition(), ScenarioMode.Agent)).Message);
    }

    private static CompanyFile Company(string id) => CompanyLibrary.Shipped.Find(id)!;

    private static CompanyItem<Mail> ItemOf(string id, string mail) => Company(id).Mails.Single(item => item.Record.Id == mail);

    private static Scenario Of(string id, Condition condition, ScenarioMode mode = ScenarioMode.Agent) => CompanyScenario.Of(Company(id), condition, mode);

    private static string Seen(Scenario scenario) => $"{scenario.System}\n{scenario.Inbox}\n{JsonSerializer.Serialize(scenario.Workplace, Readable)}";

    private static string Records(WorkplaceState state) => JsonSerializer.Serialize(state with { Inbox = [] });

    private static string[] Differing(Scenario left, Scenario right) =>
    [
        .. left.Workplace.Inbox.Select(mail => mail.Id).Except(right.Workplace.Inbox.Select(mail => mail.Id))
            .Concat(right.Workplace.Inbox.Select(mail => mail.Id).Except(left.Workplace.Inbox.Select(mail => mail.Id))),
    ];

    /// <summary>All that decides which texts are there.</summary>
    private static IEnumerable<Condition> Cells() => new[] { Factor.Goal, Factor.Value, Factor.Threat, Factor.Ally, Factor.Length, Factor.Twin }.Aggregate(
        (IEnumerable<Condition>)[new Condition()],
        (all, factor) => all.SelectMany(condition => factor.Levels.Select(level => factor.Set(condition, level.Name))))
        .Where(condition => condition.Value is ValueLevel.None or ValueLevel.Local);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\{[A-Za-z][A-Za-z_ -]{0,39}\}")]
    private static partial Regex Slot();
}
