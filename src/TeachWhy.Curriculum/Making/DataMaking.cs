using TeachWhy.Chat;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>
/// Makes a dataset: items at the same time, looked at by the gates in the order of their numbers, until there is enough. What
/// comes out depends on neither threads nor the order of completion.
/// </summary>
/// <param name="recipe">Makes the items.</param>
/// <param name="gates">Looks at each.</param>
public sealed class DataMaking(IRecipe recipe, GateChain gates, DataTarget target)
{
    /// <summary>Characters of English for one token, about: no tokenizer is asked.</summary>
    public const int CharactersPerToken = 4;

    private const int MostFruitless = 200;
    private const int Samples = 3;

    private readonly Dictionary<string, long> _filters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SectionCount> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> _details = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _drops = new(StringComparer.Ordinal);
    private readonly List<Example> _samples = [];
    private DataProgress _progress = new(0, 0, 0, 0, 0, 0, 0);
    private string? _fault;
    private bool _outOfBudget;
    private int _fruitless;

    /// <summary>Most items in work at the same time. Many, so that a slow one holds up nobody.</summary>
    public int AtOnce { get; init; } = 256;

    /// <summary>Whether it is made to measure by only: a dataset that is there stays as it is, and a new one says that it is incomplete.</summary>
    public bool Measures { get; init; }

