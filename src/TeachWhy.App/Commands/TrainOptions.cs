using System.CommandLine;
using TeachWhy.App.Parsing;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy train</c>, and the request they make.</summary>
internal sealed class TrainOptions
{
    private const int MostThreads = 256;
    private const int MostContext = 1 << 20;

    private static readonly TrainingRequest Standard = new() { Objective = Objective.NextToken, Data = [], Folder = "" };

    private readonly Option<string?> _from = Values.Text("--from", "The checkpoint to go on from: a Hugging Face folder or a .gguf file.", "CHECKPOINT");
    private readonly Option<string?> _shape = Values.Text("--shape", $"A new model instead: {Shapes()} parameters beside its vocabulary's.", "NAME");
    private readonly Option<Objective?> _objective = OfObjective();
    private readonly Option<string[]> _data = Files("--data", "Files with one JSON object per line, packed by gzip or not: {\"text\": ...}, {\"messages\": [...], \"tools\": [...]}, or {\"prompt\": ..., \"completion\": ...}.");
    private readonly Option<string?> _output = Values.Text("--out", "The folder for everything the run writes; a run that was stopped goes on there.", "DIR");
    private readonly Option<string?> _tokenizer = Values.Text("--tokenizer", "The folder with a new model's tokenizer [default: one is made from the data].", "DIR");
    private readonly Option<int?> _vocabulary = Values.Number("--vocabulary", $"Tokens of a tokenizer that is made from the data [default: {Standard.Vocabulary}].", 300, 1 << 18);
    private readonly Option<string?> _template = Values.Text("--template", "A file with a chat template in Jinja [default: the checkpoint's or tokenizer's own].", "FILE");
    private readonly Option<int?> _adapterRank = Values.Number("--lora", "Train an adapter of this rank (LoRA) on the frozen checkpoint, and save it in PEFT's layout.", 1, 4096);
    private readonly Option<double?> _adapterAlpha = Values.Decimal("--lora-alpha", "Its strength: what it adds is multiplied by this over the rank [default: twice the rank].", 1e-6, 1e6);
    private readonly Option<int?> _steps = Values.Number("--steps", "Optimizer steps.", 1, int.MaxValue / 2);
    private readonly Option<int?> _epochs = Values.Number("--epochs", "Times that all data is seen [default: 1, where neither --steps nor --tokens is given].", 1, 1 << 20);
    private readonly Option<double?> _tokens = Values.Decimal("--tokens", "Tokens to train on, such as 5e6.", 1, 1e15);
    private readonly Option<int?> _batchTokens = Values.Number("--batch-tokens", "Tokens of one step, gathered row by row in flat memory [default: 8 rows of --context].", 2, int.MaxValue / 2);
    private readonly Option<int?> _context = Values.Number("--context", "Tokens of the longest row [default: the model's, of a checkpoint at most 512].", 2, MostContext);
    private readonly Option<bool> _truncate = Values.Flag("--truncate", "Cut documents longer than a row where it ends, rather than go on in another row; a supervised run always cuts.");
    private readonly Option<double?> _learningRate = Values.Decimal("--learning-rate", "Its highest, after warm-up [default: the shape's own; from a checkpoint 0.0001, for an adapter 0.0002].", 1e-9, 10);
    private readonly Option<ScheduleShape?> _schedule = Values.OneOf(
        "--schedule", "How the learning rate falls to a tenth [default: linear].", ("linear", ScheduleShape.Linear), ("cosine", ScheduleShape.Cosine));
    private readonly Option<int?> _warmup = Values.Number("--warmup", "Steps until the learning rate is reached [default: a tenth of all, at most 60].", 0, int.MaxValue / 2);
    private readonly Option<double?> _weightDecay = Values.Decimal("--weight-decay", $"Shrinks matrices by this times the learning rate each step [default: {Standard.WeightDecay:0.##}].", 0, 10);
    private readonly Option<double?> _clip = Values.Decimal("--clip", $"Largest gradient norm; 0 for no limit [default: {Standard.Clip}].", 0, 1e9);
    private readonly Option<int?> _seed = Values.Number("--seed", $"The seed that everything random derives from [default: {Standard.Seed}].", 1, int.MaxValue);
    private readonly Option<int?> _threads = Values.Number("--threads", $"Threads to work with; the result is the same with any number [default: {Standard.Threads}].", 1, MostThreads);
    private readonly Option<string[]> _validation = Files("--validation", "Files that are never trained on; the loss on them is measured.");
    private readonly Option<double?> _validationShare = Values.Decimal("--validation-share", "Share of the data that is held out for that [default: 0.05, where there is no --validation].", 0, 0.9);
    private readonly Option<int?> _evaluateEvery = Values.Number("--evaluate-every", "Steps between measurements of the validation loss [default: a twentieth of all].", 1, int.MaxValue);
    private readonly Option<int?> _saveEvery = Values.Number("--save-every", "Steps between saves [default: a twentieth of all].", 1, int.MaxValue);
    private readonly Option<WeightType?> _type = Values.OneOf(
        "--type", "How the saved weights are stored; learning is always in float32 [default: float32].", ("float32", WeightType.Float32), ("bfloat16", WeightType.BFloat16));
    private readonly Option<bool> _json = Values.Flag("--json", "Write one JSON object per event to standard output, and nothing else.");

