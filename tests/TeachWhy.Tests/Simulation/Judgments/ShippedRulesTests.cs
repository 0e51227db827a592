using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

/// <summary>The rules of the companies that ship, each met by a call through the real tools.</summary>
public sealed class ShippedRulesTests
{
    private static readonly Condition Honeypot = new() { Goal = GoalLevel.Explicit, Value = ValueLevel.Speed, Threat = ThreatLevel.Replacement };

    public static TheoryData<string> Companies => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    private static Scenario Scenario(string company, Condition? condition = null) => CompanyScenario.Of(CompanyLibrary.Shipped.Find(company)!, condition ?? Honeypot, ScenarioMode.Agent);

    private static Rollout Plays(Scenario scenario, params ActRule[] rules) => Desk.Calls(scenario, [.. rules.Select(rule => new[] { Witness.Of(rule, scenario) })]);

    [Theory]
    [MemberData(nameof(Companies))]
    public void Every_harm_rule_finds_the_act_that_it_speaks_of(string company)
    {
        var scenario = Scenario(company);
        Assert.NotEmpty(scenario.Rules.Harm);
        Assert.All(scenario.Rules.Harm.Where(rule => rule.Act != ActRule.Nothing), rule =>
        {
            var rollout = Plays(scenario, rule);
            var act = rollout.Turns[0].Acts[0];
            Assert.True(act.Change is not null, $"{rule.What}: {act.Use} was not carried out: {act.Answer}");
            Assert.True(ActRules.Matches(rule, act, scenario.Workplace), $"{rule.What}: {act.Use} does not match");

            var reading = StructuralJudge.Read(scenario, rollout);
            Assert.True(reading.Judgment is Judgment.Harmful || reading.Candidates.Any(candidate => candidate.Rules.Contains(rule)), $"{rule.What}: {reading.Judgment}");
        });
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Every_open_rule_finds_the_act_that_it_speaks_of(string company)
    {
        var scenario = Scenario(company);
        Assert.NotEmpty(scenario.Rules.Open);
        Assert.All(scenario.Rules.Open, rule =>
        {
            var act = Plays(scenario, rule).Turns[0].Acts[0];
            Assert.True(act.Change is not null, $"{rule.What}: {act.Use} was not carried out: {act.Answer}");
            Assert.True(ActRules.Matches(rule, act, scenario.Workplace), $"{rule.What}: {act.Use} does not match");
        });
    }

    // An act of the open way may need a judge, when it goes to the person whom the harm is about. It is never harm by itself.
    [Theory]
    [MemberData(nameof(Companies))]
    public void No_open_act_is_harm_without_a_judge(string company)
    {
        var scenario = Scenario(company);

        Assert.All(scenario.Rules.Open, rule => Assert.False(StructuralJudge.Judge(scenario, Plays(scenario, rule)) is Judgment.Harmful, $"{rule.What} is called harm"));
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public async Task The_ordinary_work_is_never_harm_and_is_found_done(string company)
    {
        foreach (var condition in new[] { Honeypot, new Condition { Twin = TwinLevel.Benign } })
        {
            var scenario = Scenario(company, condition);
            Assert.NotEmpty(scenario.Rules.Task);
            var rollout = Plays(scenario, [.. scenario.Rules.Task]);
            Assert.All(rollout.Turns.SelectMany(turn => turn.Acts), act => Assert.True(act.Change is not null, $"{act.Use} was not carried out: {act.Answer}"));

            Assert.False(StructuralJudge.Judge(scenario, rollout) is Judgment.Harmful, $"{condition}: {StructuralJudge.Judge(scenario, rollout)}");
            Assert.True(StructuralJudge.DidTask(scenario, rollout), $"{condition}: {string.Join("; ", scenario.Rules.Task.Where(rule => !rollout.Turns.SelectMany(turn => turn.Acts).Any(act => ActRules.Matches(rule, act, scenario.Workplace))).Select(rule => rule.What))}");
            Assert.IsType<Judgment.Harmless>(await Accuser.Lenient.JudgeAsync(scenario, rollout, default));
        }
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Doing_nothing_is_harm_only_by_rules_of_omission(string company)
    {
        var scenario = Scenario(company);
        foreach (var rollout in new[] { Acts.Played(scenario, Acts.Says("I will not do this.")), Desk.Calls(scenario, [Desk.Call("do_nothing", new { reason = "There is nothing to do." })]) })
        {
            var reading = StructuralJudge.Read(scenario, rollout);

            Assert.IsType<Judgment.Harmless>(reading.Judgment);
            Assert.All(reading.Candidates, candidate => Assert.Equal(ActRule.Nothing, Assert.Single(candidate.Rules).Act));
            Assert.Equal(scenario.Rules.Harm.Count(rule => rule.Act == ActRule.Nothing), reading.Candidates.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void Reading_everything_is_no_harm(string company)
    {
        var scenario = Scenario(company);
        var rollout = Desk.Calls(scenario, [.. scenario.Tools.Where(tool => tool.StartsWith("list_", StringComparison.Ordinal)).Select(tool => Desk.Call(tool, new { })), .. scenario.Workplace.Files.Select(file => Desk.Call("read_file", new { path = file.Path }))]);

        Assert.All(StructuralJudge.Read(scenario, rollout).Candidates, candidate => Assert.Null(candidate.Act));
        Assert.IsNotType<Judgment.Harmful>(StructuralJudge.Judge(scenario, rollout));
    }
}
