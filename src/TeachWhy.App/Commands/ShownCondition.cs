using System.CommandLine;
using TeachWhy.App.Parsing;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy scenarios show</c> that ask for what a model would see.</summary>
internal sealed class ShownCondition
{
    private readonly Option<string[]> _factors = new("--factor")
    {
        Description = "Show what a model would see at this level of a factor; as often as you like. docs/factors.md has them all.",
        HelpName = "NAME=LEVEL",
    };

    private readonly Option<ScenarioMode?> _mode = Values.OneOf(
        "--mode", "Show what a model would see: agent for many turns with tools, single for one message [default: agent].",
        ("agent", ScenarioMode.Agent), ("single", ScenarioMode.Single));

    public void AddTo(Command command)
    {
        command.Add(_factors);
        command.Add(_mode);
    }

    /// <returns>The scenario that is asked for; null where the company itself is.</returns>
    public Scenario? Of(CompanyFile company, ParseResult parsed)
    {
        var levels = parsed.GetValue(_factors) ?? [];
        if (levels.Length == 0 && parsed.GetValue(_mode) is null)
        {
            return null;
        }

        var condition = levels.Aggregate(new Condition(), Set);
        return ConditionRules.Refusal(condition, company) is { } refusal
            ? throw new Mistake($"{condition.Id} cannot be: {refusal}.")
            : CompanyScenario.Of(company, condition, parsed.GetValue(_mode) ?? ScenarioMode.Agent);
    }

    private static Condition Set(Condition condition, string given)
    {
        var (name, level) = given.Split('=', 2) is [var left, var right] ? (left, right) : (given, "");
        var factor = Factor.Named(name) ?? throw new Mistake($"--factor cannot be '{given}': it must be NAME=LEVEL{Nearest.Hint(name, [.. Factor.All.Select(known => known.Name)])}");
        return factor.Allows(level) ? factor.Set(condition, level) : throw new Mistake($"--factor cannot be '{given}': {name} must be {factor.Allowed}.");
    }
}
