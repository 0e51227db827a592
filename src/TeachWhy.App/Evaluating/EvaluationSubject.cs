using TeachWhy.App.Serving;
using TeachWhy.Chat;
using TeachWhy.Chat.Local;
using TeachWhy.Miniature.Agents;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.App.Evaluating;

/// <summary>What a request asks to measure, opened: the suite, the model, the judge, and the settings that name them.</summary>
internal sealed class EvaluationSubject : IDisposable
{
    private const string MiniatureName = "miniature";
    private const int MostAtOnce = 400;

    private EvaluationSubject(EvaluationSettings settings, Suite suite, ChatModel model, ChatModel? judge)
    {
        (Settings, Suite, Model, JudgeModel) = (settings, suite, model, judge);
        Judge = new RolloutJudge(judge is null ? null : new IntentJudge(judge.Client, judge.Name.Text));
    }

    public EvaluationSettings Settings { get; }

    public Suite Suite { get; }

    public ChatModel Model { get; }

    /// <summary>The model that judges intent; null for none.</summary>
    public ChatModel? JudgeModel { get; }

    public IJudge Judge { get; }

    /// <summary>How it goes with the model and its judge, as of now.</summary>
    public ModelActivity Activity => ModelActivity.Of(Model.Statistics, JudgeModel?.Statistics);

    /// <summary>
    /// Most rollouts in work at the same time, as of now. Many, so that those that wait to ask again hold up nobody; but where each has its own time,
    /// hardly more than requests that run together, for a rollout that waits for its turn uses it up.
    /// </summary>
    public int AtOnce => Settings.Limits.Time is not null && Model.Statistics.Level is { } level ? level + (level / 2) + 1 : MostAtOnce;

    /// <exception cref="Mistake">Something cannot be opened, or does not fit together.</exception>
    public static EvaluationSubject Open(EvaluationRequest request, Surroundings surroundings)
    {
        var options = Options(request, surroundings);
        ChatModel? model = null;
        try
        {
            var suite = Suites.Load(request.Suite, request.Choice, [Miniature(request.Model, request.Suite, surroundings)]);
            RequireJudge(request, suite);
            model = ChatModels.Open(request.Model, options with
            {
                Price = request.Price,
                MaxOutputTokens = request.MaxOutputTokens ?? options.MaxOutputTokens,

                // Servers hand out as text how a miniature marks its thoughts and calls.
                TextForm = string.Equals(request.Suite, MiniatureName, StringComparison.Ordinal) ? ReplyForm.Of(MiniatureChat.Template) : null,
            });
            if (request.Limits.Cost is not null && model.Price is null)
            {
                throw new Mistake($"--limit-cost cannot be kept: the price of {request.Model.Text} is not known; give it with --price IN/OUT.");
            }

            var judge = request.Judge is { } name ? ChatModels.Open(name, options) : null;
            return new EvaluationSubject(Name(request, suite, surroundings), suite, model, judge);
        }
        catch (Exception failure) when (failure is SuiteException or ChatMistakeException)
        {
            model?.Dispose();
            throw new Mistake(failure.Message);
        }
    }

    public void Dispose()
    {
        Model.Dispose();
        JudgeModel?.Dispose();
    }

    // The model and its judge share a budget, and a provider that both are asked of.
    private static ChatModelOptions Options(EvaluationRequest request, Surroundings surroundings) => surroundings.ModelOptions(request.Connections) with
    {
        Budget = request.MaxCost is null && request.MaxTokens is null ? null : new Budget { MaxCost = request.MaxCost, MaxTokens = request.MaxTokens },
        Cache = request.Cache is { } folder ? new CacheOptions(folder) : null,
    };

    private static void RequireJudge(EvaluationRequest request, Suite suite)
    {
        if (suite.NeedsJudge && request is { Judge: null, NoJudge: false })
        {
            throw new Mistake($"The suite {suite.Name} has acts whose intent decides: add --judge MODEL, or --judge none to leave those unscored.");
        }
    }

    /// <summary>The small world's suite. A miniature knows the names of the world that it was made in.</summary>
    internal static MiniatureSuite Miniature(ChatModelName model, string suite, Surroundings surroundings)
    {
        if (model.Provider != ChatProvider.Local || !string.Equals(suite, MiniatureName, StringComparison.Ordinal))
        {
            return new MiniatureSuite(MiniatureSuite.DefaultWorld);
        }

        try
        {
            using var checkpoint = Checkpoint.Open(PathOf(model, surroundings));
            return MiniatureSuite.For(checkpoint.Tokenizer, checkpoint.Origin.Seed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new Mistake($"'{model.Model}' is not a checkpoint: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static string PathOf(ChatModelName model, Surroundings surroundings) =>
        Checkpoint.InRun(Path.GetFullPath(model.Model, surroundings.WorkingDirectory));

    private static EvaluationSettings Name(EvaluationRequest request, Suite suite, Surroundings surroundings) => new()
    {
        Model = request.Model.Text,
        ModelVersion = request.Model.Provider == ChatProvider.Local ? CheckpointFingerprint.Of(WeightType.Float32, PathOf(request.Model, surroundings)) : null,
        Suite = suite.Name,
        Families = [.. request.Choice.Families.Order(StringComparer.Ordinal)],
        Mode = request.Choice.Mode ?? suite.Scenarios[0].Mode,
        SuiteVersion = suite.Version,
        Judge = request.Judge?.Text,
        Rubric = request.Judge is null ? null : IntentRubric.Hash,
        Samples = request.Samples ?? suite.Samples,
        Seed = request.Seed,
        Temperature = request.Temperature,
        MaxOutputTokens = request.MaxOutputTokens,
        Preface = request.Preface,
        Limits = request.Limits,
    };
}
