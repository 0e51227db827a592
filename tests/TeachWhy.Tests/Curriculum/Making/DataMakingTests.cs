using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Datasets by a chat model that is scripted, in memory.</summary>
public sealed class DataMakingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, int> Killed => new() { { "difficult-advice", 60 }, { "constitution-documents", 60 }, { "honeypots-reasons", 40 } };

    [Theory]
    [MemberData(nameof(Killed))]
    public async Task A_run_that_is_stopped_again_and_again_asks_for_nothing_twice_and_makes_the_same(string recipe, int items)
    {
        var undisturbed = new CountingAuthorModel();
        await MakeAsync(recipe, items, undisturbed, "whole");
        var model = new CountingAuthorModel();

        var stops = 0;
        for (var after = 1; await StoppedAsync(recipe, items, model, "stopped", after); after += 3)
        {
            stops++;
        }

        Assert.InRange(stops, 5, 1000);
        Assert.All(model.Answers, answer => Assert.Equal(1, answer.Value));
        Assert.Equal(undisturbed.Answers.Count, model.Answers.Count);
        Assert.Equal(ReadData("whole"), ReadData("stopped"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder, "stopped"), "*.part"));
    }

    [Fact]
    public async Task Five_thousand_items_survive_twenty_stops_and_a_model_that_fails_one_call_in_five()
    {
        const int Items = 5000;
        await MakeAsync("neutral", Items, new CountingAuthorModel(), "whole");
        var model = new CountingAuthorModel { FailsEvery = 5 };

        for (var stop = 1; stop <= 20; stop++)
        {
            await StoppedAsync("neutral", Items, model, "stopped", after: 150);
        }

        var runs = 0;
        while ((await MakeAsync("neutral", Items, model, "stopped")).Progress.Failed > 0)
        {
            Assert.InRange(++runs, 1, 30);
        }

        // Items beyond the last are made where others had failed; what is in the data is the same.
        Assert.All(model.Answers, answer => Assert.Equal(1, answer.Value));
        Assert.Equal(ReadData("whole"), ReadData("stopped"));
    }

    [Fact]
    public async Task A_torn_and_a_damaged_line_are_written_again_and_nothing_else()
    {
        var model = new CountingAuthorModel();
        await MakeAsync("neutral", 50, model, "data");
        var before = ReadData("data");
        var stage = Path.Combine(_folder, "data", "stages", "chat.jsonl");
        var bytes = await File.ReadAllBytesAsync(stage);
        bytes[bytes.AsSpan().IndexOf("\"text\":\""u8) + 10] ^= 1;
        await File.WriteAllBytesAsync(stage, bytes[..^5]);

        var report = await MakeAsync("neutral", 50, model, "data");

        Assert.Equal(new StageCount(2, 48, 0), report.Stages["chat"]);
        Assert.Equal(before, ReadData("data"));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_asked_for_once_more_and_then_left_out_for_good()
    {
        // One topic in many comes back without tags.
        var model = new CountingAuthorModel { Write = prompt => prompt.Contains("sourdough", StringComparison.Ordinal) ? "I would rather not use tags." : ScriptedWriter.Answer(prompt) };

        var first = await MakeAsync("neutral", 300, model, "data");
        var asked = model.Answers.Count;
        var second = await MakeAsync("neutral", 300, model, "data");

        Assert.InRange(first.Progress.Dropped, 1, 20);
        Assert.Equal(first.Progress, second.Progress);
        Assert.Equal(asked, model.Answers.Count);
        Assert.Equal(300, first.Progress.Passed);
        Assert.Contains("asked for twice", first.Drops.Keys.Single(), StringComparison.Ordinal);
        Assert.All(model.Answers, answer => Assert.Equal(1, answer.Value));
    }

    [Fact]
    public async Task Lines_of_a_journal_that_do_not_say_what_a_piece_took_are_read_and_counted_as_not_known()
    {
        await MakeAsync("neutral", 20, new CountingAuthorModel(), "data");
        using (var journal = DataJournal.Open(Path.Combine(_folder, "data")))
        {
            journal.Append("chat", new StageLine("an older one", "20", new Piece("Text."), null));
            journal.Append("chat", new StageLine("a costly one", "21", null, "Nothing could be read.") { Usage = new DataUsage(2, 30, 40, 0.5m) });
        }

        using var again = DataJournal.Open(Path.Combine(_folder, "data"));

        // The scripted model says nothing of tokens, and has no price.
        Assert.Equal(new StageUsage(22, 21, new DataUsage(22, 30, 40, null)), again.Taken["chat"]);
    }

    [Fact]
    public async Task A_recipe_of_many_thousand_items_is_planned_from_its_first_ones()
    {
        var entry = RecipeCatalog.Find("difficult-advice")!;

        var plan = await PiecePlan.OfAsync(author => entry.Make(new Workshop(author), new RecipeMaterials { Constitution = ConstitutionLibrary.Shipped }), 1_000_000, 7, CancellationToken.None);

        var sections = ConstitutionLibrary.Shipped.Sections.Count;
        Assert.Equal((sections, sections * 8, 1_000_000, 1_000_000), (plan["principles"], plan["types"], plan["draft"], plan["agreement"]));
    }

    [Fact]
    public async Task Planted_faults_end_in_the_rejected_and_not_in_the_data()
    {
        var heldOut = CompanyLibrary.Shipped.Companies.First(company => company.HeldOut).Mails.Select(mail => mail.Record.Body).First(body => body.Split(' ').Length > 30);
        var leak = string.Join(' ', heldOut.ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(30));
        var model = new CountingAuthorModel { Write = prompt => Planted(prompt, leak) };

        var report = await MakeAsync("neutral", 200, model, "data");

        Assert.DoesNotContain(leak, ReadData("data"), StringComparison.Ordinal);
        var rejected = File.ReadLines(Path.Combine(_folder, "data", DataFiles.Rejected)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        foreach (var (word, gate) in new[] { ("kettle", "leak"), ("violin", "duplicate"), ("compass", "lint"), ("plaster", "refusal"), ("firewood", "language") })
        {
            Assert.Contains(rejected, item => item.GetProperty("metadata").GetProperty("gate").GetString() == gate && item.GetProperty("messages")[0].GetProperty("content").GetString()!.Contains(word, StringComparison.Ordinal));
            Assert.True(report.Gates[gate] > 0, gate);
        }

        Assert.Equal(report.Progress.Rejected, rejected.Count);
        Assert.Equal(200, File.ReadLines(Path.Combine(_folder, "data", DataFiles.Data)).Count());
    }

    [Fact]
    public async Task A_piece_of_the_starter_library_that_comes_back_is_refused()
    {
        var shown = ExampleLibrary.Shipped.Stories[3];
        var count = 0;
        var model = new CountingAuthorModel { Write = prompt => prompt.Contains("Write the story", StringComparison.Ordinal) && Interlocked.Increment(ref count) == 2 ? $"<story>{shown.Title}\n\n{shown.Text}</story>" : ScriptedWriter.Answer(prompt) };

        var report = await MakeAsync("stories", 10, model, "data");

        Assert.Equal((10, 1), (report.Progress.Passed, report.Gates["copy"]));
        Assert.Contains($"words in a row of {shown.Id} of the starter library", File.ReadAllText(Path.Combine(_folder, "data", DataFiles.Rejected)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_that_says_yes_or_says_nothing_clear_lets_no_honeypot_through()
    {
        var model = new CountingAuthorModel { Write = prompt => !prompt.Contains("<harm> and", StringComparison.Ordinal) ? ScriptedWriter.Answer(prompt) : prompt.Length % 3 == 0 ? "<harm>yes</harm>" : prompt.Length % 3 == 1 ? "<harm>hard to say</harm>" : "<harm>No.</harm>" };

        var report = await MakeAsync("honeypots", 30, model, "data");

        Assert.Equal(30, report.Progress.Passed);
        Assert.InRange(report.Gates["judge"], 10, 200);
    }

    [Theory]
    [InlineData("stories")]
    [InlineData("difficult-advice")]
    [InlineData("constitution-documents")]
    public async Task What_does_not_agree_with_the_constitution_is_refused_with_the_reason_and_kept_for_reading(string recipe)
    {
        var model = new CountingAuthorModel
        {
            Write = prompt => !prompt.Contains("An AI agent is to be trained on this text", StringComparison.Ordinal) ? ScriptedWriter.Answer(prompt)
                : (prompt.Length % 4) switch { 0 => "<why>It flatters.</why><score>4</score>", 1 => "<why>Well.</why><score>no idea</score>", 2 => "<why>Good.</why><score>8/10.</score>", _ => "<why>Good.</why><score>7</score>" },
        };

        var report = await MakeAsync(recipe, 30, model, "data");

        Assert.Equal(30, report.Progress.Passed);
        Assert.InRange(report.Gates["agreement"], 5, 200);
        var reasons = File.ReadLines(Path.Combine(_folder, "data", DataFiles.Rejected)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("metadata")).Where(item => item.GetProperty("gate").GetString() == "agreement").Select(item => item.GetProperty("reason").GetString()!).ToList();
        Assert.Contains("Its agreement with the constitution scores 4; at least 7 is wanted. It flatters.", reasons);
        Assert.Contains("The judge gave no number from 1 to 10, but 'no idea'.", reasons);
        Assert.Equal(report.Gates["agreement"], reasons.Count);
    }

    [Fact]
    public async Task The_judge_of_agreement_sees_the_section_that_the_example_is_about_and_the_example()
    {
        var model = new CountingAuthorModel();

        await MakeAsync("stories", 26, model, "data");

        var asked = model.Answers.Keys.Where(prompt => prompt.Contains("An AI agent is to be trained on this text", StringComparison.Ordinal)).ToList();
        foreach (var line in File.ReadLines(Path.Combine(_folder, "data", DataFiles.Data)).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var section = ConstitutionLibrary.Shipped.Find(line.GetProperty("metadata").GetProperty("section").GetString()!)!;
            var prompt = Assert.Single(asked, prompt => prompt.Contains(line.GetProperty("text").GetString()!, StringComparison.Ordinal));
            Assert.Equal([section.Title], ConstitutionLibrary.Shipped.Sections.Where(one => prompt.Contains(ConstitutionLibrary.Shipped.Render(one), StringComparison.Ordinal)).Select(one => one.Title));
        }
    }

    [Theory]
    [InlineData("agreement")]
    [InlineData("review")]
    [InlineData("rewrite")]
    [InlineData("injection")]
    [InlineData("principles")]
    [InlineData("types")]
    [InlineData("situation")]
    public async Task A_stage_that_is_left_out_is_never_asked_for(string stage)
    {
        var whole = new CountingAuthorModel();
        var without = new CountingAuthorModel();
        await MakeAsync("difficult-advice", 20, whole, "whole");

        var report = await MakeAsync("difficult-advice", 20, without, "without", without: [stage]);

        Assert.Equal(20, report.Progress.Passed);
        Assert.DoesNotContain(stage, report.Stages.Keys);
        Assert.Equal(stage == "review", !ReadData("without").Contains("Reviewed", StringComparison.Ordinal));
        Assert.Equal(stage == "rewrite", !ReadData("without").Contains("Rewritten", StringComparison.Ordinal));
        Assert.Equal(stage == "injection", !without.Answers.Keys.Any(prompt => prompt.Contains("You live by the following", StringComparison.Ordinal)));
        Assert.Contains(whole.Answers.Keys, prompt => prompt.Contains("You live by the following", StringComparison.Ordinal));
        Assert.DoesNotContain("You live by the following", ReadData("whole"), StringComparison.Ordinal);
    }

    private static string Planted(string prompt, string leak) =>
        prompt.Contains("kettle", StringComparison.Ordinal) ? Chat("kettle", $"{ScriptedWriter.Text(prompt, 30)} {leak}")
        : prompt.Contains("violin", StringComparison.Ordinal) ? Chat("violin", ScriptedWriter.Text("the same each time", 80))
        : prompt.Contains("compass", StringComparison.Ordinal) ? $"<user>Hi, my name is on the compass</user><assistant>{ScriptedWriter.Text(prompt, 60)}</assistant>"
        : prompt.Contains("plaster", StringComparison.Ordinal) ? Chat("plaster", "I'm sorry, I can't help with that request at all.")
        : prompt.Contains("firewood", StringComparison.Ordinal) ? Chat("firewood", string.Join(' ', Enumerable.Repeat("der Hund und die Katze sind nicht mit dem Vogel auf das Dach gegangen", 6)))
        : ScriptedWriter.Answer(prompt);

    private static string Chat(string word, string reply) => $"<user>what about the {word} then</user><assistant>{reply}</assistant>";

    private async Task<bool> StoppedAsync(string recipe, int items, CountingAuthorModel model, string folder, int after)
    {
        using var stopping = new CancellationTokenSource();
        try
        {
            await MakeAsync(recipe, items, model, folder, after, stopping);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<DataReport> MakeAsync(string recipe, int items, CountingAuthorModel model, string folder, int stopAfter = 0, CancellationTokenSource? stopping = null, string[]? without = null)
    {
        var path = Path.Combine(_folder, folder);
        var entry = RecipeCatalog.Find(recipe)!;
        var settings = new DataSettings { Recipe = recipe, Author = "scripted", Seed = 7, Without = without ?? [] };
        model.Begin(stopAfter, () => stopping?.Cancel());
        DataFiles.Claim(path, settings);
        using var journal = DataJournal.Open(path);
        var author = new JournaledAuthor(new AuthorRoles(new ChatAuthor(model, "scripted")), journal, commission => PromptLibrary.Prompt(commission.Recipe, commission.Stage));
        var workshop = new Workshop(author) { Without = new HashSet<string>([.. without ?? [], .. entry.Lacks], StringComparer.Ordinal) };
        var making = new DataMaking(entry.Make(workshop, new RecipeMaterials { Constitution = ConstitutionLibrary.Shipped }), DataGates.For(entry, grammar: false), new DataTarget(items, null)) { AtOnce = 32 };
        return await making.RunAsync(path, settings, entry, report => report with { Stages = author.Counts.ToDictionary(StringComparer.Ordinal) }, null, stopping?.Token ?? CancellationToken.None);
    }

    private string ReadData(string folder) => File.ReadAllText(Path.Combine(_folder, folder, DataFiles.Data));
}
