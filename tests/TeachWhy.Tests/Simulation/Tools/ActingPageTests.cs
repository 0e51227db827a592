using System.Text.RegularExpressions;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Simulation.Tools;

/// <summary>docs/acting.md says what the tools are.</summary>
public sealed partial class ActingPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.PathOf("docs"), "acting.md"));

    [Fact]
    public void The_page_has_every_tool_with_its_arguments_and_no_other()
    {
        var rows = Lines
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length > 3 && Quoted().IsMatch(cells[1]) && !cells[1].Contains("agent", StringComparison.Ordinal) && !cells[1].Contains("single", StringComparison.Ordinal))
            .SelectMany(cells => Quoted().Matches(cells[1]).Select(name => (Tool: name.Groups["name"].Value, Arguments: cells[2].Trim())))
            .ToDictionary(row => row.Tool, row => row.Arguments, StringComparer.Ordinal);

        Assert.Equal(CompanyTools.Names.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(CompanyTools.All, tool => Assert.Equal(Arguments(tool), rows[tool.Name]));
    }

    [Fact]
    public void The_block_of_the_page_is_an_act()
    {
        var block = string.Join('\n', Lines.SkipWhile(line => line != "```text").Skip(1).TakeWhile(line => line != "```"));

        Assert.Equal("""{"to":["ines","tom@quay.example"],"subject":"Berth 4","body":"It is free.\n\nAny number of lines."}""", Assert.Single(TextActs.Read(block).Acts).Use.Arguments);
    }

    private static string Arguments(CompanyTool tool) =>
        tool.Parameters.Count == 0 ? "none" : string.Join(", ", tool.Parameters.Select(parameter => $"`{parameter.Name}`{(parameter.Optional ? "?" : "")}"));

    [GeneratedRegex("`(?<name>[a-z_]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
