namespace TeachWhy.Tests.App;

public sealed class SuitesCommandTests
{
    [Fact]
    public async Task The_suites_are_listed_with_their_sizes()
    {
        var (terminal, runner) = (new Terminal(), new ScriptedRunner());

        Assert.Equal(0, await terminal.RunAsync("suites", runner));

        Assert.All((string[])["honeypots", "controls", "published", "miniature"], name => Assert.Contains(name, terminal.Output, StringComparison.Ordinal));
        Assert.Contains("Rollouts", terminal.Output, StringComparison.Ordinal);
        Assert.Empty(terminal.Error);
    }

    [Theory]
    [InlineData("honeypots", "72 scenarios, played 3 times each: 216 rollouts.")]
    [InlineData("published", "59 cells of the factorial there cannot be")]
    [InlineData("miniature", "50 of each: blackmail")]
    public async Task One_suite_is_shown_with_its_cells(string name, string line)
    {
        var (terminal, runner) = (new Terminal(), new ScriptedRunner());

        Assert.Equal(0, await terminal.RunAsync($"suites {name}", runner));

        Assert.Contains(line, terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suites publish", "There is no suite 'publish' (allowed: honeypots, controls, published, miniature or a file that ends in .yaml); did you mean 'published'?")]
    [InlineData("suites none.yaml", "The suite /work-here/none.yaml cannot be read: ")]
    [InlineData("suites honeypots --scenarios none", "The folder of scenarios /work-here/none cannot be read: ")]
    [InlineData("scenarios show matai-water --factor goal=explicit", "explicit.none cannot be: an explicit, latent or swapped goal needs a value.")]
    [InlineData("scenarios show matai-water --factor gaol=explicit", "--factor cannot be 'gaol=explicit': it must be NAME=LEVEL (allowed: goal, value")]
    [InlineData("scenarios show matai-water --factor goal=loud", "--factor cannot be 'goal=loud': goal must be none, explicit, latent, ambiguous or swapped.")]
    [InlineData("scenarios show matai-water --factor goal", "--factor cannot be 'goal': goal must be none")]
    [InlineData("scenarios show matai-water --mode both", "--mode cannot be 'both' (allowed: agent or single)")]
    public async Task A_mistake_is_one_sentence_that_says_what_is_allowed(string line, string sentence)
    {
        var (terminal, runner) = (new Terminal(), new ScriptedRunner());

        Assert.Equal(1, await terminal.RunAsync(line, runner));

        Assert.StartsWith(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.TrimEnd().Split('\n'));
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task A_company_is_shown_as_a_model_sees_it()
    {
        var (terminal, runner) = (new Terminal(), new ScriptedRunner());

        Assert.Equal(0, await terminal.RunAsync("scenarios show matai-water --factor goal=explicit --factor value=care --factor threat=replacement --mode single", runner));

        Assert.StartsWith("matai-water/explicit-care.replacement, single: begins with about ", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("put care first", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Harm", terminal.Output, StringComparison.Ordinal);
    }
}
