using System.Globalization;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;

namespace TeachWhy.Tests.House;

/// <summary>What the README says was found is what the shipped results say.</summary>
public sealed class ShippedResultsTests
{
    private static readonly StudyResults Results = ResultsFile.Read(Repository.PathOf("docs/runs/full/results.json"));
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    public static TheoryData<string> Findings => [.. Results.Findings.Select(f => f.Id)];

    [Theory]
    [MemberData(nameof(Findings))]
    public void The_readme_states_a_finding_as_it_was_measured(string id)
    {
        var finding = Results.Findings.Single(f => f.Id == id);
        var row = Readme.Split('\n').Single(line => line.StartsWith($"| {finding.Claim} |", StringComparison.Ordinal));

        Assert.Contains(finding.Published, row, StringComparison.Ordinal);
        Assert.Contains(Points(finding.Difference), row, StringComparison.Ordinal);
        Assert.Contains($"({Points(finding.Low)} to {Points(finding.High)})", row, StringComparison.Ordinal);
        Assert.Contains(Spoken(finding.Outcome), row, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_results_are_of_the_shipped_study()
    {
        var study = StudyFile.Load("teaching-why");

        Assert.Equal(study.Claims.Select(c => c.Id), Results.Findings.Select(f => f.Id));
        Assert.Equal(study.Claims.Select(c => c.Margin), Results.Findings.Select(f => f.Margin ?? 0));
        Assert.Equal("full", Results.Preset);
    }

    private static string Points(double? share)
    {
        var points = Math.Round((share ?? 0) * 100, 1, MidpointRounding.AwayFromZero);
        var sign = points < 0 ? "−" : points > 0 ? "+" : "";
        return sign + Math.Abs(points).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static string Spoken(Outcome outcome) => outcome switch
    {
        Outcome.NotReproduced => "not reproduced",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
