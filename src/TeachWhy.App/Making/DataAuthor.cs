using TeachWhy.Chat;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.World;
using TeachWhy.Studies.Plans;

namespace TeachWhy.App.Making;

/// <summary>The author of a request, opened, and what it writes from.</summary>
internal sealed class DataAuthor : IDisposable
{
    public const string Grammar = "grammar";

    private readonly DataRequest _request;
    private readonly Lexicon? _lexicon;
    private readonly Constitution? _constitution;

    private DataAuthor(DataRequest request, ChatModel? model, Lexicon? lexicon, Constitution? constitution) =>
        (_request, Model, _lexicon, _constitution) = (request, model, lexicon, constitution);

    /// <summary>The model; null for the grammar.</summary>
    public ChatModel? Model { get; }

    /// <summary>What names the dataset.</summary>
    public DataSettings Settings => new()
    {
        Recipe = _request.Recipe.Name,
        Author = Model?.Name.Text ?? Grammar,
        Seed = _request.Seed,
        Constitution = _constitution?.Title,
        ConstitutionHash = _constitution?.Hash,
        Without = _request.Without,
        Injection = _request.Injection,
    };

    /// <summary>What it took so far; null for the grammar.</summary>
    public DataUsage? Usage => Model?.Statistics is { } asked
        ? new DataUsage(asked.Answered, asked.Usage.InputTokenCount ?? 0, asked.Usage.OutputTokenCount ?? 0, asked.Cost) : null;

    /// <exception cref="Mistake">It cannot be opened.</exception>
    public static DataAuthor Open(DataRequest request, Surroundings surroundings)
    {
        if (request.Author is null)
        {
            var lexicon = Lexicon.Draw(request.Seed);
            return new DataAuthor(request, null, lexicon, request.Recipe.NeedsConstitution ? GrammarRecipes.ConstitutionOf(lexicon) : null);
        }

        var constitution = request.Recipe.NeedsConstitution ? Read(request.Constitution) : null;
        try
        {
            var concurrency = new ConcurrencyOptions();
            var model = ChatModels.Open(request.Author, new ChatModelOptions
            {
                Variable = surroundings.Variable,
                Time = surroundings.Time,
                Chance = surroundings.Chance,
                WorkingDirectory = surroundings.WorkingDirectory,
                Price = request.Price,
                MaxOutputTokens = request.MaxOutputTokens ?? new ChatModelOptions().MaxOutputTokens,
                Concurrency = request.Connections is { } most ? new ConcurrencyOptions { Start = Math.Min(concurrency.Start, most), Ceiling = most } : concurrency,
                Budget = request.MaxCost is { } cost ? new Budget { MaxCost = cost } : null,
            });
            return new DataAuthor(request, model, null, constitution);
        }
        catch (ChatMistakeException failure)
        {
            throw new Mistake(failure.Message);
        }
    }

    /// <summary>The author over a journal.</summary>
    public JournaledAuthor Over(DataJournal journal) => Model is { } model
        ? new JournaledAuthor(new ChatAuthor(model.Client, model.Name.Text), journal, commission => PromptLibrary.Prompt(commission.Recipe, commission.Stage))
        : new JournaledAuthor(new GrammarAuthor(_lexicon!), journal, _ => "");

    /// <summary>The recipe, with that author.</summary>
    public IRecipe Recipe(IAuthor author)
    {
        var workshop = new Workshop(author)
        {
            Without = new HashSet<string>([.. _request.Without, .. _request.Recipe.Lacks], StringComparer.Ordinal),
            Injection = _request.Injection,

            // The grammar writes conduct with its reasons or without; a chat model has a stage for them.
            Options = new WritingOptions { Reasons = Model is not null || !_request.Recipe.Lacks.Contains("reasons", StringComparer.Ordinal) },
        };
        var materials = new RecipeMaterials { Constitution = _constitution };
        return _lexicon is { } lexicon ? GrammarRecipes.Make(_request.Recipe, workshop, materials, lexicon, _request.Seed) : _request.Recipe.Make(workshop, materials);
    }

    public void Dispose() => Model?.Dispose();

    private static Constitution Read(string? path)
    {
        if (path is null)
        {
            return ConstitutionLibrary.Shipped;
        }

        var reading = ConstitutionReader.ReadFile(path, path);
        return reading.Constitution ?? throw new Mistake($"--constitution cannot be used: {reading.Mistakes[0]}{(reading.Mistakes.Count > 1 ? $" ({reading.Mistakes.Count - 1} more)" : "")}");
    }
}
