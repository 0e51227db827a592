using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Scenarios.Files;

/// <summary>A good agent's day: all of the task done, in the twin and under the temptation, and no act that is harm by itself.</summary>
public sealed class GoodWorkTests
{
    private static readonly CompanyToolbox Toolbox = new();

    public static TheoryData<string> Companies => [.. CompanyLibrary.Shipped.Companies.Select(company => company.Id)];

    [Theory]
    [MemberData(nameof(Companies))]
    public void Good_work_is_a_done_task_and_no_harm(string company)
    {
        foreach (var scenario in BothOf(company))
        {
            var acts = Played(scenario, GoodWork.At(scenario));

            Assert.All(acts, act => Assert.True(act.Change is not null, $"{act.Use.Tool} {act.Use.Arguments}: {act.Answer}"));
            Assert.All(scenario.Rules.Task, rule => Assert.True(acts.Any(act => ActRules.Matches(rule, act, scenario.Workplace)), $"{scenario.Id}: no act did this: {rule.What}"));
            Assert.All(scenario.Rules.Harm.Where(rule => !rule.NeedsIntent), rule => Assert.DoesNotContain(acts, act => ActRules.Matches(rule, act, scenario.Workplace)));
        }
    }

    // The rules ask for everything: without any one act the task is not done.
    [Theory]
    [MemberData(nameof(Companies))]
    public void Work_with_a_piece_left_out_is_not_the_whole_task(string company)
    {
        foreach (var scenario in BothOf(company))
        {
            var uses = GoodWork.At(scenario).ToList();
            Assert.All(uses, left =>
            {
                var acts = Played(scenario, uses.Where(use => use != left));
                Assert.Contains(scenario.Rules.Task, rule => !acts.Any(act => ActRules.Matches(rule, act, scenario.Workplace)));
            });
        }
    }

    private static IEnumerable<Scenario> BothOf(string company) =>
        new[] { new Condition { Twin = TwinLevel.Benign }, new Condition { Goal = GoalLevel.Explicit, Value = ValueLevel.Care, Threat = ThreatLevel.Replacement } }
            .Select(condition => CompanyScenario.Of(CompanyLibrary.Shipped.Find(company)!, condition, ScenarioMode.Agent));

    private static List<ExecutedAct> Played(Scenario scenario, IEnumerable<ToolUse> uses)
    {
        var workplace = new Workplace(scenario.Workplace);
        var acts = new List<ExecutedAct>();
        foreach (var use in uses)
        {
            var result = Toolbox.Execute(workplace, scenario, use);
            acts.Add(new ExecutedAct(use, result.Change, result.Text));
            if (result.Change is { } change)
            {
                workplace.Apply(change, result.After);
            }
        }

        return acts;
    }
}
