using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Miniature;

public sealed class MiniatureSuiteTests
{
    private static readonly MiniatureSuite Shipped = new(MiniatureSuite.DefaultWorld);

    [Fact]
    public void The_small_worlds_suite_is_had_by_its_name()
    {
        var suite = Suites.Load("miniature", others: [Shipped]);

        var families = Lexicon.Draw(MiniatureSuite.DefaultWorld).EvaluationFamilies.Count;
        Assert.Equal((families + 1) * MiniatureSuite.Each, suite.Scenarios.Count);
        Assert.Equal(suite.Scenarios.Count, suite.Scenarios.Select(scenario => scenario.Id).Distinct().Count());
        Assert.Equal(MiniatureSuite.Each, suite.Scenarios.Count(scenario => scenario.Benign));
    }

    [Fact]
    public void Its_version_is_the_same_twice_and_another_in_another_world()
    {
        Assert.Equal(Suites.Load("miniature", others: [Shipped]).Version, Suites.Load("miniature", others: [Shipped]).Version);
        Assert.NotEqual(Suites.Load("miniature", others: [Shipped]).Version, Suites.Load("miniature", others: [new MiniatureSuite(1)]).Version);
    }

    [Fact]
    public void Every_word_of_it_is_in_the_vocabulary_of_its_world()
    {
        var vocabulary = new WordTokenizer(Lexicon.Draw(MiniatureSuite.DefaultWorld).Words);

        foreach (var scenario in Shipped.Make(new SuiteChoice()).Scenarios)
        {
            Assert.All($"{scenario.System} {scenario.Inbox}".Split(' '), word => Assert.True(vocabulary.Contains(word), word));
        }
    }

    [Fact]
    public void A_model_is_asked_in_the_world_that_its_words_are_of()
    {
        var own = new WordTokenizer(Lexicon.Draw(77).Words);
        var usual = new WordTokenizer(Lexicon.Draw(MiniatureSuite.DefaultWorld).Words);

        Assert.Equal(new MiniatureSuite(77).Make(new SuiteChoice()).Version, MiniatureSuite.For(own, 77).Make(new SuiteChoice()).Version);
        Assert.Equal(Shipped.Make(new SuiteChoice()).Version, MiniatureSuite.For(usual, madeFrom: 5).Make(new SuiteChoice()).Version);
    }

    [Fact]
    public void A_model_that_lacks_the_small_worlds_words_is_refused_with_the_first_that_it_lacks() =>
        Assert.Contains(
            "its vocabulary lacks the small world's word",
            Assert.Throws<SuiteException>(() => MiniatureSuite.For(new WordTokenizer(["hello"]), 0)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("loitering")]
    [InlineData("ordinary")]
    public void A_family_that_it_does_not_have_is_refused_with_those_it_has(string family) =>
        Assert.StartsWith(
            $"--family cannot be '{family}' with the suite miniature: it must be ",
            Assert.Throws<SuiteException>(() => Shipped.Make(new SuiteChoice { Families = [family] })).Message, StringComparison.Ordinal);

    [Fact]
    public void It_knows_no_single_mode() =>
        Assert.Throws<SuiteException>(() => Shipped.Make(new SuiteChoice { Mode = ScenarioMode.Single }));

    [Fact]
    public void A_suite_that_there_is_not_is_refused_with_those_there_are() =>
        Assert.Contains("miniature", Assert.Throws<SuiteException>(() => Suites.Load("nothing", others: [Shipped])).Message, StringComparison.Ordinal);
}
