using TeachWhy.Chat;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Authors;
using TeachWhy.Miniature.World;
using TeachWhy.Studies.Plans;

namespace TeachWhy.App.Making;

/// <summary>Who writes what a request asks for, opened, and what they write from.</summary>
internal sealed class DataAuthor : IDisposable
{
    public const string Grammar = "grammar";
    public const string Library = "library";

    private readonly DataRequest _request;
    private readonly Lexicon? _lexicon;
    private readonly Constitution? _constitution;
    private readonly IReadOnlyDictionary<Role, ChatModel> _models;
    private readonly Budget? _budget;

    private DataAuthor(DataRequest request, IExampleSource? source, IReadOnlyDictionary<Role, ChatModel> models, Lexicon? lexicon, Constitution? constitution, Budget? budget) =>
        (_request, Source, _models, _lexicon, _constitution, _budget) = (request, source, models, lexicon, constitution, budget);

    /// <summary>The model that is the author; null for the grammar.</summary>
    public ChatModel? Model => _models.GetValueOrDefault(Role.Author);

    /// <summary>All models, each once; none for the grammar.</summary>
    public IReadOnlyList<ChatModel> Models => [.. _models.Values.Distinct()];

    /// <summary>The dataset that is changed or matched; null for none.</summary>
    public IExampleSource? Source { get; }

    /// <summary>What names the dataset.</summary>
    public DataSettings Settings => new()
    {
        Recipe = _request.Recipe.Name,
        Author = Model?.Name.Text ?? (_request.FromLibrary ? Library : Grammar),
        Sampler = _request.Sampler?.Text,
        Judge = _request.Judge?.Text,
        Seed = _request.Seed,
        Constitution = _constitution?.Title,
        ConstitutionHash = _constitution?.Hash,
        Style = _request.Style is { } style ? ConstitutionStyles.WordOf(style) : null,
        ModelName = _request.ModelName,
        ProviderName = _request.ProviderName,
        Without = _request.Without,
        Injection = _request.Injection,
        SourceHash = Source?.Hash,
        Share = _request.Share,
        Opposite = _request.Opposite,
        Acts = _request.Acts == ActForm.Calls ? null : "blocks",
    };

    /// <summary>What they took so far, all together; null for the grammar.</summary>
    public DataUsage? Usage => Models is { Count: > 0 } models
        ? models.Select(model => model.Statistics).Aggregate(DataUsage.None, (sum, asked) => sum + new DataUsage(asked.Answered, asked.Usage.InputTokenCount ?? 0, asked.Usage.OutputTokenCount ?? 0, asked.Cost))
        : null;

    /// <exception cref="Mistake">Somebody cannot be opened.</exception>
    public static DataAuthor Open(DataRequest request, IExampleSource? source, Surroundings surroundings)
    {
        if (request.FromLibrary)
        {
            return new DataAuthor(request, source, new Dictionary<Role, ChatModel>(), null, null, null);
        }

        if (request.Author is null)
        {
            var lexicon = Lexicon.Draw(MiniatureSuite.WorldOf(request.Seed));
            return new DataAuthor(request, source, new Dictionary<Role, ChatModel>(), lexicon, request.Recipe.NeedsConstitution ? Fitting(GrammarRecipes.ConstitutionOf(lexicon), request) : null, null);
        }

        var constitution = request.Recipe.NeedsConstitution ? Fitting(Read(request.Constitution ?? request.Recipe.Constitution), request) : null;
        var budget = request.MaxCost is { } cost ? new Budget { MaxCost = cost } : null;
        return new DataAuthor(request, source, DataModels.Open(request, budget, surroundings), null, constitution, budget);
    }

    /// <summary>Counts what earlier runs took against the budget: it bounds the dataset, however often it is gone on with.</summary>
    public void Charge(IReadOnlyDictionary<string, StageUsage> taken) =>
        _budget?.Charge(taken.Values.Sum(stage => stage.Usage.CostUsd ?? 0), taken.Values.Sum(stage => stage.Usage.InputTokens + stage.Usage.OutputTokens));

    /// <summary>The authors over a journal.</summary>
    public JournaledAuthor Over(DataJournal journal) => Model is null
        ? new JournaledAuthor(new AuthorRoles(_lexicon is { } lexicon ? new GrammarAuthor(lexicon) : new LibraryAuthor()), journal, _ => "")
        : new JournaledAuthor(new AuthorRoles(Chat(Role.Author), Chat(Role.Sampler), Chat(Role.Judge)), journal, commission => PromptLibrary.Prompt(commission.Recipe, commission.Stage));

    /// <summary>The recipe, with that author.</summary>
    public IRecipe Recipe(IAuthor author)
    {
        var workshop = new Workshop(author)
        {
            Without = new HashSet<string>([.. _request.Without, .. _request.Recipe.Lacks], StringComparer.Ordinal),
            Injection = _request.Injection,
            Acts = _request.Acts,
            Library = Model is not null && !_request.Without.Contains("examples", StringComparer.Ordinal) ? ExampleLibrary.Shipped : null,

            // The grammar writes conduct with its reasons or without; a chat model has a stage for them.
            Options = new WritingOptions { Reasons = Model is not null || (!_request.Recipe.Lacks.Contains("reasons", StringComparer.Ordinal) && _request.Style is not ConstitutionStyle.Rules), Opposite = _request.Opposite },
        };
        var materials = new RecipeMaterials
        {
            Constitution = _constitution,
            Style = _request.Style,
            Source = Source,
            Share = _request.Share ?? 0,
            ModelName = _request.ModelName ?? RecipeMaterials.NamelessModel,
            ProviderName = _request.ProviderName ?? RecipeMaterials.NamelessProvider,
        };
        return _lexicon is { } lexicon ? GrammarRecipes.Make(_request.Recipe, workshop, materials, lexicon, _request.Seed) : _request.Recipe.Make(workshop, materials);
    }

    public void Dispose()
    {
        foreach (var model in Models)
        {
            model.Dispose();
        }
    }

    private ChatAuthor Chat(Role role) => new(_models[role].Client, _models[role].Name.Text, _models[role].Price);

    // What a recipe asks of its constitution, said before anything is asked of the author.
    private static Constitution Fitting(Constitution constitution, DataRequest request)
    {
        if (request.Style is { } style && constitution.WhyNot(style) is { } reason)
        {
            throw new Mistake($"--style cannot be '{ConstitutionStyles.WordOf(style)}': {reason} docs/constitutions.md says what each style needs.");
        }

        return request.Author is null || request.Recipe.Sections.FirstOrDefault(section => constitution.Find(section) is null) is not { } missing ? constitution
            : throw new Mistake($"--constitution cannot be used: {request.Recipe.Name} is made from the sections {string.Join(" and ", request.Recipe.Sections)}, and {constitution.Title} has no section '{missing}'.");
    }

    private static Constitution Read(string nameOrPath)
    {
        if (ConstitutionLibrary.Find(nameOrPath) is { } shipped)
        {
            return shipped;
        }

        if (!File.Exists(nameOrPath))
        {
            throw new Mistake($"--constitution cannot be used: there is no file {nameOrPath}, and these ship: {string.Join(", ", ConstitutionLibrary.Names)}.");
        }

        var reading = ConstitutionReader.ReadFile(nameOrPath, nameOrPath);
        return reading.Constitution ?? throw new Mistake($"--constitution cannot be used: {reading.Mistakes[0]}{(reading.Mistakes.Count > 1 ? $" ({reading.Mistakes.Count - 1} more)" : "")}");
    }
}
