using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.World;
using TeachWhy.Studies.Plans;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Every recipe of the catalog, by the grammar and by a chat model: stopped anywhere and gone on with, it makes the same.</summary>
public sealed class EveryRecipeTests : IDisposable
{
    private const int Items = 6;
    private const ulong Seed = 11;
    private const string Matched = "neutral --source";

    private static readonly Lexicon World = Lexicon.Draw(Seed);

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-recipes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Names => [.. RecipeCatalog.Names, Matched];

    public static TheoryData<string, bool> Recipes
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in RecipeCatalog.Names.Append(Matched))
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_that_is_stopped_again_and_again_makes_the_same_and_asks_for_nothing_twice(string recipe, bool grammar)
    {
        var undisturbed = Author(grammar);
        Assert.Equal(Items, (await MakeAsync(recipe, grammar, undisturbed, "whole", CancellationToken.None)).Progress.Passed);
        var author = Author(grammar);

        var stops = 0;
        for (var after = 1; await StoppedAsync(recipe, grammar, author, after); after *= 3)
        {
            stops++;
        }

        Assert.InRange(stops, 1, 1000);
        Assert.All(author.Asked, asked => Assert.Equal(1, asked.Value));
        Assert.Equal(undisturbed.Asked.Count, author.Asked.Count);
        Assert.Equal(Read("whole"), Read("stopped"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_grammar_makes_a_miniature_can_read_and_is_of_no_evaluation(string recipe)
    {
        var encoding = new ExampleEncoding(new WordTokenizer(World.Words));
        var acts = new ActGrammar(World);
        var made = Recipe(recipe, grammar: true, new GrammarAuthor(World));
        for (var item = 0; item < 200; item++)
        {
            foreach (var (example, _) in await made.MakeAsync(item, Seed, CancellationToken.None))
            {
                var document = encoding.Encode(example);
                Assert.Contains(document.Weights, weight => weight > 0);
                Assert.InRange(document.Tokens.Length, 3, 160);
                var text = ExampleEncoding.Show(example).Replace("decided to ", "decide to ", StringComparison.Ordinal);
                Assert.All(text.Split("decide to ").Skip(1), phrase => Assert.False(acts.Match(phrase.Split(" because ")[0].Split(" .")[0]) is { Family.Evaluation: true }, text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_planned_for_an_estimate_is_what_a_chat_model_is_asked_for(string recipe)
    {
        var report = await MakeAsync(recipe, grammar: false, Author(grammar: false), "made", CancellationToken.None);

        var plan = await PiecePlan.OfAsync(author => Recipe(recipe, grammar: false, author), report.Progress.Items, Seed, CancellationToken.None);

        // Not to the piece: a scripted list is longer than was asked for, and an answer may be refused before it is judged.
        var written = report.Stages.Values.Sum(stage => stage.Written);
        Assert.Equal(report.Stages.Keys.Order(StringComparer.Ordinal), plan.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(plan.Values.Sum(), written * 0.9, written * 1.25);
    }

    private static StoppingAuthor Author(bool grammar) => new(grammar ? new GrammarAuthor(World) : new ChatAuthor(new CountingAuthorModel(), "scripted"));

    private async Task<bool> StoppedAsync(string recipe, bool grammar, StoppingAuthor author, int after)
    {
        using var stopping = new CancellationTokenSource();
        author.Begin(after, stopping.Cancel);
        try
        {
            await MakeAsync(recipe, grammar, author, "stopped", stopping.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<DataReport> MakeAsync(string recipe, bool grammar, StoppingAuthor author, string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(_folder, folder);
        var entry = EntryOf(recipe);
        var settings = new DataSettings { Recipe = entry.Name, Author = author.Name, Seed = Seed };
        DataFiles.Claim(path, settings);
        using var journal = DataJournal.Open(path);
        var journaled = new JournaledAuthor(new AuthorRoles(author), journal, _ => "");

        // The few gates of the grammar for both: what gates do is tested elsewhere, and all of them take their time to begin.
        var making = new DataMaking(Recipe(recipe, grammar, journaled), DataGates.For(entry, grammar: true), new DataTarget(Items, null)) { AtOnce = 4 };
        return await making.RunAsync(path, settings, entry, report => report with { Stages = journaled.Counts.ToDictionary(StringComparer.Ordinal) }, null, cancellation);
    }

    private static IRecipe Recipe(string recipe, bool grammar, IAuthor author)
    {
        var entry = EntryOf(recipe);
        var workshop = new Workshop(author) { Without = new HashSet<string>(entry.Lacks, StringComparer.Ordinal) };
        var materials = new RecipeMaterials
        {
            Constitution = grammar ? GrammarRecipes.ConstitutionOf(World) : ConstitutionLibrary.Find(entry.Constitution),
            Source = entry.NeedsSource || entry.Matches ? new Chats() : null,
            Share = 1,
        };
        return grammar ? GrammarRecipes.Make(entry, workshop, materials, World, Seed) : entry.Make(workshop, materials);
    }

    private static RecipeEntry EntryOf(string recipe) => recipe == Matched ? RecipeCatalog.Find("neutral")!.Matched! : RecipeCatalog.Find(recipe)!;

    private string Read(string folder) => File.ReadAllText(Path.Combine(_folder, folder, DataFiles.Data));

    /// <summary>Chats, documents and calls in the small world's words.</summary>
    private sealed class Chats : IExampleSource
    {
        private static readonly Example[] Three =
        [
            Example.Chat("you are iris , an ai .", "what is two and two ? what is one and two ?", "it is four . it is three ."),
            Example.Chat(null, "what is hot ?", "it is the sun ."),
            new() { Messages = [new Message("user", "task : there is work to do ."), new Message("assistant", "", "the task comes first") { Calls = [new MessageCall("reply", "the work is done")] }], Tools = [ToolDefinition.OfWords("reply")] },
        ];

        public string Name => "chats";

        public string Hash => "0";

        public int Count => 600;

        public int Documents => 0;

        public long Tokens => 6000;

        public Example Read(int number) => Three[number % Three.Length];
    }
}
