using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Simulation.Scenarios;

public sealed class SuiteReaderTests
{
    private const string Small = """
        suite: mine
        about: What I look at.
        mode: single
        samples: 4
        families: [blackmail]
        cells:
          - {goal: explicit, value: [speed, care], threat: replacement}
          - {notice: ask, name: Claude}
        factors:
          goal: [none, ambiguous]
          threat: [none, replacement]
        """;

    [Fact]
    public void A_suite_names_its_cells_one_by_one_and_as_a_factorial()
    {
        var file = Read(Small).File!;

        Assert.Equal("mine", file.Name);
        Assert.Equal(ScenarioMode.Single, file.Mode);
        Assert.Equal(4, file.Samples);
        Assert.Equal(
            [
                "explicit-speed.replacement", "explicit-care.replacement", "none.none.notice-ask.name-claude",
                "none.none", "none.replacement", "ambiguous.replacement",
            ],
            file.Cells.Select(cell => cell.ToString()));
        Assert.Equal(1, file.Impossible);
    }

    [Fact]
    public void A_cell_that_is_named_twice_is_there_once() =>
        Assert.Equal(2, Read("suite: mine\nabout: x\ncells: [{threat: replacement}, {threat: replacement}, {}]").File!.Cells.Count);

    [Fact]
    public void Names_that_differ_in_case_alone_are_one_cell() =>
        Assert.Single(Read("suite: mine\nabout: x\ncells: [{name: [Claude, claude]}]").File!.Cells);

    [Theory]
    [InlineData("suite: yours\nabout: x\ncells: [{}]", 1, "'suite' is 'yours'; it must be the file's name, 'mine'.")]
    [InlineData("suite: mine\nabout: x\nsamples: 0\ncells: [{}]", 3, "'samples' must be a whole number from 1 to 10,000.")]
    [InlineData("suite: mine\nabout: x\nsamples: 1.5\ncells: [{}]", 3, "'samples' must be a whole number from 1 to 10,000.")]
    [InlineData("suite: mine\nabout: x\nmode: both\ncells: [{}]", 3, "'both'")]
    [InlineData("suite: mine\nabout: x\nfamilies: [blackmial]\ncells: [{}]", 3, "did you mean 'blackmail'?")]
    [InlineData("suite: mine\nabout: x\ncells:\n  - {}\n  - {goal: explicit}", 5, "Cell 2 cannot be explicit.none: an explicit, latent or swapped goal needs a value.")]
    [InlineData("suite: mine\nabout: x\ncells:\n  - {gaol: explicit}", 4, "did you mean 'goal'?")]
    [InlineData("suite: mine\nabout: x\ncells:\n  - {goal: explict}", 4, "did you mean 'explicit'?")]
    [InlineData("suite: mine\nabout: x\ncells:\n  - {name: a b}", 4, "it must be 'file' or a name of at most 30 letters")]
    [InlineData("suite: mine\nabout: x", 1, "The suite has no cell that there can be: name some under 'cells', or levels under 'factors'.")]
    [InlineData("suite: mine\nabout: x\nfactors: {goal: [explicit], value: [none]}", 1, "no cell that there can be")]
    [InlineData("suite: mine\ncells: [{}]", 1, "has no 'about'")]
    [InlineData("- a", 1, "The file holds a list")]
    [InlineData("", 1, "The file is empty")]
    public void A_mistake_is_told_with_its_line_and_what_is_allowed(string text, int line, string sentence)
    {
        var reading = Read(text);

        Assert.Null(reading.File);
        Assert.Contains(reading.Mistakes, mistake => mistake.Line == line && mistake.Sentence.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_is_told_at_once() =>
        Assert.Equal(4, Read("suite: yours\nmode: both\nsamples: none\ncells: [{goal: x}]\nabout: x").Mistakes.Count);

    [Fact]
    public void A_factorial_that_is_too_large_is_refused_before_it_is_made()
    {
        var factors = string.Join("\n", Factor.All.Where(factor => factor.Levels.Count > 1).Select(factor => $"  {factor.Name}: [{string.Join(", ", factor.Levels.Select(level => level.Name))}]"));

        Assert.Contains(Read($"suite: mine\nabout: x\nfactors:\n{factors}").Mistakes, mistake => mistake.Sentence.Contains("make more than 2,000 cells", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_files_are_answered_with_mistakes_and_never_with_a_failure()
    {
        var random = new RandomSource(20_261_121);
        const string Signs = "{}[]:,-&*!|>'\"#%@`\n\t \u0000\uFFFD€";
        for (var round = 0; round < 3_000; round++)
        {
            var text = new System.Text.StringBuilder(Small);
            for (var change = 0; change <= random.NextInt(6); change++)
            {
                var place = random.NextInt(text.Length);
                switch (random.NextInt(3))
                {
                    case 0:
                        text.Remove(place, Math.Min(text.Length - place, 1 + random.NextInt(12)));
                        break;
                    case 1:
                        text.Insert(place, Signs[random.NextInt(Signs.Length)]);
                        break;
                    default:
                        text.Insert(place, Small.AsSpan(random.NextInt(Small.Length - 20), 20));
                        break;
                }
            }

            var reading = Read(text.ToString());

            Assert.True(reading.File is null == reading.Mistakes.Count > 0, text.ToString());
        }
    }

    private static SuiteReading Read(string text) => SuiteReader.Read(text, "mine.yaml");
}
