using System.CommandLine;
using TeachWhy.App.Comparing;
using TeachWhy.App.Evaluating;
using TeachWhy.App.Parsing;
using TeachWhy.Chat;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy eval</c>, and the request they make.</summary>
internal sealed class EvalOptions
{
    private const int MostSamples = 10_000;
    private const int MostConnections = 2_000;
    private const int MostSystemBytes = 1 << 20;
    private const double MostMoney = 1e9;
    private const string NoJudge = "none";

    private readonly Option<string?> _model = Values.Text("--model", "The model to measure: anthropic/NAME, openai/NAME, openai:BASE_URL/NAME or local:CHECKPOINT. Keys come from the environment.", "MODEL");
    private readonly Option<string?> _suite = Values.Text("--suite", $"What to play: the name of a suite, or its file [default: {Suites.Default}].", "NAME|FILE");
    private readonly Option<string[]> _families = new("--family") { Description = "Only this family; may be given again [default: all of the suite].", HelpName = "FAMILY", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _samples = Values.Number("--samples", "How often each scenario is played [default: the suite's own].", 1, MostSamples);
    private readonly Option<string?> _judge = Values.Text("--judge", $"The model that judges the intent of acts that do not show it; {NoJudge} leaves those unscored.", "MODEL|none");
    private readonly Option<ScenarioMode?> _mode = Values.OneOf(
        "--mode", "single: one message, acts as text, as published; agent: many turns and tools [default: the suite's own].", ("single", ScenarioMode.Single), ("agent", ScenarioMode.Agent));
    private readonly Option<string?> _output = Values.Text("--out", "The log to write; an evaluation that was stopped goes on there [default: a new one in logs].", "LOG");
    private readonly Option<int?> _seed = Values.Number("--seed", "The seed of all sampling, where the provider takes one [default: 1].", 1, int.MaxValue);
    private readonly Option<double?> _temperature = Values.Decimal("--temperature", "How freely the model writes [default: the provider's own].", 0, 2);
    private readonly Option<int?> _maxTokens = Values.Number("--max-tokens", "Most tokens of one message of the model [default: the client's own].", 1, 1 << 20);
    private readonly Option<string?> _system = Values.Text("--system", "A file with a system text of your own, put before the scenario's: what you deploy the model with.", "FILE");
    private readonly Option<int?> _limitMessages = Values.Number("--limit-messages", "Most messages of the model in one rollout [default: the scenario's own].", 1, 1000);
    private readonly Option<int?> _limitTokens = Values.Number("--limit-tokens", "Most tokens of one rollout, in and out.", 1, int.MaxValue);
    private readonly Option<int?> _limitSeconds = Values.Number("--limit-seconds", "Most seconds of one rollout.", 1, 24 * 3600);
    private readonly Option<double?> _limitCost = Values.Decimal("--limit-cost", "Most US dollars of one rollout.", 0, MostMoney);
    private readonly Option<int?> _connections = Values.Number("--connections", "Most requests at the same time [default: as many as do well].", 1, MostConnections);
    private readonly Option<double?> _maxCost = Values.Decimal("--max-cost", "End when this many US dollars are used up, judging included; what is finished is kept.", 0, MostMoney);
    private readonly Option<double?> _maxTotalTokens = Values.Decimal("--max-total-tokens", "End when this many tokens are used up, such as 5e6.", 1, 1e15);
    private readonly Option<ModelPrice?> _price = ModelValues.Price("the model's");
    private readonly Option<string?> _cache = Values.Text("--cache", "A folder in which answers are kept, so that the same request is not paid for twice.", "DIR");
    private readonly Option<int?> _estimate = ModelValues.Estimate("Only say what it would take: rollouts, tokens, cost and time; with a number, after so many rollouts to measure by.");
    private readonly Option<bool> _yes = Values.Flag("--yes", "Go on without asking, whatever it costs.");
    private readonly Option<string?> _scenarios = Values.Text("--scenarios", "A folder with companies of your own, beside the shipped ones.", "DIR");
    private readonly Option<bool> _retry = Values.Flag("--retry-unscored", "Try again what stayed unscored in a finished log.");
    private readonly Option<bool> _json = Values.Flag("--json", "Write one JSON object per event to standard output, and nothing else.");

    private readonly GateOptions _gates = new();

    public IEnumerable<Option> All =>
    [
        _model, _suite, _families, _samples, _judge, _mode, _output, _seed, _temperature, _maxTokens, _system, _limitMessages, _limitTokens, _limitSeconds,
        _limitCost, _connections, _maxCost, _maxTotalTokens, _price, _cache, _estimate, _yes, _scenarios, _retry, .. _gates.All, _json,
    ];

    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public EvaluationRequest Request(ParseResult parsed, string workingDirectory)
    {
        var judge = parsed.GetValue(_judge);
        return new EvaluationRequest
        {
            Model = ModelValues.Model(parsed.GetValue(_model) ?? throw new Mistake("--model is missing: it must name the model to measure, such as anthropic/NAME or local:CHECKPOINT."), "--model"),
            Judge = judge is null or NoJudge ? null : ModelValues.Model(judge, "--judge"),
            NoJudge = judge is NoJudge,
            Suite = SuiteOf(parsed.GetValue(_suite) ?? Suites.Default),
            Choice = new SuiteChoice { Families = [.. (parsed.GetValue(_families) ?? []).Distinct(StringComparer.Ordinal)], Mode = parsed.GetValue(_mode), Folder = PathOf(_scenarios) },
            Samples = parsed.GetValue(_samples),
            Seed = (ulong?)parsed.GetValue(_seed) ?? 1,
            Temperature = (float?)parsed.GetValue(_temperature),
            MaxOutputTokens = parsed.GetValue(_maxTokens),
            Preface = PathOf(_system) is { } file ? ReadSystem(file) : null,
            Limits = new RolloutLimits
            {
                Messages = parsed.GetValue(_limitMessages),
                Tokens = parsed.GetValue(_limitTokens),
                Time = parsed.GetValue(_limitSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Cost = (decimal?)parsed.GetValue(_limitCost),
            },
            Log = PathOf(_output),
            Connections = parsed.GetValue(_connections),
            MaxCost = (decimal?)parsed.GetValue(_maxCost),
            MaxTokens = (long?)parsed.GetValue(_maxTotalTokens),
            Price = parsed.GetValue(_price),
            Cache = PathOf(_cache),
            Estimate = parsed.GetResult(_estimate) is null ? null : parsed.GetValue(_estimate) ?? 0,
            Yes = parsed.GetValue(_yes),
            RetryUnscored = parsed.GetValue(_retry),
            Gating = _gates.Read(parsed),
            Json = parsed.GetValue(_json),
        };

        // What looks like a path is one.
        string SuiteOf(string given) => given.Contains('/') || given.Contains('\\') || given.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(given, workingDirectory) : given;

        string? PathOf(Option<string?> option) => parsed.GetValue(option) switch
        {
            null => null,
            var given when string.IsNullOrWhiteSpace(given) => throw new Mistake($"{option.Name} cannot be '': it must be a path."),
            var given => Path.GetFullPath(given, workingDirectory),
        };
    }

    private static string ReadSystem(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostSystemBytes
                ? File.ReadAllText(path)
                : throw new Mistake($"--system cannot be {path}: it has more than {MostSystemBytes >> 20} MiB.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"--system cannot be {path}: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }
}
