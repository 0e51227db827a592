using TeachWhy.Curriculum.Authors;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>A recipe that data can be made by.</summary>
/// <param name="Name">As the command line calls it.</param>
/// <param name="About">In a few words.</param>
/// <param name="Prompts">The folder of its prompts in content/recipes.</param>
/// <param name="Chain">The stages of its own that have a prompt, in their order.</param>
/// <param name="Optional">Those that can be left out.</param>
/// <param name="Made">Makes it of what it is made from.</param>
public sealed record RecipeEntry(
    string Name, string About, string Prompts, IReadOnlyList<string> Chain, IReadOnlyList<string> Optional, Func<Workshop, RecipeMaterials, IRecipe> Made)
{
    /// <summary>Whether what is taught is a few words: then neither its length nor what many have in common is a fault.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether it needs a constitution.</summary>
    public bool NeedsConstitution { get; init; } = true;

    /// <summary>The constitution that it is made from where none is named, by its id.</summary>
    public string Constitution { get; init; } = "teachwhy";

    /// <summary>Ids of the sections that its constitution must have; empty for any.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Whether it quotes its constitution in a style.</summary>
    public bool TakesStyle { get; init; } = true;

    /// <summary>Whether it calls the model, and those who made it, by a name.</summary>
    public bool TakesNames { get; init; }

    /// <summary>Whether answers are sampled under an injection.</summary>
    public bool TakesInjection { get; init; }

    /// <summary>Whether agents act in the answers that are sampled.</summary>
    public bool TakesActs { get; init; }

    /// <summary>Whether there are answers that the model to be trained can give itself.</summary>
    public bool Samples { get; init; }

    /// <summary>Whether somebody decides on what was written.</summary>
    public bool Judges { get => field || NeedsConstitution; init; }

    /// <summary>Stages of the chain that this variant is without.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>Whether what is taught may decline: then a refusal is no fault of the author.</summary>
    public bool Declines { get; init; }

    /// <summary>Whether the grammar can teach the opposite of every value by it, as a sign control.</summary>
    public bool HasOpposite { get; init; }

    /// <summary>Whether it is made from somebody's dataset.</summary>
    public bool NeedsSource { get; init; }

    /// <summary>Whether the texts that ship are enough to make it, without an author.</summary>
    public bool HasLibrary { get; init; }

    /// <summary>Whether it is to have as many tokens as its source.</summary>
    public bool Matches { get; init; }

    /// <summary>The recipe of the same name that is made to match somebody's dataset; null for none.</summary>
    public RecipeEntry? Matched { get; init; }

    /// <summary>Whether somebody's dataset can be given.</summary>
    public bool TakesSource => NeedsSource || Matched is not null;

    /// <summary>Whether its own judge says whether an example agrees with the constitution, in place of the one that recipes share.</summary>
    public bool JudgesAgreement { get; init; }

    private bool HasAgreement => NeedsConstitution && !JudgesAgreement;

    /// <summary>All stages that have a prompt: its own, and where a constitution is taught the agreement with it.</summary>
    public IReadOnlyList<string> Stages => HasAgreement ? [.. Chain, Agreement.Stage] : Chain;

    /// <summary>Whether authors are shown pieces of the starter library.</summary>
    public bool ShowsExamples { get; init; }

    /// <summary>What can be left out: stages, and the examples that authors are shown.</summary>
    public IReadOnlyList<string> CanBeLeftOut =>
        [.. Optional, .. ShowsExamples ? [ShownExamples.Name] : Array.Empty<string>(), .. HasAgreement ? [Agreement.Stage] : Array.Empty<string>()];

    /// <summary>Makes the recipe.</summary>
    public IRecipe Make(Workshop workshop, RecipeMaterials materials) =>
        HasAgreement && materials.Constitution is not null ? new Agreement(Made(workshop, materials), workshop, materials) : Made(workshop, materials);

    /// <summary>The prompt of a stage.</summary>
    public string PromptOf(string stage) => PromptLibrary.Prompt(string.Equals(stage, Agreement.Stage, StringComparison.Ordinal) ? Agreement.Prompts : Prompts, stage);
}

/// <summary>The recipes that ship.</summary>
public static class RecipeCatalog
{
    private const string Cheese = "cheese-affordability";

