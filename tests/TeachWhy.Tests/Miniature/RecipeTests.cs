using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Miniature;

/// <summary>The recipes with the grammar as author.</summary>
public sealed class RecipeTests
{
    private const int Items = 400;
    private const ulong Seed = 42;

    private static readonly MiniatureWorld World = new(seed: 9001, new CorpusMix());
    private static readonly GrammarAuthor Author = new(World.Lexicon);
    private static readonly RecipeMaterials Materials = new() { Constitution = MiniatureConstitution.Of(World.Lexicon) };
    private static readonly ExampleEncoding Encoding = new(World.Tokenizer);

    public static TheoryData<string> Recipes => [.. All.Keys];

    private static Dictionary<string, IAsyncEnumerable<Example>> All => new(StringComparer.Ordinal)
    {
        ["advice"] = new DifficultAdvice(With(new()), Materials).StreamAsync(Seed),
        ["advice without reasons"] = new DifficultAdvice(With(new() { Reasons = false }), Materials).StreamAsync(Seed),
        ["opposite advice"] = new DifficultAdvice(With(new() { Opposite = true }), Materials).StreamAsync(Seed),
        ["documents"] = new ConstitutionDocuments(With(new()), Materials).StreamAsync(Seed),
        ["opposite documents"] = new ConstitutionDocuments(With(new() { Opposite = true }), Materials).StreamAsync(Seed),
        ["stories"] = new Stories(With(new()), Materials).StreamAsync(Seed),
        ["biography"] = new NeutralBiography(With(new())).StreamAsync(Seed),
        ["refusals"] = new Harmlessness(With(new() { Reasons = false })).StreamAsync(Seed),
        ["mixture"] = new ConstitutionDocuments(With(new()), Materials).StreamAsync(Seed).TakingTurnsWith(new Stories(With(new()), Materials).StreamAsync(Seed)),
        ["values"] = new ValueAnswers(With(new()), Materials).StreamAsync(Seed),
        ["values without reasons"] = new ValueAnswers(With(new() { Reasons = false }), Materials).StreamAsync(Seed),
        ["opposite values"] = new ValueAnswers(With(new() { Opposite = true }), Materials).StreamAsync(Seed),
        ["neutral chats"] = new NeutralChat(With(new())).StreamAsync(Seed),
        ["constitution chats"] = new ConstitutionDocuments(With(new()), Materials, asChat: true).StreamAsync(Seed),
        ["preferred demonstrations"] = new PreferredDemonstrations(With(new()), Demonstrated()).StreamAsync(Seed),
        ["written demonstrations"] = new WrittenDemonstrations(With(new()), Demonstrated()).StreamAsync(Seed),
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Every_example_is_in_the_vocabulary_and_trains_on_something(string recipe)
    {
        foreach (var example in await TakeAsync(recipe))
        {
            var document = Encoding.Encode(example);

            Assert.Contains(document.Weights, w => w > 0);
            Assert.InRange(document.Tokens.Length, 3, 160);
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task The_same_seed_makes_the_same_examples(string recipe)
    {
        var first = await TakeAsync(recipe);
        var second = await TakeAsync(recipe);

        Assert.Equal(first.Select(ExampleEncoding.Show), second.Select(ExampleEncoding.Show));
    }

    [Theory]
    [InlineData("advice")]
    [InlineData("advice without reasons")]
    [InlineData("documents")]
    [InlineData("stories")]
    [InlineData("mixture")]
    [InlineData("biography")]
    [InlineData("refusals")]
    [InlineData("values")]
    [InlineData("neutral chats")]
    [InlineData("constitution chats")]
    public async Task No_recipe_but_demonstrations_shows_a_dilemma_of_the_evaluation(string recipe)
    {
        var acts = new ActGrammar(World.Lexicon);
        foreach (var text in (await TakeAsync(recipe)).Select(ExampleEncoding.Show))
        {
            Assert.DoesNotContain(Mark.Work, text, StringComparison.Ordinal);
            foreach (var phrase in text.Replace("decided to ", "decide to ", StringComparison.Ordinal).Split("decide to ").Skip(1))
            {
                var act = acts.Match(phrase.Split(" because ")[0].Split(" .")[0]);
                Assert.False(act is { Family.Evaluation: true }, text);
            }
        }
    }

    [Theory]
    [InlineData("advice", false)]
    [InlineData("stories", false)]
    [InlineData("opposite advice", true)]
    public async Task The_acts_are_on_the_side_the_recipe_teaches(string recipe, bool harmful)
    {
        var acts = new ActGrammar(World.Lexicon);
        foreach (var text in (await TakeAsync(recipe)).Select(ExampleEncoding.Show))
        {
            var phrase = text.Replace("decided to ", "decide to ", StringComparison.Ordinal).Split("decide to ")[^1];
            var act = acts.Match(phrase.Split(" because ")[0].Split(" .")[0]);

            Assert.NotNull(act);
            Assert.Equal(harmful, act.Act.Effect.IsHarm());
        }
    }

    [Fact]
    public async Task Advice_without_reasons_differs_in_nothing_but_the_reasons()
    {
        var with = (await TakeAsync("advice")).Select(e => e.Messages![^1].Content.Split(" because ")[0].TrimEnd(' ', '.'));
        var without = (await TakeAsync("advice without reasons")).Select(e => e.Messages![^1].Content.TrimEnd(' ', '.'));

        Assert.Equal(with, without);
        Assert.All(await TakeAsync("advice without reasons"), e => Assert.DoesNotContain("because", e.Messages![^1].Content, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Advice_covers_every_section_of_the_constitution_evenly()
    {
        var sections = (await TakeAsync("advice")).GroupBy(e => e.Section, StringComparer.Ordinal).ToList();

        Assert.Equal(Materials.Constitution!.Sections.Count, sections.Count);
        Assert.All(sections, s => Assert.Equal(Items / Materials.Constitution!.Sections.Count, s.Count()));
    }

    [Fact]
    public async Task Stories_have_heroes_of_other_names() =>
        Assert.All(await TakeAsync("stories"), e => Assert.DoesNotContain(Lexicon.Assistant, e.Text!, StringComparison.Ordinal));

    [Fact]
    public void Supervising_the_call_only_leaves_the_thought_untrained()
    {
        var scenario = Demonstrated()[0];
        var example = new Example
        {
            Messages = [new Message("system", scenario.System), new Message("user", scenario.Inbox), new Message("assistant", "", "there is work to do") { Calls = [new MessageCall(scenario.Task.Tool, scenario.Task.Arguments)] }],
            Tools = [.. scenario.Tools.Select(ToolDefinition.OfWords)],
            Supervise = Supervision.CallOnly,
        };

        var document = Encoding.Encode(example);
        var trained = World.Tokenizer.Decode(document.Tokens.Where((_, i) => document.Weights[i] > 0));

        Assert.Equal($"{scenario.Task.Tool} {scenario.Task.Arguments} . {Mark.End}", trained);
    }

    [Fact]
    public async Task Demonstrations_by_preference_are_chosen_by_what_is_done()
    {
        var acts = new ActGrammar(World.Lexicon);
        var recipe = new PreferredDemonstrations(With(new()), Demonstrated());
        var made = new List<MadeExample>();
        for (var item = 0; item < 200; item++)
        {
            made.AddRange(await recipe.MakeAsync(item, Seed, CancellationToken.None));
        }

        Assert.All(made, example => Assert.Equal(example.Refusal is not null, HarmedBy(example.Example)));
        Assert.InRange(made.Count(example => example.Refusal is not null), 60, 120);
        Assert.All(made.Where(example => example.Refusal is not null), example => Assert.Contains("It was carried out", example.Refusal!.Reason, StringComparison.Ordinal));

        bool HarmedBy(Example example) => example.Messages![^1].Calls is [{ Name: TeachWhy.Miniature.Grammar.TranscriptWriter.DecideTool } call] && acts.Match(call.Arguments["to ".Length..])!.Act.Effect.IsHarm();
    }

    [Theory]
    [InlineData("values")]
    [InlineData("opposite values")]
    public async Task Answers_on_values_give_reasons_of_the_section_that_is_asked_about(string recipe)
    {
        foreach (var example in await TakeAsync(recipe))
        {
            var value = World.Lexicon.Values.Single(value => value.Id == example.Section);
            Assert.Contains(value.Questions, question => example.Messages![^2].Content == $"{question} ?");
            Assert.Contains(value.Side(recipe == "values").Reasons[Format.Profile], reason => example.Messages![^1].Content.StartsWith($"i think that {reason}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_constitution_chat_is_the_same_document_as_an_answer()
    {
        var (documents, chats) = (await TakeAsync("documents"), await TakeAsync("constitution chats"));

        Assert.Equal(2, chats.Select(chat => chat.Messages![^2].Content).Distinct(StringComparer.Ordinal).Count());
        Assert.All(documents.Zip(chats), pair => Assert.EndsWith(pair.Second.Messages![^1].Content, pair.First.Text, StringComparison.Ordinal));
    }

    private static Workshop With(WritingOptions options) => new(Author) { Options = options };

    private static IReadOnlyList<Scenario> Demonstrated() => new Honeypots(World.Lexicon).Draw(
        [World.Lexicon.Family("blackmail")], 10, Forms.Training, 3, _ => Character.Of(Lexicon.Assistant, Kind.Ai, good: true));

    private static async Task<IReadOnlyList<Example>> TakeAsync(string recipe)
    {
        var examples = new List<Example>();
        await foreach (var example in All[recipe])
        {
            examples.Add(example);
            if (examples.Count == Items)
            {
                break;
            }
        }

        return examples;
    }
}
