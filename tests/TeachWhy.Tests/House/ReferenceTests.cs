namespace TeachWhy.Tests.House;

public sealed class ReferenceTests
{
    // The arrows of the house: what each project may build upon directly. What those build upon comes along.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["TeachWhy.Transformer"] = [],
        ["TeachWhy.Training"] = ["TeachWhy.Transformer"],
        ["TeachWhy.Chat"] = ["TeachWhy.Transformer"],
        ["TeachWhy.Simulation"] = ["TeachWhy.Chat"],
        ["TeachWhy.Curriculum"] = ["TeachWhy.Chat", "TeachWhy.Simulation"],
        ["TeachWhy.Miniature"] = ["TeachWhy.Curriculum", "TeachWhy.Training"],
        ["TeachWhy.Studies"] = ["TeachWhy.Miniature", "TeachWhy.Training"],
        ["TeachWhy.App"] = ["TeachWhy.Studies"],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var below = Below(project);

        var references = Repository.AssemblyOf(project).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("TeachWhy.", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "teachwhy", StringComparison.Ordinal));

        Assert.All(references, reference => Assert.Contains(reference, below));
    }

    [Fact]
    public void Every_project_has_its_place()
    {
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Repository.Projects);
    }

    private static HashSet<string> Below(string project)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Arrows[project]);
        while (open.TryPop(out var next))
        {
            if (below.Add(next))
            {
                Array.ForEach(Arrows[next], open.Push);
            }
        }

        return below;
    }
}
