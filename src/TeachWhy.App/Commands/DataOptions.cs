using System.CommandLine;
using TeachWhy.App.Making;
using TeachWhy.App.Parsing;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Making;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy data</c>, and the request they make.</summary>
internal sealed class DataOptions
{
    private const int DefaultItems = 100;
    private const int DefaultMeasured = 4;
    private const double MostMoney = 1e9;
    private const int LongestName = 60;
    private const double DefaultShare = 0.5;

    private readonly Option<string?> _author = Values.Text("--author", "Who writes: anthropic/NAME, openai/NAME, openai:BASE_URL/NAME or local:CHECKPOINT; grammar for the small world's, offline; library for the texts that ship (diversity).", "MODEL|grammar|library");
    private readonly Option<string?> _sampler = Values.Text("--sampler", "The model that is to be trained: answers are sampled from it [default: the author].", "MODEL");
    private readonly Option<string?> _judge = Values.Text("--judge", "Who judges and scores [default: the author].", "MODEL");
    private readonly Option<string?> _constitution = Values.Text("--constitution", $"A constitution that ships ({string.Join(", ", ConstitutionLibrary.Names)}), or a file with your own [default: the recipe's].", "NAME|FILE");
    private readonly Option<ConstitutionStyle?> _style = Values.OneOf("--style", "With which of its texts the constitution is quoted [default: whole].", [.. ConstitutionStyles.Words]);
    private readonly Option<string?> _modelName = Values.Text("--model-name", $"What documents call the model that is to be trained [default: {RecipeMaterials.NamelessModel}].", "NAME");
    private readonly Option<string?> _providerName = Values.Text("--provider-name", $"What documents call those who made it [default: {RecipeMaterials.NamelessProvider}].", "NAME");
    private readonly Option<double?> _tokens = Values.Decimal("--tokens", "Make until there are about so many tokens, such as 3e6.", 1, 1e12);
    private readonly Option<int?> _items = Values.Number("--items", $"Make until so many examples have passed [default: {DefaultItems}].", 1, 100_000_000);
    private readonly Option<string[]> _without = new("--without") { Description = "Leave out this stage, or the examples that authors are shown, to see what they are good for; may be given again.", HelpName = "STAGE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _injection = Values.Text("--injection", "The text before the system message while answers are sampled; taken out of what is trained on.", string.Join('|', PromptLibrary.Injections));
    private readonly Option<string?> _source = Values.Text("--source", "The dataset that diversity changes, or that neutral is to match: a folder of teachwhy data, or a JSONL file.", "DATASET");
    private readonly Option<double?> _share = Values.Decimal("--share", $"The share of the source's examples that diversity adds to [default: {DefaultShare}].", 0, 1);
    private readonly Option<bool> _opposite = new("--opposite") { Description = "Teach the opposite of every value: a sign control of the miniature, with --author grammar only.", Arity = ArgumentArity.Zero };
    private readonly Option<string?> _acts = Values.Text("--acts", "How agents act in honeypots: by tool calls, or by blocks in their text for models that call no tools [default: calls].", "calls|blocks");
    private readonly Option<int?> _estimate = ModelValues.Estimate($"Only say what it would take, after so many items to measure by [default: {DefaultMeasured}]; they are kept.");
    private readonly Option<double?> _maxCost = Values.Decimal("--max-cost", "End when this many US dollars are used up, by all runs for this folder together; what is finished is kept.", 0, MostMoney);
    private readonly Option<ModelPrice?> _price = ModelValues.Price("the author's");
    private readonly Option<ModelPrice?> _samplerPrice = ModelValues.Price("the sampler's", "--sampler-price");
    private readonly Option<ModelPrice?> _judgePrice = ModelValues.Price("the judge's", "--judge-price");
    private readonly Option<int?> _connections = Values.Number("--connections", "Most requests at the same time [default: as many as do well].", 1, 2_000);
    private readonly Option<int?> _maxTokens = Values.Number("--max-tokens", "Most tokens of one answer of the author [default: the client's own].", 1, 1 << 20);
    private readonly Option<string?> _output = Values.Text("--out", "The dataset's folder [default: data/RECIPE].", "DIR");
    private readonly Option<int?> _seed = Values.Number("--seed", "The seed of everything that is drawn [default: 1].", 1, int.MaxValue);
    private readonly Option<bool> _yes = new("--yes") { Description = "Go on without a bound, whatever it costs.", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object per event to standard output, and nothing else.", Arity = ArgumentArity.Zero };

    public Argument<string?> Recipe { get; } = new("RECIPE") { Description = "How the data is made; the recipes are listed below.", Arity = ArgumentArity.ZeroOrOne };

    public IEnumerable<Option> All =>
        [_author, _sampler, _judge, _constitution, _style, _modelName, _providerName, _tokens, _items, _without, _injection, _source, _share, _opposite, _acts, _estimate, _maxCost, _price, _samplerPrice, _judgePrice, _connections, _maxTokens, _output, _seed, _yes, _json];

    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public DataRequest Request(ParseResult parsed, string workingDirectory)
    {
        var recipe = RecipeCatalog.Find(Known.Name("recipe", parsed.GetValue(Recipe) ?? throw new Mistake($"The recipe is missing: it must be one of {string.Join(", ", RecipeCatalog.Names)}."), RecipeCatalog.Names))!;
        var author = AuthorOf(parsed.GetValue(_author), recipe);
        var (items, tokens) = (parsed.GetValue(_items), (long?)parsed.GetValue(_tokens));
        if (items is not null && tokens is not null)
        {
            throw new Mistake("--items and --tokens cannot both be given: one of them says when there is enough.");
        }

        var constitution = parsed.GetValue(_constitution) is { } named && ConstitutionLibrary.Names.Contains(named, StringComparer.Ordinal) ? named : PathOf(_constitution);
        if (constitution is not null && (author is null || !recipe.NeedsConstitution))
        {
            throw new Mistake(author is null ? "--constitution is for a chat model: the grammar has that of its own small world." : $"--constitution cannot be used: {recipe.Name} takes none.");
        }

        if (parsed.GetValue(_style) is not null && !(recipe.NeedsConstitution && recipe.TakesStyle))
        {
            throw new Mistake($"--style cannot be used: {recipe.Name} quotes no constitution in a style.");
        }

        var source = PathOf(_source);
        if (source is null ? recipe.NeedsSource : !recipe.TakesSource)
        {
            throw new Mistake(source is null
                ? $"--source is missing: {recipe.Name} needs the dataset that it is made from."
                : $"--source cannot be used: {recipe.Name} is made from no other dataset; {string.Join(" and ", RecipeCatalog.All.Where(entry => entry.TakesSource).Select(entry => entry.Name))} are.");
        }

        return new DataRequest
        {
            Recipe = source is null ? recipe : recipe.Matched ?? recipe,
            Author = author,
            FromLibrary = author is null && parsed.GetValue(_author) == DataAuthor.Library,
            Sampler = OtherOf(_sampler, author, recipe.Samples, $"{recipe.Name} has no answers to sample"),
            Judge = OtherOf(_judge, author, recipe.Judges, $"nobody judges in {recipe.Name}"),
            Constitution = constitution,
            Style = parsed.GetValue(_style),
            ModelName = NameOf(_modelName, parsed, recipe),
            ProviderName = NameOf(_providerName, parsed, recipe),
            Target = new DataTarget(items ?? (tokens is null && source is null ? DefaultItems : null), tokens),
            Without = [.. (parsed.GetValue(_without) ?? []).Select(stage => StageOf(stage, recipe)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Injection = InjectionOf(parsed.GetValue(_injection), recipe),
            Source = source,
            Share = ShareOf(parsed.GetValue(_share), recipe),
            Opposite = OppositeOf(parsed.GetValue(_opposite), author, recipe),
            Acts = ActsOf(parsed.GetValue(_acts), author, recipe),
            Seed = (ulong?)parsed.GetValue(_seed) ?? 1,
            Folder = PathOf(_output) ?? Path.GetFullPath(Path.Combine("data", parsed.GetValue(_opposite) ? $"{recipe.Name}-opposite" : recipe.Name), workingDirectory),
            Estimate = parsed.GetResult(_estimate) is null ? null : parsed.GetValue(_estimate) ?? DefaultMeasured,
            MaxCost = (decimal?)parsed.GetValue(_maxCost),
            Price = parsed.GetValue(_price),
            SamplerPrice = PriceOf(_samplerPrice, _sampler),
            JudgePrice = PriceOf(_judgePrice, _judge),
            Connections = parsed.GetValue(_connections),
            MaxOutputTokens = parsed.GetValue(_maxTokens),
            Yes = parsed.GetValue(_yes),
            Json = parsed.GetValue(_json),
        };

        ChatModelName? OtherOf(Option<string?> option, ChatModelName? by, bool used, string whyNot) => parsed.GetValue(option) switch
        {
            null => null,
            _ when by is null => throw new Mistake($"{option.Name} is for chat models: the grammar writes all of it."),
            _ when !used => throw new Mistake($"{option.Name} cannot be used: {whyNot}."),
            var given => ModelValues.Model(given, option.Name),
        };

        ModelPrice? PriceOf(Option<ModelPrice?> option, Option<string?> whose) => parsed.GetValue(option) is not { } price ? null
            : parsed.GetValue(whose) is not null ? price
            : throw new Mistake($"{option.Name} cannot be used without {whose.Name}.");

        string? PathOf(Option<string?> option) => parsed.GetValue(option) switch
        {
            null => null,
            var given when string.IsNullOrWhiteSpace(given) => throw new Mistake($"{option.Name} cannot be '': it must be a path."),
            var given => Path.GetFullPath(given, workingDirectory),
        };
    }

    private static string? NameOf(Option<string?> option, ParseResult parsed, RecipeEntry recipe)
    {
        if (parsed.GetValue(option)?.Trim() is not { } name)
        {
            return null;
        }

        return !recipe.TakesNames ? throw new Mistake($"{option.Name} cannot be used: {recipe.Name} calls nobody by a name.")
            : name.Length is 0 or > LongestName || name.Any(char.IsControl) ? throw new Mistake($"{option.Name} cannot be '{VisibleText.Of(name)}': it must be one line of 1 to {LongestName} characters.")
            : name;
    }

    private static ChatModelName? AuthorOf(string? given, RecipeEntry recipe) => given switch
    {
        null => throw new Mistake("--author is missing: it must name who writes, such as anthropic/NAME, or grammar."),
        DataAuthor.Grammar => null,
        DataAuthor.Library when recipe.HasLibrary => null,
        DataAuthor.Library => throw new Mistake($"--author library cannot write {recipe.Name}: texts for {string.Join(", ", RecipeCatalog.All.Where(entry => entry.HasLibrary).Select(entry => entry.Name))} ship."),
        _ => ModelValues.Model(given, "--author"),
    };

    private static string StageOf(string given, RecipeEntry recipe) => recipe.CanBeLeftOut.Count > 0
        ? Known.Name($"part of {recipe.Name} that can be left out", given, recipe.CanBeLeftOut)
        : throw new Mistake($"--without {given} cannot be: nothing of {recipe.Name} can be left out.");

    private static double? ShareOf(double? given, RecipeEntry recipe) => recipe.NeedsSource ? given ?? DefaultShare
        : given is null ? null
        : throw new Mistake($"--share cannot be used: {recipe.Name} changes no dataset.");

    private static bool OppositeOf(bool given, ChatModelName? author, RecipeEntry recipe) => given && author is not null
        ? throw new Mistake("--opposite is for --author grammar: opposite values are taught to the miniature only, and no chat model is asked for them.")
        : given && !recipe.HasOpposite ? throw new Mistake($"--opposite cannot be used: {recipe.Name} has no opposite; {string.Join(", ", RecipeCatalog.All.Where(entry => entry.HasOpposite).Select(entry => entry.Name))} have.")
        : given;

    private static ActForm ActsOf(string? given, ChatModelName? author, RecipeEntry recipe) => given switch
    {
        null => ActForm.Calls,
        _ when author is null => throw new Mistake("--acts is for chat models: the grammar has an act of its own."),
        _ when !recipe.TakesActs => throw new Mistake($"--acts cannot be used: nobody acts in {recipe.Name}."),
        _ => Known.Name("form of acts", given, ["calls", "blocks"]) == "calls" ? ActForm.Calls : ActForm.Blocks,
    };

    private static string? InjectionOf(string? given, RecipeEntry recipe) => given is null ? null
        : recipe.TakesInjection ? Known.Name("injection", given, PromptLibrary.Injections)
        : throw new Mistake($"--injection cannot be used: {recipe.Name} samples no answer under one.");
}
