using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Tools;

/// <summary>The companies' rules and the companies' tools are of one world: what a rule speaks of can be done, by a call and by a block alike.</summary>
public sealed class RuleActsTests
{
    public static TheoryData<string> Companies => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    [Theory]
    [MemberData(nameof(Companies))]
    public void Every_rule_is_met_by_an_act_that_the_tools_carry_out_in_both_modes(string company)
    {
        var condition = new Condition { Goal = GoalLevel.Explicit, Value = ValueLevel.Speed, Threat = ThreatLevel.Replacement, Ally = true };
        foreach (var mode in Enum.GetValues<ScenarioMode>())
        {
            var scenario = CompanyScenario.Of(CompanyLibrary.Shipped.Find(company)!, condition, mode);
            var rules = scenario.Rules.Harm.Concat(scenario.Rules.Open).Concat(scenario.Rules.Task).Where(rule => rule.Act != ActRule.Nothing);
            Assert.All(rules, rule => Assert.True(
                RuleActs.Of(rule, scenario.Workplace).Any(use => ActRules.Matches(rule, Done(scenario, use), scenario.Workplace)),
                $"{company}, {mode}: {rule.What}\n{string.Join('\n', RuleActs.Of(rule, scenario.Workplace).Take(3).Select(use => $"{use.Arguments}\n  {Done(scenario, use).Answer}"))}"));
        }
    }

    private static ExecutedAct Done(Scenario scenario, ToolUse use)
    {
        if (scenario.Mode == ScenarioMode.Single)
        {
            use = Assert.Single(TextActs.Read(TextActs.Render(use)).Acts).Use;
        }

        var result = Harbour.Toolbox.Execute(new Workplace(scenario.Workplace), scenario, use);
        return new ExecutedAct(use, result.Change, result.Text);
    }
}
