using TeachWhy.Training.Optimizers;
using TeachWhy.Transformer;
using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;

namespace TeachWhy.Training;

/// <summary>
/// Trains a model, or an adapter of a frozen one, by AdamW on packed rows. Same model, options and rows: same bytes, for any number of threads.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Numbers that are gathered and updated as one; the unit in which sums of squares are added.</summary>
    private const int Stretch = 1 << 14;

    private readonly ParameterBlock _learned;
    private readonly TrainingOptions _options;
    private readonly WorkerTeam _team;
    private readonly TransformerPass[] _passes;
    private readonly PackedWeights _weights;
    private readonly GradientShards _gradients;
    private readonly AdamW _optimizer;
    private readonly double[] _shardLosses;
    private readonly double[] _squares;

    /// <param name="adapter">What is trained in place of the model, which then stays as it is.</param>
    public Trainer(TransformerModel model, TrainingOptions options, KernelSet? kernels = null, LowRankAdapter? adapter = null)
    {
        kernels ??= KernelSet.Fastest;
        _learned = adapter is null ? model.Parameters : adapter.Parameters;
        _options = options;
        _team = new WorkerTeam(Math.Min(options.Threads, options.GradientShards));
        _passes = [.. Enumerable.Range(0, _team.Threads).Select(_ => new TransformerPass(RowShape(model, options), kernels))];
        _weights = new PackedWeights(model.Parameters, kernels, backward: true, adapter);
        _gradients = new GradientShards(_learned, options.GradientShards, kernels);
        _optimizer = new AdamW(_learned, options, kernels);
        _shardLosses = new double[options.GradientShards];
        _squares = new double[(_learned.Values.Length + Stretch - 1) / Stretch];
    }

    /// <summary>Steps done.</summary>
    public int StepsDone { get; private set; }

    /// <summary>Tokens seen.</summary>
    public long TokensSeen { get; private set; }

    /// <summary>
    /// Takes the options' number of steps, or as many as the rows last. A trainer whose state was loaded goes on from
    /// there; the caller passes the rows that it has not seen yet.
    /// </summary>
    public void Run(IEnumerable<PackedRow> rows, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (loss, since) = (0.0, 0);
        foreach (var batch in rows.Chunk(_options.BatchRows))
        {
            if (StepsDone >= _options.Steps)
            {
                return;
            }
            cancellation.ThrowIfCancellationRequested();

            var result = Step(batch);
            (loss, since) = (loss + result.Loss, since + 1);
            if (StepsDone % _options.ReportEvery == 0 || StepsDone == _options.Steps)
            {
                progress?.Report(new TrainingProgress(
                    StepsDone, _options.Steps, TokensSeen, loss / since, result.GradientNorm, result.LearningRate));
                (loss, since) = (0.0, 0);
            }
        }
    }

    /// <summary>One optimizer step on a batch.</summary>
    public StepResult Step(IReadOnlyList<PackedRow> batch)
    {
        var totalWeight = batch.Sum(row => row.TotalWeight);
        if (totalWeight == 0)
        {
            throw new ArgumentException("A batch in which no token carries any weight teaches nothing.", nameof(batch));
        }

        _team.Run(_weights.Count, (_, weight) => _weights.Refresh(weight));
        AddGradients(batch, (float)(1 / totalWeight));
        _team.Run(_squares.Length, (_, stretch) => Gather(stretch));
        var norm = Math.Sqrt(_squares.Sum());
        var clip = _options.GradientClip is { } limit && norm > limit ? (float)(limit / norm) : 1f;
        var rate = LearningRate.At(StepsDone, _options);
        _team.Run(_squares.Length, (_, stretch) => Update(stretch, clip, rate));

        var tokens = batch.Sum(row => (long)row.Tokens.Length);
        StepsDone++;
        TokensSeen += tokens;
        return new StepResult(_shardLosses.Sum() / totalWeight, norm, rate, tokens);
    }

    /// <summary>
    /// How well the model as it is predicts rows, without learning from them: Σ weight · cross-entropy, and Σ |weight|.
    /// Summed in the order of the rows, so that the result is the same for any number of threads.
    /// </summary>
    public (double Loss, double Weight) Measure(IReadOnlyList<PackedRow> rows)
    {
        _team.Run(_weights.Count, (_, weight) => _weights.Refresh(weight));
        var losses = new double[rows.Count];
        _team.Run(rows.Count, (thread, index) =>
        {
            var row = rows[index];
            losses[index] = _passes[thread].Loss(_weights, row.Tokens, row.Starts, row.Weights);
        });
        return (losses.Sum(), rows.Sum(row => row.TotalWeight));
    }

    /// <summary>Writes all that a later run needs to go on as if there had been no break.</summary>
    public void SaveState(string path) =>
        TrainerStateFile.Save(
            path, new TrainerState(StepsDone, TokensSeen), _learned.Values, _optimizer.Mean, _optimizer.Variance);

    /// <summary>Takes up where a saved run stood; what is learned is replaced too.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another model; nothing was changed.</exception>
    public void LoadState(string path)
    {
        var state = TrainerStateFile.Load(path, _learned.Values, _optimizer.Mean, _optimizer.Variance);
        (StepsDone, TokensSeen) = (state.Steps, state.Tokens);
    }

    public void Dispose()
    {
        _team.Dispose();
        foreach (var pass in _passes)
        {
            pass.Dispose();
        }
        _weights.Dispose();
        _gradients.Dispose();
        _optimizer.Dispose();
    }

    private static TransformerShape RowShape(TransformerModel model, TrainingOptions options) =>
        model.Shape with { Context = Math.Min(options.Context ?? model.Shape.Context, model.Shape.Context) };

    private void AddGradients(IReadOnlyList<PackedRow> batch, float scale)
    {
        try
        {
            _team.Run(_gradients.Count, (thread, shard) => AddGradients(batch, shard, scale, _passes[thread]));
        }
        catch
        {
            // A row that is refused leaves the others' gradients behind; the next step must not find them.
            _gradients.Clear();
            throw;
        }
    }

    private void AddGradients(IReadOnlyList<PackedRow> batch, int shard, float scale, TransformerPass pass)
    {
        var loss = 0.0;
        for (var row = shard; row < batch.Count; row += _gradients.Count)
        {
            var (tokens, starts, weights) = (batch[row].Tokens, batch[row].Starts, batch[row].Weights);
            loss += pass.AddGradients(_weights, tokens, starts, weights, scale, _gradients[shard]);
        }
        _shardLosses[shard] = loss;
    }

    private void Gather(int stretch)
    {
        var (start, end) = Bounds(stretch);
        _squares[stretch] = _gradients.Gather(start, end - start);
    }

    private void Update(int stretch, float clip, float rate)
    {
        var (start, end) = Bounds(stretch);
        _optimizer.Step(_gradients.Sum, clip, rate, StepsDone, start, end);
        _gradients.Sum[start..end].Clear();
    }

    private (int Start, int End) Bounds(int stretch) =>
        (stretch * Stretch, Math.Min((stretch + 1) * Stretch, _learned.Values.Length));
}
