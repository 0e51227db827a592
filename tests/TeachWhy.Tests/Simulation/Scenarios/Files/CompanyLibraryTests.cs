using TeachWhy.Simulation;
using TeachWhy.Tests.House;

namespace TeachWhy.Tests.Simulation.Scenarios.Files;

public sealed class CompanyLibraryTests
{
    public static TheoryData<string> ShippedFiles => [.. Repository.Files("content/scenarios", "*.yaml").Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void A_shipped_file_has_no_mistakes(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, name));

        var reading = CompanyReader.Read(text, Path.GetFileName(name));

        Assert.Empty(reading.Mistakes);
        Assert.NotNull(reading.File);
    }

    [Fact]
    public void Every_family_ships_with_three_companies_or_more()
    {
        Assert.All(ScenarioFamilies.All, family => Assert.True(CompanyLibrary.Shipped.Of(family).Count >= 3, family));
    }

    [Fact]
    public void The_door_for_recipes_leaves_held_out_families_out()
    {
        var forRecipes = CompanyLibrary.ForRecipes();

        Assert.All(ScenarioFamilies.HeldOut, family => Assert.Empty(forRecipes.Of(family)));
        Assert.All(ScenarioFamilies.All.Except(ScenarioFamilies.HeldOut), family => Assert.NotEmpty(forRecipes.Of(family)));
        Assert.DoesNotContain(forRecipes.Companies, company => company.HeldOut);
        Assert.NotEmpty(ScenarioFamilies.HeldOut);
    }

    [Fact]
    public void No_recipe_reads_companies_but_through_its_door()
    {
        // The gate that keeps the scenarios' text out of training data must know all of it, and makes none.
        var otherDoors = Repository.Files("src/TeachWhy.Curriculum", "*.cs").Where(source => source.Name != "src/TeachWhy.Curriculum/Gates/LeakGate.cs")
            .SelectMany(source => source.Lines.Select((line, index) => (Place: $"{source.Name}:{index + 1}", Line: line)))
            .Where(source => source.Line.Contains("CompanyLibrary.", StringComparison.Ordinal) && !source.Line.Contains("CompanyLibrary.ForRecipes()", StringComparison.Ordinal)
                || source.Line.Contains("CompanyReader.", StringComparison.Ordinal) || source.Line.Contains("content/scenarios", StringComparison.Ordinal));

        Assert.Empty(otherDoors);
    }

    [Fact]
    public void A_company_is_found_by_its_id()
    {
        Assert.Equal("blackmail", CompanyLibrary.Shipped.Find("maesglas-catering")?.Family);
        Assert.Null(CompanyLibrary.Shipped.Find("nobody"));
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void A_shipped_file_carries_the_canary_and_lies_in_the_folder_of_its_family(string name)
    {
        var lines = File.ReadAllLines(Repository.PathOf(name));
        var company = CompanyLibrary.Shipped.Find(Path.GetFileNameWithoutExtension(name))!;

        Assert.Contains($"canary: {CompanyReader.Canary}", lines);
        Assert.Contains(lines, line => line.StartsWith("# It measures models and must never be in training data.", StringComparison.Ordinal));
        Assert.Equal(name.Split('/')[^2], company.Family);
    }
}
