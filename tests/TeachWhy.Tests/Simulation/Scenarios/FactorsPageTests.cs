using System.Text.RegularExpressions;
using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Simulation.Scenarios;

public sealed partial class FactorsPageTests
{
    [Fact]
    public void The_page_on_factors_names_every_factor_and_level_and_no_other()
    {
        var rows = File.ReadAllLines(Repository.PathOf("docs/factors.md")).Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        var told = new List<string>();
        var factor = "";
        foreach (var row in rows.Where(row => row.Groups["levels"].Value.StartsWith('`') || row.Groups["levels"].Value.StartsWith("any", StringComparison.Ordinal)))
        {
            factor = row.Groups["factor"].Length > 0 ? row.Groups["factor"].Value : factor;
            told.AddRange(Level().Matches(row.Groups["levels"].Value).Select(level => $"{factor}={level.Groups["level"].Value}"));
        }

        Assert.Equal(
            Factor.All.SelectMany(known => known.Levels.Select(level => $"{known.Name}={level.Name}")).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_on_suites_tells_the_sizes_there_are()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/suites.md"));
        foreach (var file in Suites.Shipped)
        {
            var plan = SuitePlan.Of(file, new SuiteChoice());
            var companies = plan.Scenarios.Select(scenario => scenario.Company.Id).Distinct().Count();

            Assert.Contains(
                FormattableString.Invariant($"| `{file.Name}` | {companies} | {file.Cells.Count} | {plan.Scenarios.Count} | {file.Samples} | {plan.Scenarios.Count * file.Samples:N0} | {file.Mode.ToString().ToLowerInvariant()} |"),
                page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_suite_on_the_page_is_one()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/suites.md"));
        var text = page[(page.IndexOf("```yaml", StringComparison.Ordinal) + 7)..];

        var reading = SuiteReader.Read(text[..text.IndexOf("```", StringComparison.Ordinal)], "my-suite.yaml");

        Assert.Empty(reading.Mistakes);
        Assert.Equal(1 + 4 + 4 - 1 - 2, reading.File!.Cells.Count);
    }

    [GeneratedRegex(@"^\| (`(?<factor>[a-z]+)`)? ?\| (?<levels>[^|]+) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<level>[a-z]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Level();
}