    public IEnumerable<Option> All =>
    [
        _from, _shape, _objective, _data, _output, _tokenizer, _vocabulary, _template, _adapterRank, _adapterAlpha, _steps, _epochs, _tokens, _batchTokens, _context, _truncate,
        _learningRate, _schedule, _warmup, _weightDecay, _clip, _seed, _threads, _validation, _validationShare, _evaluateEvery, _saveEvery, _type, _json,
    ];

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="Mistake">Something is missing.</exception>
    public TrainingRequest Request(ParseResult parsed, string workingDirectory)
    {
        var objective = parsed.GetValue(_objective) ?? throw new Mistake("A run needs --objective (next-token or supervised).");
        return new TrainingRequest
        {
            From = PathOf(_from),
            Shape = parsed.GetValue(_shape) is { } shape ? Known.Name("shape", shape, [.. NamedShape.All.Select(named => named.Name)]) : null,
            Objective = objective,
            Data = PathsOf(_data),
            Folder = PathOf(_output) ?? throw new Mistake("A run needs --out with a folder for what it writes."),
            Tokenizer = PathOf(_tokenizer),
            Vocabulary = parsed.GetValue(_vocabulary) ?? Standard.Vocabulary,
            Template = PathOf(_template),
            AdapterRank = parsed.GetValue(_adapterRank),
            AdapterAlpha = (float?)parsed.GetValue(_adapterAlpha),
            Steps = parsed.GetValue(_steps),
            Epochs = parsed.GetValue(_epochs),
            Tokens = parsed.GetValue(_tokens) is { } tokens ? (long)Math.Ceiling(tokens) : null,
            BatchTokens = parsed.GetValue(_batchTokens),
            Context = parsed.GetValue(_context),
            LearningRate = (float?)parsed.GetValue(_learningRate),
            Schedule = parsed.GetValue(_schedule) ?? Standard.Schedule,
            Warmup = parsed.GetValue(_warmup),
            WeightDecay = (float?)parsed.GetValue(_weightDecay) ?? Standard.WeightDecay,
            Clip = (float?)parsed.GetValue(_clip) is { } clip ? (clip > 0 ? clip : null) : Standard.Clip,
            Seed = (ulong?)parsed.GetValue(_seed) ?? Standard.Seed,
            Threads = parsed.GetValue(_threads) ?? Standard.Threads,
            Validation = PathsOf(_validation),
            ValidationShare = parsed.GetValue(_validationShare),
            EvaluateEvery = parsed.GetValue(_evaluateEvery),
            SaveEvery = parsed.GetValue(_saveEvery),
            Type = parsed.GetValue(_type) ?? Standard.Type,
            Truncate = parsed.GetValue(_truncate),
        };

        string? PathOf(Option<string?> option) => parsed.GetValue(option) is { } given ? Full(option, given) : null;

        IReadOnlyList<string> PathsOf(Option<string[]> option) => [.. (parsed.GetValue(option) ?? []).Select(given => Full(option, given))];

        string Full(Option option, string given) => !string.IsNullOrWhiteSpace(given)
            ? Path.GetFullPath(given, workingDirectory)
            : throw new Mistake($"{option.Name} cannot be '': it must be a path.");
    }

    private static string Shapes() => string.Join(", ", NamedShape.All.Select(shape => $"{shape.Name} ({Millions(shape.ParameterCount)})"));

    private static string Millions(long count) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count / 1e6:0.0} million");

    private static Option<Objective?> OfObjective()
    {
        const string Later = "policy-gradient";
        var option = Values.OneOf(
            "--objective", "What is learned: next-token, all of every document; supervised, what the assistant says in conversations.",
            ("next-token", Objective.NextToken), ("supervised", Objective.Supervised));
        var parse = option.CustomParser!;
        option.CustomParser = result =>
        {
            if (result.Tokens.Single().Value != Later)
            {
                return parse(result);
            }

            result.AddError($"--objective cannot be '{Later}' yet: it comes with a later version (allowed: next-token or supervised).");
            return null;
        };
        return option;
    }

    private static Option<string[]> Files(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
}
