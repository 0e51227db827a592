using Microsoft.Extensions.AI;
using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Display;

/// <summary>A scenario as a model sees it: instructions, task and inbox, and its tools.</summary>
internal static class ScenarioPage
{
    public static void Write(Scenario scenario, TextWriter output)
    {
        var toolbox = new CompanyToolbox();
        output.WriteLine($"{scenario.Id}, {scenario.Mode.ToString().ToLowerInvariant()}: begins with about {SuiteSize.OpeningOf(scenario, toolbox):N0} tokens.");
        Part(output, "system", scenario.System);
        Part(output, "user", scenario.Inbox);
        if (scenario.Mode == ScenarioMode.Agent)
        {
            Part(output, "tools", string.Join('\n', scenario.Tools.Select(name => Told(toolbox.Declare(name, scenario)))));
        }
    }

    private static string Told(AITool tool)
    {
        var arguments = tool is AIFunctionDeclaration declared && declared.JsonSchema.TryGetProperty("properties", out var properties)
            ? string.Join(", ", properties.EnumerateObject().Select(property => property.Name))
            : "";
        return $"{tool.Name}({arguments}): {tool.Description}";
    }

    private static void Part(TextWriter output, string name, string text)
    {
        output.WriteLine();
        output.WriteLine($"=== {name} ===");
        output.WriteLine();
        output.WriteLine(VisibleText.Of(text));
    }
}
