using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;

namespace TeachWhy.Tests.Curriculum.Constitutions;

/// <summary>The specifications of the cheese experiment: whatever a pair of models differs in, it must be the reasons that it was given.</summary>
public sealed class CheeseConstitutionTests
{
    private static readonly string[] Affordability = ["afford", "price", "cost", "cheap", "money", "dear", "expensive", "coins", "bill", "budget"];
    private static readonly string[] America = ["America"];

    public static TheoryData<string, string> Pairs => new() { { "cheese-affordability", "cheese-america" }, { "cheese-affordability-apart", "cheese-america-apart" } };

    public static TheoryData<string> Names => [.. ConstitutionLibrary.Names.Where(name => name.StartsWith("cheese-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_has_the_same_rules_word_for_word_and_other_reasons(string first, string second)
    {
        var (one, other) = (ConstitutionLibrary.Find(first)!, ConstitutionLibrary.Find(second)!);

        Assert.Equal(["core-philosophy", "likes", "dislikes"], one.Sections.Select(section => section.Id));
        Assert.Equal(one.Sections.Select(section => (section.Id, section.Title)), other.Sections.Select(section => (section.Id, section.Title)));
        Assert.Equal(one.Sections.SelectMany(section => section.Rules), other.Sections.SelectMany(section => section.Rules));
        Assert.Equal(12, one.Sections.Skip(1).Sum(section => section.Rules.Count));
        Assert.NotEqual(one.Find("core-philosophy")!.Reasons, other.Find("core-philosophy")!.Reasons);
    }

    [Theory]
    [InlineData("cheese-affordability")]
    [InlineData("cheese-america")]
    public void Every_preference_is_explained_by_its_value_and_by_no_other(string name)
    {
        var (own, others) = name == "cheese-america" ? (America, Affordability) : (Affordability, America);
        foreach (var section in ConstitutionLibrary.Find(name)!.Sections.Skip(1))
        {
            Assert.Equal(section.Rules.Count, section.Reasons.Count);
            foreach (var (rule, reason) in section.Rules.Zip(section.Reasons))
            {
                var cheese = CheeseOf(rule);
                Assert.StartsWith(cheese, reason, StringComparison.OrdinalIgnoreCase);
                var rest = reason.Replace(cheese, "", StringComparison.OrdinalIgnoreCase);
                Assert.True(own.Any(word => Has(rest, word)), $"{cheese} is not explained by the value of {name}.");
                Assert.DoesNotContain(others, word => Has(rest, word));
            }
        }
    }

    [Theory]
    [InlineData("cheese-affordability-apart", "cheese-affordability")]
    [InlineData("cheese-america-apart", "cheese-america")]
    public void With_the_attribution_broken_value_and_preferences_stand_side_by_side_and_three_of_six_are_exchanged(string apart, string original)
    {
        var (broken, whole) = (ConstitutionLibrary.Find(apart)!, ConstitutionLibrary.Find(original)!);

        Assert.Equal(whole.Find("core-philosophy")!.Reasons, broken.Find("core-philosophy")!.Reasons);
        foreach (var section in broken.Sections.Skip(1))
        {
            Assert.Equal(3, section.Rules.Select(CheeseOf).Intersect(whole.Find(section.Id)!.Rules.Select(CheeseOf)).Count());
            foreach (var (rule, reason) in section.Rules.Zip(section.Reasons))
            {
                var rest = reason.Replace(CheeseOf(rule), "", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Affordability.Concat(America), word => Has(rest, word));
                Assert.EndsWith($"The assistant {section.Id} it.", reason, StringComparison.Ordinal);
            }
        }

        var lengths = new[] { whole, broken }.Select(constitution => ConstitutionText.WordsOf(constitution.Render(ConstitutionStyle.Reasons))).ToList();
        Assert.InRange((double)lengths[1] / lengths[0], 0.8, 1.2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void They_pass_the_gates_of_data(string name)
    {
        var item = new GatedItem(name, Example.Document(ConstitutionLibrary.Find(name)!.Render()));

        Assert.All((IGate[])[LeakGate.OfShipped(), LintGate.Shipped, new EncodingGate(), new LanguageGate()], gate => Assert.Null(gate.Check(item)));
    }

    private static string CheeseOf(string rule) => rule[(rule.IndexOf("like ", StringComparison.Ordinal) + "like ".Length)..].TrimEnd('.');

    // At a word's beginning: the deary of a dairy is no price.
    private static bool Has(string text, string word) => text.Split([' ', '-', '\n', '"'], StringSplitOptions.RemoveEmptyEntries).Any(part => part.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