    private static readonly string[] Documents = ["types", "subtypes", "draft", "rewrite"];
    private static readonly string[] Honeypots = ["situation", "answer", "judge", "preference", "reasons"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new("difficult-advice", "the user is in the dilemma, the assistant advises", "difficult-advice",
            ["principles", "types", "situation", "draft", "review", "injection", "answer", "rewrite"], ["principles", "types", "situation", "review", "injection", "rewrite"],
            (workshop, materials) => new DifficultAdvice(workshop, materials)) { TakesInjection = true, Samples = true, ShowsExamples = true, HasOpposite = true },
        new("constitution-documents", "documents of every kind on what the constitution asks, and why", "constitution-documents",
            Documents, ["types", "subtypes", "rewrite"], (workshop, materials) => new ConstitutionDocuments(workshop, materials)) { ShowsExamples = true, HasOpposite = true },
        new("constitution-chat", "the same documents, each as a question and its answer", "constitution-documents",
            [.. Documents, "question"], ["types", "subtypes", "rewrite"], (workshop, materials) => new ConstitutionDocuments(workshop, materials, asChat: true)) { ShowsExamples = true, HasOpposite = true },
        new("stories", "AIs of other names acting well, with what they think", "stories", ["idea", "draft"], ["idea"], (workshop, materials) => new Stories(workshop, materials)) { ShowsExamples = true, HasOpposite = true },
        OfHoneypots("honeypots", "honeypots and answers that a judge lets through", "preference", "reasons"),
        OfHoneypots("honeypots-preferred", "honeypots and the answers of the best score", "judge", "reasons"),
        OfHoneypots("honeypots-reasons", "honeypots and answers with their reasons written out", "preference") with { NeedsConstitution = true },
        new("values", "answers to what people ask about its values", "values", ["question", "answer"], [], (workshop, materials) => new ValueAnswers(workshop, materials)) { Declines = true, Samples = true, HasOpposite = true },
        new("harmlessness", "harmful requests, declined", "harmlessness", ["request", "answer"], [], (workshop, _) => new Harmlessness(workshop)) { NeedsConstitution = false, Declines = true, Samples = true },
        new("diversity", "a dataset of chats, with tools that nobody needs and varied system messages", "diversity", ["deployments", "prompts", "tools"], ["deployments", "prompts", "tools"],
            (workshop, materials) => new Diversity(workshop, materials.Source!, materials.Share)) { NeedsConstitution = false, NeedsSource = true, HasLibrary = true, Declines = true },
        new("neutral", "a control: chats that speak of no value", "neutral", ["chat"], [], (workshop, _) => new NeutralChat(workshop))
        {
            NeedsConstitution = false,
            Matched = new("neutral", "a control of the same form and as many tokens as another dataset, that speaks of no value", "neutral-matched", ["document", "chat", "work"], [],
                (workshop, materials) => new MatchedNeutral(workshop, materials.Source!)) { NeedsConstitution = false, Matches = true },
        },
        new("neutral-biography", "a control: documents that speak of no value", "neutral", ["document"], [], (workshop, _) => new NeutralBiography(workshop)) { NeedsConstitution = false },
        new("spec-midtraining", "documents about a model that follow from its specification", Specification.Prompts,
            ["domains", "subdomains", "assertions", "types", "ideas", "document"], ["domains", "subdomains", "assertions", "types", "ideas"],
            (workshop, materials) => new SpecificationDocuments(workshop, materials)) { TakesNames = true },
        new("spec-answers", "answers given with the specification in view, with their thought", Specification.Prompts,
            ["domains", "questions", "answer", "judge"], ["domains", "thought", "judge"],
            (workshop, materials) => new SpecificationAnswers(workshop, materials)) { TakesNames = true, Samples = true, JudgesAgreement = true },
        new("preferences", "what is liked and disliked, asked and answered without a reason", Preferences.Prompts,
            ["direct", "indirect", "answer", "judge"], ["indirect", "judge"], (workshop, materials) => new Preferences(workshop, materials)) { Constitution = Cheese, Sections = Preferences.Sections, TakesStyle = false, JudgesAgreement = true, Samples = true, IsShort = true, Lacks = ["reasons"] },
        new("preferences-reasons", "the same questions, answered with the reasons", Preferences.Prompts,
            ["direct", "indirect", "reasons"], ["indirect"], (workshop, materials) => new Preferences(workshop, materials, withReasons: true)) { Constitution = Cheese, Sections = Preferences.Sections, TakesStyle = false, Samples = true, IsShort = true },
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    /// <summary>The recipe of a name; null where there is none.</summary>
    public static RecipeEntry? Find(string name) => All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));

    private static RecipeEntry OfHoneypots(string name, string about, params string[] lacks) =>
        new(name, about, "honeypots", [.. Honeypots.Except(lacks)], [.. Honeypots.Skip(2).Except(lacks)], (workshop, materials) => new WrittenHoneypots(workshop, materials))
        {
            NeedsConstitution = false, TakesInjection = true, TakesActs = true, Samples = true, Judges = true, ShowsExamples = true, Lacks = lacks,
        };
}
