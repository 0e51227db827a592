namespace TeachWhy.Simulation;

/// <summary>Writes an evaluation as a log in Inspect's format, version 2: an archive (<c>.eval</c>) or one file of JSON (<c>.json</c>), by the path's ending.</summary>
/// <remarks>Samples are written as they come, in their order; memory does not grow with them. The log appears at its path when it is finished, whole. Equal input makes equal bytes.</remarks>
/// <example>
/// <code>
/// using var writer = EvaluationLogWriter.Create(path, settings, suite, created);
/// writer.Add(sample);
/// writer.Finish(new LogEnding());
/// </code>
/// </example>
public sealed class EvaluationLogWriter : IDisposable
{
    private readonly string _path;
    private readonly EvaluationSettings _settings;
    private readonly Suite _suite;
    private readonly HeaderText _header;
    private readonly ILogSink _sink;
    private readonly JsonText _text = new();
    private readonly JsonText _summary = new();
    private readonly LogTotals _totals = new();
    private readonly Dictionary<string, Scenario> _scenarios = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScenarioText> _shared = new(StringComparer.Ordinal);

    private EvaluationLogWriter(string path, EvaluationSettings settings, Suite suite, DateTimeOffset created)
    {
        (_path, _settings, _suite) = (path, settings, suite);
        foreach (var scenario in suite.Scenarios)
        {
            _scenarios[scenario.Id] = scenario;
        }

        _header = new HeaderText(settings, suite, created);
        var writer = _text.Begin();
        _header.WriteStart(writer);
        _sink = IsArchive(path) ? new ArchiveSink(Partial, _text.End().Span) : new JsonSink(Partial);
    }

    private string Partial => _path + ".partial";

    /// <summary>Begins a log.</summary>
    /// <param name="suite">The scenarios as they were played, and their tools: the log tells what each rollout left behind.</param>
    /// <param name="created">When the evaluation began.</param>
    /// <exception cref="ArgumentException">The path ends neither in <c>.eval</c> nor in <c>.json</c>.</exception>
    public static EvaluationLogWriter Create(string path, EvaluationSettings settings, Suite suite, DateTimeOffset created) =>
        new(Required(path), settings, suite, created);

    /// <summary>Writes a whole log.</summary>
    public static async Task WriteAsync(
        string path, EvaluationSettings settings, Suite suite, DateTimeOffset created, IAsyncEnumerable<FinishedSample> samples, LogEnding ending, CancellationToken cancellation)
    {
        using var writer = Create(path, settings, suite, created);
        await foreach (var sample in samples.WithCancellation(cancellation))
        {
            writer.Add(sample);
        }

        writer.Finish(ending);
    }

    /// <summary>Adds a sample. Not for several threads at once.</summary>
    /// <exception cref="ArgumentException">The suite has no such scenario.</exception>
    public void Add(FinishedSample sample)
    {
        var scenario = _scenarios.GetValueOrDefault(sample.Rollout.Scenario)
            ?? throw new ArgumentException($"The suite '{_suite.Name}' has no scenario '{sample.Rollout.Scenario}', which a finished sample names.", nameof(sample));
        if (!_shared.TryGetValue(scenario.Id, out var shared))
        {
            _shared[scenario.Id] = shared = new ScenarioText(scenario, _suite.Toolbox, compress: _sink is ArchiveSink);
        }

        var text = new SampleText(_settings, shared, sample, RolloutReplay.After(scenario, sample.Rollout, _suite.Toolbox));
        text.WriteSummary(_summary.Begin());
        _totals.Add(scenario, sample);
        _sink.Add(scenario.Id, sample.Epoch, shared, text.Write(_text).Span, _summary.End().Span);
    }

    /// <summary>Ends the log and puts it in its place.</summary>
    public void Finish(LogEnding ending)
    {
        _header.WriteOpen(_text.Begin(), _totals, ending);
        LogResults.WriteReductions(_summary.Begin(), _totals);
        _sink.Finish(_text.End().Span, _summary.End().Span);
        _sink.Dispose();
        File.Move(Partial, _path, overwrite: true);
    }

    /// <summary>Without <see cref="Finish"/> nothing is left behind.</summary>
    public void Dispose()
    {
        _sink.Dispose();
        _text.Dispose();
        _summary.Dispose();
        File.Delete(Partial);
    }

    /// <summary>A path that tells which kind of log is meant.</summary>
    internal static string Required(string path) => IsArchive(path) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        ? path
        : throw new ArgumentException($"A log cannot be written to '{path}': its name must end in .eval or .json.");

    internal static bool IsArchive(string path) => path.EndsWith(".eval", StringComparison.OrdinalIgnoreCase);
}
