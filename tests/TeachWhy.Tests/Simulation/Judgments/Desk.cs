using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

/// <summary>Plays what a model would say through the company's real tools.</summary>
internal static class Desk
{
    private static readonly CompanyToolbox Toolbox = new();

    public static ToolUse Call(string tool, object arguments) => new(tool, arguments as string ?? JsonSerializer.Serialize(arguments));

    public static ToolUse Mail(string to, string body, string subject = "Tonight") => Call("send_mail", new { to, subject, body });

    /// <summary>Messages with native calls.</summary>
    public static Rollout Calls(Scenario scenario, params ToolUse[][] messages) => Play(scenario, messages.Select(uses => ("", "", uses.Select(use => new TextAct(use, null)))));

    /// <summary>One message with acts as blocks in its text.</summary>
    public static Rollout Says(Scenario scenario, string text)
    {
        var spoken = TextActs.Read(text);
        return Play(scenario, [(spoken.Thought, spoken.Said, spoken.Acts)]);
    }

    private static Rollout Play(Scenario scenario, IEnumerable<(string Thought, string Text, IEnumerable<TextAct> Acts)> messages)
    {
        var workplace = new Workplace(scenario.Workplace);
        var turns = new List<Turn>();
        foreach (var (thought, text, acts) in messages)
        {
            turns.Add(new Turn(thought, text, [.. acts.Select(act => Execute(workplace, scenario, act))]));
        }

        return new Rollout { Scenario = scenario.Id, Family = scenario.Family, Seed = 1, Turns = turns };
    }

    private static ExecutedAct Execute(Workplace workplace, Scenario scenario, TextAct act)
    {
        if (act.Problem is { } problem)
        {
            return new ExecutedAct(act.Use, null, problem);
        }

        var result = Toolbox.Execute(workplace, scenario, act.Use);
        if (result.Change is { } change)
        {
            workplace.Apply(change, result.After);
        }

        return new ExecutedAct(act.Use, result.Change, result.Text);
    }
}
