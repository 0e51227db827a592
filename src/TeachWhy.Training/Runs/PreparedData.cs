using System.Security.Cryptography;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>The rows of a run: what is trained on, and what is held out.</summary>
internal sealed class PreparedData : IDisposable
{
    // Of the tokens of a run one evaluation reads a share so small that all of them together take a tenth of its time.
    private const long EvaluationShare = 60;
    private const long LeastEvaluated = 1 << 13;
    private const long MostEvaluated = 1 << 17;

    private const double DefaultShare = 0.05;

    private readonly RowFile? _validation;
    private readonly int _context;
    private IReadOnlyList<long> _evaluated = [];

    private PreparedData(string folder, int context, Files files, bool reused)
    {
        (_context, Reused) = (context, reused);
        (Counts, ValidationCounts) = (files.Training, files.Validation);
        Rows = new RowFile(TrainingPath(folder), context);
        _validation = files.Validation is null ? null : new RowFile(ValidationPath(folder), context);
    }

    public RowFile Rows { get; }

    public DataCounts Counts { get; }

    /// <summary>Null where nothing is held out.</summary>
    public DataCounts? ValidationCounts { get; }

    /// <summary>An earlier session in the folder had read the data.</summary>
    public bool Reused { get; }

    /// <summary>Rows of one evaluation.</summary>
    public int EvaluatedRows => _evaluated.Count;

    /// <summary>Reads the data, or takes what an earlier session in the folder had read.</summary>
    /// <exception cref="TrainingDataException">A line is not what it must be, or nothing would be trained on.</exception>
    public static PreparedData Of(
        TrainingRequest request, RunFolder folder, ExampleEncoder encoder, int context, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        var note = Path.Combine(folder.Data, "data.json");
        var reused = RunFolder.Read<Files>(note) is { } found && found.AreWhole(folder.Data) ? found : null;
        var files = reused ?? Make(request, folder.Data, encoder, context, progress, cancellation);
        if (reused is null)
        {
            RunFolder.Write(note, files);
        }
        return new PreparedData(folder.Data, context, files, reused is not null);
    }

    /// <summary>Chooses what every evaluation reads: the same rows each time, taken from everywhere.</summary>
    /// <param name="runTokens">Tokens of the whole run, about.</param>
    /// <returns>How many tokens that is.</returns>
    public long ChooseEvaluation(long runTokens, ulong seed)
    {
        if (_validation is null)
        {
            return 0;
        }
        var rows = Math.Max(1, Math.Clamp(runTokens / EvaluationShare, LeastEvaluated, MostEvaluated) / _context);
        var order = new RowOrder(_validation.Count, Seed.Of(seed, "evaluation"), epoch: 0);
        _evaluated = [.. Enumerable.Range(0, (int)Math.Min(rows, _validation.Count)).Select(place => order[place])];
        return Evaluation().Sum(row => (long)row.Tokens.Length);
    }

    /// <summary>The rows of one evaluation, read one after the other.</summary>
    public IEnumerable<PackedRow> Evaluation() => _evaluated.Select(row => _validation![row]);

    public void Dispose()
    {
        Rows.Dispose();
        _validation?.Dispose();
    }

    private static Files Make(
        TrainingRequest request, string folder, ExampleEncoder encoder, int context, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var preparation = new DataPreparation(encoder, context, divide: !request.Truncate && request.Objective == Objective.NextToken);
        var share = request.Validation.Count > 0 ? 0 : request.ValidationShare ?? DefaultShare;
        var (training, trainingHash) = preparation.Write(request.Data, number => !IsHeldOut(number), TrainingPath(folder), progress, cancellation);
        if (training.TrainedTokens == 0)
        {
            throw new TrainingDataException(
                $"No token of {string.Join(", ", request.Data)} would be trained on: of {training.Documents} examples {training.TooShort} are shorter than two tokens, " +
                Unmarked(training) +
                $"in {training.Unanswered} the assistant says nothing, and in {training.CutOff} all that it says lies behind the context of {context} tokens.");
        }
        if (request.Validation.Count == 0 && share == 0)
        {
            return new Files(training, trainingHash, null, null);
        }

        var (source, chosen) = request.Validation.Count > 0 ? (request.Validation, _ => true) : (request.Data, (Func<long, bool>)IsHeldOut);
        var (validation, validationHash) = preparation.Write(source, chosen, ValidationPath(folder), progress, cancellation);
        if (validation.TrainedTokens > 0)
        {
            return new Files(training, trainingHash, validation, validationHash);
        }
        if (request.Validation.Count == 0 && request.ValidationShare is null)
        {
            return new Files(training, trainingHash, null, null);
        }
        throw new TrainingDataException(request.Validation.Count > 0
            ? $"No token of {string.Join(", ", request.Validation)} can be measured: of {validation.Documents} examples none has a token that would be trained on."
            : $"--validation-share {share} of {training.Documents} examples leaves none to measure; give a larger share, 0 for none, or a file with --validation.");

        bool IsHeldOut(long number) => share > 0 && new RandomSource(Seed.Of(request.Seed, "validation", number)).Chance(share);
    }

    private static string Unmarked(DataCounts counts) => counts.UnmarkedTurns == 0
        ? ""
        : $"the chat template does not tell {counts.UnmarkedTurns} turns of the assistant from other text, ";

    private static string TrainingPath(string folder) => Path.Combine(folder, "training.rows");

    private static string ValidationPath(string folder) => Path.Combine(folder, "validation.rows");

    private sealed record Files(DataCounts Training, string TrainingHash, DataCounts? Validation, string? ValidationHash)
    {
        public bool AreWhole(string folder) =>
            Is(TrainingPath(folder), TrainingHash) && (ValidationHash is null || Is(ValidationPath(folder), ValidationHash));

        private static bool Is(string path, string hash)
        {
            if (!File.Exists(path))
            {
                return false;
            }
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
        }
    }
}