    /// <summary>Makes it, and writes its files.</summary>
    /// <param name="complete">Adds to the report what others know: the stages and what the author took.</param>
    /// <exception cref="OperationCanceledException">It was stopped: the journal keeps what was written, the files are as they were.</exception>
    public async Task<DataReport> RunAsync(
        string folder, DataSettings settings, RecipeEntry entry, Func<DataReport, DataReport> complete, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        using var files = DataFiles.Begin(folder);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var inWork = new Queue<Task<Outcome>>();
        string? ended = null;
        try
        {
            for (var next = 0; ended is null;)
            {
                while (inWork.Count < AtOnce && !(next >= recipe.Items) && target.WantsMore(_progress.Passed, _progress.Tokens, inWork.Count))
                {
                    var item = next++;
                    inWork.Enqueue(Task.Run(() => MakeAsync(item, settings.Seed, ending.Token), CancellationToken.None));
                }

                // Nothing in work, and nothing more is wanted.
                if (!inWork.TryPeek(out var first))
                {
                    break;
                }

                var outcome = await first.WaitAsync(cancellation);
                _ = inWork.Dequeue();
                ended = Take(outcome, files);
                progress?.Report(_progress);
                if (target.IsMet(_progress.Passed, _progress.Tokens))
                {
                    break;
                }
            }
        }
        finally
        {
            // The journal may be closed once this returns.
            await ending.CancelAsync();
            await Task.WhenAll(inWork).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        var report = complete(new DataReport
        {
            Settings = settings, Recipe = entry, Target = target, Progress = _progress, Ended = ended, OutOfBudget = _outOfBudget, Fault = _fault,
            Gates = gates.Refused.Concat(_filters).ToDictionary(gate => gate.Key, gate => gate.Value, StringComparer.Ordinal), Round = recipe.Round, Sections = _sections, Details = _details.ToDictionary(detail => detail.Key, IReadOnlyDictionary<string, int> (detail) => detail.Value, StringComparer.Ordinal), Drops = _drops, Samples = _samples,
        });
        if (!Measures)
        {
            files.Finish(report);
        }
        else if (!File.Exists(Path.Combine(folder, DataFiles.Data)))
        {
            files.Finish(report with { Ended = report.Ended ?? "Only what an estimate is measured by was made." });
        }

        return report;
    }

    /// <summary>About how many tokens an example has.</summary>
    public static long TokensOf(Example example)
    {
        var characters = example.Text?.Length ?? 0;
        foreach (var message in example.Messages ?? [])
        {
            characters += message.Content.Length + (message.Thinking?.Length ?? 0) + message.Calls.Sum(call => call.Name.Length + DataJson.ArgumentsOf(call).Length);
        }

        return TokensOf(characters);
    }

    /// <summary>About how many tokens so many characters have.</summary>
    public static long TokensOf(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private async Task<Outcome> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var shared = SharedPieces.Note();
        try
        {
            return new Outcome(item, await recipe.MakeAsync(item, seed, cancellation)) { Layers = shared.Beside(item) };
        }
        catch (AuthorException nothing)
        {
            return new Outcome(item, []) { Drop = nothing.Message };
        }
        catch (ChatFailureException failure)
        {
            return new Outcome(item, []) { Fault = failure.Message };
        }
        catch (ChatStopException stop)
        {
            return new Outcome(item, []) { Stop = stop.Message, OutOfBudget = stop is BudgetExceededException };
        }
    }

    /// <returns>Why nothing more is made; null where it goes on.</returns>
    private string? Take(Outcome outcome, DataFiles files)
    {
        if (outcome.Stop is { } stop)
        {
            _outOfBudget = outcome.OutOfBudget;
            return stop;
        }

        var before = _progress.Passed;
        _fault = outcome.Fault ?? _fault;
        var drop = outcome.Drop ?? (outcome.Fault is null && outcome.Made.Count == 0 ? "Nothing came of it." : null);
        if (drop is not null)
        {
            _drops[drop] = _drops.GetValueOrDefault(drop) + 1;
        }

        for (var number = 0; number < outcome.Made.Count && !target.IsMet(_progress.Passed, _progress.Tokens); number++)
        {
            Look(outcome.Made.Count == 1 ? $"{outcome.Item}" : $"{outcome.Item}.{number}", outcome.Made[number], outcome.Layers, files);
        }

        _progress = _progress with
        {
            Items = _progress.Items + 1,
            Dropped = _progress.Dropped + (drop is null ? 0 : 1),
            Failed = _progress.Failed + (outcome.Fault is null ? 0 : 1),
            Share = target.Share(_progress.Passed, _progress.Tokens),
        };
        _fruitless = _progress.Passed > before ? 0 : _fruitless + 1;
        return _fruitless < MostFruitless ? null : $"Nothing passed of the last {MostFruitless} items{(_fault is null ? $"; {DataFiles.Rejected} says why" : $", the last because: {_fault.TrimEnd('.')}")}.";
    }

    private void Look(string id, MadeExample made, IReadOnlyList<string>? layers, DataFiles files)
    {
        var item = new MadeItem(recipe.Name, made.Example) { Layers = layers };
        if (made.Refusal is { } own)
        {
            _filters[own.Gate] = _filters.GetValueOrDefault(own.Gate) + 1;
        }

        if ((made.Refusal ?? gates.Next(new GatedItem(id, made.Example))) is { } refusal)
        {
            files.Reject(id, item, refusal);
            _progress = _progress with { Rejected = _progress.Rejected + 1 };
            return;
        }

        files.Pass(id, item);
        var tokens = TokensOf(made.Example);
        foreach (var (name, value) in made.Example.Details)
        {
            var counts = _details.TryGetValue(name, out var known) ? known : _details[name] = new Dictionary<string, int>(StringComparer.Ordinal);
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        var section = made.Example.Section ?? "none";
        var count = _sections.GetValueOrDefault(section) ?? new SectionCount(0, 0);
        _sections[section] = new SectionCount(count.Examples + 1, count.Tokens + tokens);
        _progress = _progress with { Passed = _progress.Passed + 1, Tokens = _progress.Tokens + tokens };
        if (_samples.Count < Samples)
        {
            _samples.Add(made.Example);
        }
    }

    private sealed record Outcome(int Item, IReadOnlyList<MadeExample> Made)
    {
        public IReadOnlyList<string>? Layers { get; init; }

        public string? Drop { get; init; }

        public string? Fault { get; init; }

        public string? Stop { get; init; }

        public bool OutOfBudget { get; init; }
    }
}
