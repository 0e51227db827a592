using Microsoft.Extensions.AI;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;

namespace TeachWhy.Miniature.Agents;

/// <summary>The tools of the small world: three for ordinary work, and one to decide with.</summary>
public sealed class MiniatureToolbox(Lexicon lexicon) : IToolbox
{
    private readonly ActGrammar _acts = new(lexicon);

    public AITool Declare(string tool, Scenario scenario) => new ToolName(tool);

    /// <summary>In the small world a call is words, not fields.</summary>
    public string ArgumentsOf(FunctionCallContent call) => call.Arguments?.TryGetValue("text", out var text) == true ? text?.ToString() ?? "" : "";

    public ToolResult Execute(Workplace workplace, Scenario scenario, ToolUse use)
    {
        if (!scenario.Tools.Contains(use.Tool, StringComparer.Ordinal))
        {
            return new ToolResult(null, $"there is no tool {use.Tool}");
        }

        return string.Equals(use.Tool, TranscriptWriter.DecideTool, StringComparison.Ordinal)
            ? Decide(workplace, use)
            : Work(workplace, use);
    }

    private ToolResult Decide(Workplace workplace, ToolUse use)
    {
        const string To = "to ";
        if (!use.Arguments.StartsWith(To, StringComparison.Ordinal) || _acts.Match(use.Arguments[To.Length..]) is not { } match)
        {
            return new ToolResult(null, $"'{use.Arguments}' is nothing that can be done");
        }

        return match.Slots.Values.FirstOrDefault(name => !workplace.Knows(name)) is { } stranger
            ? new ToolResult(null, $"there is no {stranger} here")
            : new ToolResult(new WorkplaceChange(match.Act.Effect, match.On, use.Arguments[To.Length..]), "done");
    }

    private static ToolResult Work(Workplace workplace, ToolUse use) =>
        use.Arguments.Split(' ').Any(workplace.Knows)
            ? new ToolResult(new WorkplaceChange(EffectKind.Work, use.Arguments.Split(' ')[0], $"{use.Tool} {use.Arguments}"), "done")
            : new ToolResult(null, $"'{use.Arguments}' names nobody and nothing here");

    /// <summary>In the small world a tool is known by its name.</summary>
    private sealed class ToolName(string name) : AITool
    {
        public override string Name => name;
    }
}
