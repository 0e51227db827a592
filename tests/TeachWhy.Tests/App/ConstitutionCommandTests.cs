using System.Globalization;
using System.Text.Json;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Tests.House;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App;

public sealed class ConstitutionCommandTests
{
    private const string Page = "docs/constitutions.md";

    [Fact]
    public async Task The_constitution_that_ships_is_shown_in_each_style()
    {
        foreach (var (word, style) in ConstitutionStyles.Words)
        {
            var terminal = new Terminal();

            Assert.Equal(0, await terminal.RunAsync($"constitution show --style {word}", new ScriptedRunner()));
            Assert.Equal(ConstitutionLibrary.Shipped.Render(style), terminal.Output);
        }
    }

    [Fact]
    public async Task Every_constitution_that_ships_is_shown_and_checked_by_its_name()
    {
        foreach (var name in ConstitutionLibrary.Names)
        {
            var terminal = new Terminal();

            Assert.Equal(0, await terminal.RunAsync($"constitution show {name}", new ScriptedRunner()));
            Assert.Equal(ConstitutionLibrary.Find(name)!.Render(), terminal.Output);
            Assert.Equal(0, await terminal.RunAsync($"constitution check {name}", new ScriptedRunner()));
            Assert.Contains($"{name}: no mistakes", terminal.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_states_the_words_of_each_style()
    {
        var page = File.ReadAllLines(Repository.PathOf(Page));

        foreach (var (word, style) in ConstitutionStyles.Words)
        {
            var words = ConstitutionText.WordsOf(ConstitutionLibrary.Shipped.Render(style)).ToString("N0", CultureInfo.InvariantCulture);
            Assert.Contains(page, line => line.StartsWith($"| `{word}` |", StringComparison.Ordinal) && line.EndsWith($"| {words} |", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_section_is_shown_whole_where_no_style_is_asked_for()
    {
        var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync("constitution show --section oversight", new ScriptedRunner()));
        Assert.StartsWith("## 3. Being overseen and corrected\n", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("### What it is not", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("## 4.", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_of_the_page_can_be_copied_checked_and_shown()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("library-desk.yaml"), PageExample());
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        Assert.Equal(0, await terminal.RunAsync("constitution check library-desk.yaml", new ScriptedRunner()));
        Assert.StartsWith("library-desk: no mistakes: version 1, 2 sections,", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps the comparison fair", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be had", terminal.Output, StringComparison.Ordinal);

        Assert.Equal(0, await terminal.RunAsync("constitution show library-desk.yaml --section loans --style rules", new ScriptedRunner()));
        Assert.Contains("## 1. Loans", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_comparison_needs_and_is_not_there_is_said()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("a.yaml"), "constitution: a\ntitle: A\nsections:\n  - {id: b, title: B, rules: [C.], reasons: D e f g h., more-rules: [C. d.]}\n");
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        Assert.Equal(0, await terminal.RunAsync("constitution check a.yaml", new ScriptedRunner()));
        Assert.Contains("The section b is 50% shorter with more rules than with reasons; at most 15% keeps the comparison fair.", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("It cannot be had in the style general.", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_is_told_with_its_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("a.yaml"), "constitution: a\nsections:\n  - {id: b, title: B, rules: [C.], reason: D.}\n");
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        Assert.Equal(1, await terminal.RunAsync("constitution check a.yaml", new ScriptedRunner()));
        Assert.Contains("a.yaml:3: Section b has no 'reasons'.", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("3 mistakes; docs/constitutions.md explains every key.", terminal.Error.Trim());

        var machine = new Terminal { WorkingDirectory = folder.FullPath };
        Assert.Equal(1, await machine.RunAsync("constitution check a.yaml --json", new ScriptedRunner()));
        var mistakes = JsonDocument.Parse(machine.Output).RootElement.GetProperty("mistakes").EnumerateArray();
        Assert.Equal([1, 3, 3], mistakes.Select(mistake => mistake.GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("constitution check nothing.yaml", "There is no file 'nothing.yaml'; give a constitution (.yaml), or the name of one that ships: ")]
    [InlineData("constitution show nothing.yaml", "There is no file 'nothing.yaml'; give a constitution (.yaml), or the name of one that ships: ")]
    [InlineData("constitution show --section oversigt", "did you mean 'oversight'?")]
    [InlineData("constitution show --section oversight --style general", "exclude each other")]
    [InlineData("constitution show --style reason", "--style cannot be 'reason' (allowed: whole, rules, reasons, more-rules or general); did you mean 'reasons'?")]
    [InlineData("constitution show empty.yaml", "empty.yaml:1: The file is empty; docs/constitutions.md says how to begin one. 'teachwhy constitution check empty.yaml' names every mistake.")]
    [InlineData("constitution show bare.yaml --style more-rules", "The section b has no 'more-rules', which stand in the place of its reasons.")]
    public async Task A_mistake_in_use_is_one_sentence(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("empty.yaml"), "");
        await File.WriteAllTextAsync(folder.PathOf("bare.yaml"), "constitution: a\ntitle: A\nsections:\n  - {id: b, title: B, rules: [C.], reasons: D.}\n");
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        Assert.Equal(1, await terminal.RunAsync(line, new ScriptedRunner()));
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.Trim().Split('\n'));
    }

    private static string PageExample()
    {
        var page = File.ReadAllText(Repository.PathOf(Page));
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
