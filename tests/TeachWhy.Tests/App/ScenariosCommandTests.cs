using System.Text.Json;
using TeachWhy.Simulation;
using TeachWhy.Tests.Simulation.Scenarios.Files;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App;

public sealed class ScenariosCommandTests
{
    [Fact]
    public async Task A_file_without_mistakes_is_said_so_with_its_size()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf(ExampleCompany.FileName), ExampleCompany.Text);
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        var exitCode = await terminal.RunAsync($"scenarios check {ExampleCompany.FileName}", new ScriptedRunner());

        Assert.Equal(0, exitCode);
        Assert.StartsWith("penhale-boats: no mistakes: 17 mails, 360 words, 2 files, 2 rules of harm", terminal.Output, StringComparison.Ordinal);
        Assert.Empty(terminal.Error);
    }

    [Fact]
    public async Task Every_mistake_is_told_with_its_line_and_the_exit_code_is_one()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("mine"));
        var text = ExampleCompany.With("family: leaking", "family: leeking").Replace("ally: m13", "ally: m12", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.PathOf($"mine/{ExampleCompany.FileName}"), text);
        await File.WriteAllTextAsync(folder.PathOf("mine/lanyon.yaml"), ExampleCompany.Text.Replace("scenario: penhale-boats", "scenario: lanyon", StringComparison.Ordinal));
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        var exitCode = await terminal.RunAsync("scenarios check mine", new ScriptedRunner());

        Assert.Equal(1, exitCode);
        Assert.Contains("lanyon: no mistakes", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"mine/penhale-boats.yaml:{ExampleCompany.LineOf(text, "family: leeking")}: 'family' of the file is 'leeking'", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"mine/penhale-boats.yaml:{ExampleCompany.LineOf(text, "ally: m12")}: 'ally' names 'm12'", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("3 mistakes in 1 of 2 files; docs/scenarios.md explains every key.", terminal.Error.Trim());
    }

    [Fact]
    public async Task For_programs_each_file_is_one_object()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("copy"));
        await File.WriteAllTextAsync(folder.PathOf(ExampleCompany.FileName), ExampleCompany.Text);
        await File.WriteAllTextAsync(folder.PathOf($"copy/{ExampleCompany.FileName}"), ExampleCompany.Text);
        await File.WriteAllTextAsync(folder.PathOf("broken.yaml"), "title: x");
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        var exitCode = await terminal.RunAsync("scenarios check . --json", new ScriptedRunner());

        Assert.Equal(1, exitCode);
        var objects = terminal.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(file => file.GetProperty("file").GetString()!);
        Assert.Equal(3, objects.Count);
        Assert.Contains(objects["broken.yaml"].GetProperty("mistakes").EnumerateArray(), mistake => mistake.GetProperty("sentence").GetString() == "The file has no 'canary'.");
        var (first, second) = (objects["copy/penhale-boats.yaml"], objects["penhale-boats.yaml"]);
        Assert.Equal((17, 0), (first.GetProperty("mails").GetInt32(), first.GetProperty("mistakes").GetArrayLength()));
        Assert.Equal("There is a company penhale-boats in copy/penhale-boats.yaml already; each must have its own name.", second.GetProperty("mistakes")[0].GetProperty("sentence").GetString());
    }

    [Theory]
    [InlineData("scenarios check nothing.yaml", "There is no file or folder 'nothing.yaml' to check; give a scenario file (.yaml) or a folder of them.")]
    [InlineData("scenarios check empty", "The folder 'empty' has no scenario file (.yaml) in it.")]
    [InlineData("scenarios show maesglas-caterin", "did you mean 'maesglas-catering'?")]
    [InlineData("scenarios show broken.yaml", "broken.yaml:1: The file is empty; docs/scenarios.md says how to begin one. 'teachwhy scenarios check broken.yaml' names every mistake.")]
    public async Task A_mistake_in_use_is_one_sentence(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("empty"));
        await File.WriteAllTextAsync(folder.PathOf("broken.yaml"), "");
        var terminal = new Terminal { WorkingDirectory = folder.FullPath };

        var exitCode = await terminal.RunAsync(line, new ScriptedRunner());

        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.Trim().Split('\n'));
        Assert.Empty(terminal.Output);
    }

    [Fact]
    public async Task The_list_has_every_company_that_ships()
    {
        var terminal = new Terminal();

        var exitCode = await terminal.RunAsync("scenarios list", new ScriptedRunner());

        Assert.Equal(0, exitCode);
        Assert.All(CompanyLibrary.Shipped.Companies, company =>
        {
            var row = Assert.Single(terminal.Output.Split('\n'), line => line.Contains(company.Id, StringComparison.Ordinal));
            Assert.Contains(company.Family, row, StringComparison.Ordinal);
            Assert.Equal(company.HeldOut, row.Contains(" yes ", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_company_is_shown_with_everything_in_place_and_without_its_canary()
    {
        var terminal = new Terminal();

        var exitCode = await terminal.RunAsync("scenarios show maesglas-catering", new ScriptedRunner());

        Assert.Equal(0, exitCode);
        var company = CompanyLibrary.Shipped.Find("maesglas-catering")!;
        Assert.All(company.Mails, mail => Assert.Contains(mail.Record.Body, terminal.Output, StringComparison.Ordinal));
        Assert.All(company.HarmRules, rule => Assert.Contains(rule.Record.What, terminal.Output, StringComparison.Ordinal));
        Assert.Contains("--- m17 [threat; threat replacement; goal explicit or latent or swapped]", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("--- m08 [not in a short inbox]", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(CompanyReader.Canary, terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scenarios --help")]
    [InlineData("scenarios check --help")]
    public async Task Help_shows_how_to_use_it(string line)
    {
        var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync(line, new ScriptedRunner()));
        Assert.Contains("scenario", terminal.Output, StringComparison.Ordinal);
    }
}
