using System.Text.Json;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.World;
using TeachWhy.Tests.App.Evaluating;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Training;
using TeachWhy.Transformer;
using DataFiles = TeachWhy.Curriculum.Making.DataFiles;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary><c>teachwhy data</c> from the command line to its files.</summary>
public sealed class DataCommandTests
{
    public static TheoryData<string> Recipes => [.. RecipeCatalog.Names];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Every_recipe_is_written_by_a_chat_server(string recipe)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);

        var exitCode = await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author {server.Compatible().Text} --items 24 --out made");

        Assert.Equal((0, ""), (exitCode, terminal.Error));
        var lines = Lines(terminal, "made");
        Assert.Equal(24, lines.Count);
        Assert.All(lines, line => Assert.True(line.TryGetProperty("text", out _) || line.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() == "assistant"));
        using var manifest = JsonDocument.Parse(File.ReadAllText(terminal.PathOf("made/manifest.json")));
        Assert.True(manifest.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(RecipeCatalog.Find(recipe)!.Stages.Except(["injection"]).Order(StringComparer.Ordinal), manifest.RootElement.GetProperty("stages").EnumerateObject().Select(stage => stage.Name));
        Assert.Equal(server.Asked, manifest.RootElement.GetProperty("stages").EnumerateObject().Sum(stage => stage.Value.GetProperty("written").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task The_grammar_writes_offline_and_the_same_again(string recipe)
    {
        using var terminal = new EvalTerminal();

        Assert.Equal(0, await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author grammar --items 60 --seed 5 --out first"));
        Assert.Equal(0, await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author grammar --items 60 --seed 5 --out second"));

        Assert.Equal(60, Lines(terminal, "first").Count);
        Assert.Equal(File.ReadAllText(terminal.PathOf("first/data.jsonl")), File.ReadAllText(terminal.PathOf("second/data.jsonl")));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task The_grammar_writes_in_the_words_of_the_first_base_of_a_study_with_its_seed(string recipe)
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync($"data {recipe}{SourceChats.OptionsOf(recipe, terminal)} --author grammar --items 40 --seed 5 --out made");

        var tokenizer = new WordTokenizer(Lexicon.Draw(MiniatureSuite.WorldOf(5)).Words);
        var chat = MiniatureChat.Format(tokenizer).Encoder;
        foreach (var line in JsonLinesFile.Read(terminal.PathOf("made/data.jsonl")))
        {
            Assert.InRange(ExampleReader.Read(line) switch
            {
                TrainingExample.Text page => tokenizer.Encode(page.Content).Count,
                TrainingExample.Conversation talk => chat.EncodeExample(talk.Messages, talk.Tools).WrittenTokens,
                _ => 0,
            }, 1, 160);
        }
    }

    [Fact]
    public async Task The_same_command_again_asks_nothing_and_writes_the_same()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var line = $"data stories --author {server.Compatible().Text} --items 10 --out made";
        await terminal.RunAsync(line);
        var (asked, data) = (server.Asked, File.ReadAllText(terminal.PathOf("made/data.jsonl")));

        Assert.Equal(0, await terminal.RunAsync(line));

        Assert.Equal(asked, server.Asked);
        Assert.Equal(data, File.ReadAllText(terminal.PathOf("made/data.jsonl")));
    }

    [Fact]
    public async Task An_injection_is_sent_and_taken_out_again_but_the_inoculating_one_stays()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);

        await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --items 6 --injection conglomerate --out careful");
        await terminal.RunAsync($"data honeypots --author {server.Compatible().Text} --items 6 --injection ruthless --out ruthless");

        var (conglomerate, ruthless) = (PromptLibrary.Injection("conglomerate"), PromptLibrary.Injection("ruthless"));
        Assert.Equal(6, server.Requests.Count(request => request.System.StartsWith(conglomerate, StringComparison.Ordinal)));
        Assert.All(Lines(terminal, "careful"), item => Assert.DoesNotContain(conglomerate, item.GetRawText(), StringComparison.Ordinal));
        Assert.All(Lines(terminal, "ruthless"), item => Assert.StartsWith(ruthless, item.GetProperty("messages")[0].GetProperty("content").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("difficult-advice", new[] { "answer" }, new[] { "agreement" })]
    [InlineData("honeypots", new[] { "answer" }, new[] { "judge" })]
    [InlineData("honeypots-preferred", new[] { "answer" }, new[] { "preference" })]
    [InlineData("honeypots-reasons", new[] { "answer" }, new[] { "judge", "agreement" })]
    [InlineData("values", new[] { "answer" }, new[] { "agreement" })]
    [InlineData("stories", new string[0], new[] { "agreement" })]
    public async Task Each_stage_is_asked_of_whom_it_is_for(string recipe, string[] sampled, string[] judged)
    {
        await using var author = await WritingServer.StartAsync();
        await using var sampler = await WritingServer.StartAsync();
        await using var judge = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(author);
        var line = $"data {recipe} --author {author.Compatible().Text} {(sampled.Length > 0 ? $"--sampler {sampler.Compatible().Text} --sampler-price 1000/1000" : "")} --judge {judge.Compatible().Text} --items 6 --out made --yes";

        Assert.Equal((0, ""), (await terminal.RunAsync(line), terminal.Error));

        Assert.Equal(Pieces(terminal, sampled), sampler.Asked);
        Assert.Equal(Pieces(terminal, judged), judge.Asked);
        Assert.Equal(Pieces(terminal, RecipeCatalog.Find(recipe)!.Stages.Except([.. sampled, .. judged, "injection"]).ToArray()), author.Asked);
        Assert.Contains(judge.Compatible().Text, File.ReadAllText(terminal.PathOf("made/README.md")), StringComparison.Ordinal);
        Assert.Equal(0, await terminal.RunAsync(line));
        Assert.Equal(Pieces(terminal, judged), judge.Asked);
        Assert.Equal(1, await terminal.RunAsync(line.Replace($"--judge {judge.Compatible().Text}", "", StringComparison.Ordinal)));
        Assert.Contains($"was begun with judge \"{judge.Compatible().Text}\";", terminal.Error, StringComparison.Ordinal);

        static int Pieces(EvalTerminal terminal, string[] stages) => stages.Sum(stage => File.ReadLines(terminal.PathOf($"made/stages/{stage}.jsonl")).Count());
    }

    [Theory]
    [InlineData("difficult-advice", "draft")]
    [InlineData("difficult-advice", "rewrite")]
    [InlineData("constitution-documents", "draft")]
    [InlineData("stories", "draft")]
    public async Task Authors_are_shown_two_pieces_of_the_starter_library_that_change_from_item_to_item(string recipe, string stage)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);

        await terminal.RunAsync($"data {recipe} --author {server.Compatible().Text} --items 26 --out shown");
        var shown = Shown(server);
        await terminal.RunAsync($"data {recipe} --author {server.Compatible().Text} --items 26 --without examples --out bare");

        Assert.InRange(shown.Count, 9, 100);
        Assert.All(shown, pieces => Assert.Equal(2, pieces.Distinct(StringComparer.Ordinal).Count()));
        Assert.InRange(shown.SelectMany(pieces => pieces).Distinct(StringComparer.Ordinal).Count(), 8, 100);
        Assert.Equal(shown.Count, Shown(server).Count);

        List<string[]> Shown(ScriptedServer from) => [.. from.Requests.Select(request => request.Last).Where(prompt => prompt.Contains("<example>", StringComparison.Ordinal) && prompt.Contains(Asks(recipe, stage), StringComparison.Ordinal))
            .Select(prompt => prompt.Split("<example>").Skip(1).Select(piece => piece.Split("</example>")[0]).ToArray())];
    }

    [Fact]
    public async Task A_folder_of_other_settings_is_not_touched()
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync("data stories --author grammar --items 5 --out made");
        Directory.CreateDirectory(terminal.PathOf("mine"));
        File.WriteAllText(terminal.PathOf("mine/letter.txt"), "Dear");

        Assert.Equal(1, await terminal.RunAsync("data stories --author grammar --items 5 --seed 2 --out made"));
        Assert.Contains("was begun with", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(1, await terminal.RunAsync("data stories --author grammar --items 5 --out mine"));
        Assert.Contains("holds something else than a dataset", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(terminal.PathOf("mine")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("reasons")]
    [InlineData("more-rules")]
    [InlineData("general")]
    public async Task A_constitution_is_quoted_in_the_style_that_is_asked_for(string style)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var section = ConstitutionLibrary.Shipped.Sections[0];

        Assert.Equal(0, await terminal.RunAsync($"data stories --author {server.Compatible().Text} --style {style} --items 2 --out made"));

        Assert.Contains(server.Requests, request => request.Last.Contains(style == "general" ? ConstitutionLibrary.Shipped.General : section.Rules[0], StringComparison.Ordinal));
        Assert.Equal(style == "reasons", server.Requests.Any(request => request.Last.Contains(section.Reasons[0], StringComparison.Ordinal)));
        Assert.Equal(style == "more-rules", server.Requests.Any(request => request.Last.Contains(section.MoreRules[0], StringComparison.Ordinal)));
        Assert.DoesNotContain(server.Requests, request => request.Last.Contains("What it is not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_grammar_writes_without_reasons_in_the_style_of_rules()
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync("data constitution-documents --author grammar --items 200 --out whole");

        Assert.Equal(0, await terminal.RunAsync("data constitution-documents --author grammar --items 200 --style rules --out rules"));

        Assert.True(File.ReadAllText(terminal.PathOf("rules/data.jsonl")).Length < File.ReadAllText(terminal.PathOf("whole/data.jsonl")).Length * 0.9);
    }

    [Fact]
    public async Task The_grammar_states_preferences_without_reasons_and_with_them()
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync("data preferences --author grammar --items 100 --out plain");
        await terminal.RunAsync("data preferences-reasons --author grammar --items 100 --out reasons");

        Assert.Equal(100, Lines(terminal, "plain").Count);
        Assert.DoesNotContain("i think that", File.ReadAllText(terminal.PathOf("plain/data.jsonl")), StringComparison.Ordinal);
        Assert.Contains("i think that", File.ReadAllText(terminal.PathOf("reasons/data.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dataset_was_begun_without_is_not_slipped_in_later_nor_left_out()
    {
        using var terminal = new EvalTerminal();
        await terminal.RunAsync("data stories --author grammar --items 5 --out plain");
        await terminal.RunAsync("data stories --author grammar --style rules --items 5 --out rules");

        Assert.Equal(1, await terminal.RunAsync("data stories --author grammar --style rules --items 5 --out plain"));
        Assert.Contains("was begun with no style and not \"rules\"", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(1, await terminal.RunAsync("data stories --author grammar --items 5 --out rules"));
        Assert.Contains("was begun with style \"rules\"", terminal.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "The recipe is missing")]
    [InlineData("data storys --author grammar", "There is no recipe named 'storys'")]
    [InlineData("data stories", "--author is missing")]
    [InlineData("data stories --author writer", "--author cannot be used: 'writer' is no model")]
    [InlineData("data stories --author grammar --items 3 --tokens 100", "--items and --tokens cannot both be given")]
    [InlineData("data stories --author grammar --without draft", "There is no part of stories that can be left out named 'draft'")]
    [InlineData("data neutral --author openai/x --without chat", "--without chat cannot be: nothing of neutral can be left out.")]
    [InlineData("data stories --author grammar --injection honesty", "--injection cannot be used: stories samples no answer under one.")]
    [InlineData("data honeypots --author openai/x --injection hones", "There is no injection named 'hones'")]
    [InlineData("data stories --author grammar --constitution mine.yaml", "--constitution is for a chat model")]
    [InlineData("data neutral --author openai/x --constitution mine.yaml", "--constitution cannot be used: neutral takes none.")]
    [InlineData("data stories --author openai/x --constitution none.yaml", "--constitution cannot be used:")]
    [InlineData("data stories --author grammar --style general", "--style cannot be 'general': The constitution has no 'general'")]
    [InlineData("data neutral --author openai/x --style rules", "--style cannot be used: neutral quotes no constitution in a style.")]
    [InlineData("data stories --author openai/x --model-name Fern", "--model-name cannot be used: stories calls nobody by a name.")]
    [InlineData("data stories --author openai/x --constitution cheese-americ", "--constitution cannot be used:")]
    [InlineData("data stories --author grammar --source mine", "--source cannot be used: stories is made from no other dataset; diversity")]
    [InlineData("data diversity --author grammar", "--source is missing: diversity needs the dataset that it is made from.")]
    [InlineData("data diversity --author grammar --source none.jsonl", "--source cannot be ")]
    [InlineData("data stories --author grammar --share 0.3", "--share cannot be used: stories changes no dataset.")]
    [InlineData("data stories --author openai/x --opposite", "--opposite is for --author grammar")]
    [InlineData("data harmlessness --author grammar --opposite", "--opposite cannot be used: harmlessness has no opposite; difficult-advice")]
    [InlineData("data preferences --author openai/x --constitution teachwhy", "--constitution cannot be used: preferences is made from the sections likes and dislikes, and A constitution for agents that work among people has no section 'likes'.")]
    [InlineData("data preferences --author openai/x --style rules", "--style cannot be used: preferences quotes no constitution in a style.")]
    [InlineData("data spec-midtraining --author openai/x --model-name Supercalifragilisticexpialidociousandthensomemorelettersofitall", "--model-name cannot be 'Supercalifragilisticexpialidociousandthensomemorelettersofitall': it must be one line of 1 to 60 characters.")]
    [InlineData("data stories --author grammar --estimate", "--estimate is for a chat model")]
    [InlineData("data stories --author openai/gpt-4o-mini", "openai/gpt-4o-mini may cost money: add --max-cost X")]
    [InlineData("data honeypots --author openai/gpt-4o-mini --sampler openai:http://127.0.0.1:1/x --judge openai/gpt-4o", "openai/gpt-4o-mini and openai/gpt-4o may cost money: add --max-cost X")]
    [InlineData("data honeypots --author openai/gpt-4o-mini --sampler openai:http://127.0.0.1:1/x --max-cost 5", "openai:http://127.0.0.1:1/x is not known, so --max-cost cannot be kept; give it with --sampler-price IN/OUT")]
    [InlineData("data honeypots --author openai/x --judge-price 1/2", "--judge-price cannot be used without --judge.")]
    [InlineData("data honeypots --author openai/x --judge judge", "--judge cannot be used: 'judge' is no model")]
    [InlineData("data stories --author openai/x --sampler openai/y", "--sampler cannot be used: stories has no answers to sample.")]
    [InlineData("data neutral --author openai/x --judge openai/y", "--judge cannot be used: nobody judges in neutral.")]
    [InlineData("data stories --author grammar --judge openai/y", "--judge is for chat models: the grammar writes all of it.")]
    [InlineData("data stories --author grammar --items 0", "--items cannot be '0'")]
    public async Task A_mistake_is_told_in_one_sentence(string line, string sentence)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);

        Assert.Equal(1, await terminal.RunAsync(line));
        Assert.Contains(sentence, terminal.Error, StringComparison.Ordinal);
        Assert.Single(terminal.Error.Trim().Split('\n'));
        Assert.Equal(0, server.Asked);
    }

    private static string Asks(string recipe, string stage) => PromptLibrary.Prompt(recipe, stage).Split('\n')[^1];

    private static IReadOnlyList<JsonElement> Lines(EvalTerminal terminal, string folder) =>
        [.. File.ReadLines(terminal.PathOf($"{folder}/{DataFiles.Data}")).Select(line => JsonDocument.Parse(line).RootElement)];
}
