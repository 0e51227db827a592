using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>
/// Steps, measurements and saves, in an order that a kill cannot change: what a step does follows from the state before it.
/// </summary>
/// <param name="learned">What the trainer trains.</param>
/// <param name="save">Writes the model as it is into a checkpoint's folder; told the tokens it has seen.</param>
internal sealed class TrainingLoop(
    ParameterBlock learned, Trainer trainer, TrainingPlan plan, PreparedData data, RunState state, Action<string, long> save,
    RunFolder folder, TimeProvider time, IProgress<TrainingEvent>? progress)
{
    private const int MostPoints = 500;

    // Before this much was seen, the time left would be a guess.
    private const double EnoughSeconds = 3;

    private readonly int _pointEvery = Math.Max(1, plan.Steps / MostPoints);
    private readonly long _start = time.GetTimestamp();
    private RunNotes _notes = new();
    private double _stepSeconds;
    private long _firstTokens;
    private int _firstStep;

    /// <summary>Takes the steps that are left.</summary>
    /// <returns>What was found.</returns>
    /// <exception cref="TrainingDivergedException">The loss is no number any more.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the state is saved.</exception>
    public RunNotes Run(RowStream rows, RunNotes soFar, CancellationToken cancellation)
    {
        _notes = soFar;
        (_firstStep, _firstTokens) = (trainer.StepsDone, trainer.TokensSeen);
        while (true)
        {
            if (trainer.StepsDone % plan.EvaluateEvery == 0 || trainer.StepsDone == plan.Steps)
            {
                Evaluate();
            }
            if (trainer.StepsDone == plan.Steps)
            {
                return Current();
            }
            if (trainer.StepsDone % plan.SaveEvery == 0 && trainer.StepsDone > _firstStep)
            {
                Save();
            }
            if (cancellation.IsCancellationRequested)
            {
                SaveState();
                cancellation.ThrowIfCancellationRequested();
            }
            Step(rows.Batch(trainer.StepsDone));
        }
    }

    private void Step(IReadOnlyList<PackedRow> batch)
    {
        var start = time.GetTimestamp();
        var result = trainer.Step(batch);
        _stepSeconds += time.GetElapsedTime(start).TotalSeconds;
        if (!double.IsFinite(result.Loss) || !double.IsFinite(result.GradientNorm))
        {
            throw Diverged();
        }

        _notes = _notes with { LossSum = _notes.LossSum + result.Loss, LossSteps = _notes.LossSteps + 1 };
        if (trainer.StepsDone % _pointEvery == 0 || trainer.StepsDone == plan.Steps)
        {
            var point = new LossPoint(trainer.StepsDone, trainer.TokensSeen, _notes.LossSum / _notes.LossSteps, result.LearningRate);
            _notes = _notes with { Losses = [.. _notes.Losses, point], LossSum = 0, LossSteps = 0 };
        }
        progress?.Report(new TrainingEvent.Stepped(
            trainer.StepsDone, plan.Steps, trainer.TokensSeen, result.Loss, _notes.Validation.LastOrDefault()?.Loss, result.GradientNorm, result.LearningRate,
            (trainer.TokensSeen - _firstTokens) / Math.Max(1e-9, _stepSeconds), SecondsLeft()));
    }

    private void Evaluate()
    {
        if (data.EvaluatedRows == 0 || _notes.Validation.Any(point => point.Step == trainer.StepsDone))
        {
            return;
        }
        var (loss, weight) = (0.0, 0.0);
        foreach (var rows in data.Evaluation().Chunk(plan.Options.BatchRows))
        {
            var (part, partWeight) = trainer.Measure(rows);
            (loss, weight) = (loss + part, weight + partWeight);
        }
        if (!double.IsFinite(loss))
        {
            throw Diverged();
        }
        var before = _notes.Best;
        _notes = _notes with { Validation = [.. _notes.Validation, new ValidationPoint(trainer.StepsDone, loss / weight)] };
        if (_notes.Best != before)
        {
            save(folder.Best, trainer.TokensSeen);
        }
        progress?.Report(new TrainingEvent.Evaluated(trainer.StepsDone, plan.Steps, loss / weight, _notes.Best?.Loss));
    }

    private void Save()
    {
        SaveState();
        save(folder.Checkpoint, trainer.TokensSeen);
        progress?.Report(new TrainingEvent.Saved(trainer.StepsDone, folder.Checkpoint));
    }

    private void SaveState()
    {
        // The loss of a step is that before its update: the numbers after it are seen here first.
        foreach (var value in learned.Values)
        {
            if (!float.IsFinite(value))
            {
                throw Diverged();
            }
        }
        state.Save(trainer, Current());
    }

    private RunNotes Current() => _notes with
    {
        Seconds = _notes.Seconds + time.GetElapsedTime(_start).TotalSeconds,
        StepSeconds = _notes.StepSeconds + _stepSeconds,
    };

    private double? SecondsLeft()
    {
        var elapsed = time.GetElapsedTime(_start).TotalSeconds;
        return elapsed >= EnoughSeconds ? elapsed / (trainer.StepsDone - _firstStep) * (plan.Steps - trainer.StepsDone) : null;
    }

    private TrainingDivergedException Diverged() => new(
        $"Training diverged: after step {trainer.StepsDone} the loss or a weight is no number any more; " +
        (state.SavedStep is { } step ? $"the state of step {step} is kept in {folder.FullPath}" : "nothing was saved before it") +
        "; a smaller --learning-rate in another folder may help.");
}
