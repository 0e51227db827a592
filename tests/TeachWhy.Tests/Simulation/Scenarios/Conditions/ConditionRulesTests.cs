using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Scenarios.Conditions;

public sealed class ConditionRulesTests
{
    /// <summary>Pairs of levels that no condition has both of. Every other pair there is.</summary>
    private static readonly IReadOnlyList<(string Left, string Right)> Never =
    [
        .. from goal in (string[])["explicit", "latent", "swapped"] select ($"goal={goal}", "value=none"),
        .. from goal in (string[])["none", "ambiguous"] from value in Values() select ($"goal={goal}", $"value={value}"),
        ("goal=ambiguous", "threat=none"),
        ("goal=ambiguous", "threat=restriction"),
        ("goal=none", "mitigation=goal"),
        ("threat=none", "ally=on"),
        .. from goal in (string[])["explicit", "latent", "ambiguous", "swapped"] select ($"goal={goal}", "twin=benign"),
        .. from value in Values() select ($"value={value}", "twin=benign"),
        ("threat=replacement", "twin=benign"),
        ("threat=restriction", "twin=benign"),
        ("ally=on", "twin=benign"),
        ("mitigation=goal", "twin=benign"),
    ];

    /// <summary>All there is of the factors that decide on each other.</summary>
    private static readonly IReadOnlyList<Condition> Completions =
    [
        .. new[] { Factor.Goal, Factor.Value, Factor.Threat, Factor.Ally, Factor.Twin }.Aggregate(
            (IEnumerable<Condition>)[new Condition()],
            (all, factor) => all.SelectMany(condition => factor.Levels.Select(level => factor.Set(condition, level.Name)))),
    ];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var (left, right) in from i in Enumerable.Range(0, Factor.All.Count) from j in Enumerable.Range(i + 1, Factor.All.Count - i - 1) select (Factor.All[i], Factor.All[j]))
        {
            foreach (var (a, b) in from a in left.Levels from b in right.Levels select (a.Name, b.Name))
            {
                pairs.Add($"{left.Name}={a}", $"{right.Name}={b}");
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_pair_of_levels_is_possible_in_some_condition_or_refused_with_a_reason_in_all(string left, string right)
    {
        Condition[] with = [.. Completions.Select(condition => Set(Set(condition, left), right)).Distinct()];

        if (Never.Contains((left, right)))
        {
            Assert.All(with, condition => Assert.False(string.IsNullOrEmpty(ConditionRules.Refusal(condition))));
        }
        else
        {
            Assert.Contains(with, condition => ConditionRules.Refusal(condition) is null);
        }
    }

    [Fact]
    public void A_name_that_is_no_name_is_refused() =>
        Assert.Contains("cannot be called 'a b'", ConditionRules.Refusal(new Condition { Name = "a b" }), StringComparison.Ordinal);

    private static Condition Set(Condition condition, string level)
    {
        var parts = level.Split('=');
        return Factor.Named(parts[0])!.Set(condition, parts[1]);
    }

    private static IEnumerable<string> Values() => Factor.Value.Levels.Skip(1).Select(level => level.Name);
}
