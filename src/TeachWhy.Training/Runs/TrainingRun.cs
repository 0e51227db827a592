using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>
/// A whole training run: data into rows, steps, measurements, saves, a checkpoint and a record. Killed at any moment and
/// started again with the same request, it goes on and ends with the same bytes.
/// </summary>
/// <param name="version">Of the program.</param>
/// <param name="memory">Bytes that may be used; null asks the operating system.</param>
public sealed class TrainingRun(TimeProvider time, string version, Func<long>? memory = null)
{
    private readonly Func<long> _memory = memory ?? (() => AvailableMemory.Bytes);

    /// <summary>Runs to the end, going on from what an earlier session in the same folder left.</summary>
    /// <exception cref="TrainingRefusedException">It cannot be made as asked; nothing was done.</exception>
    /// <exception cref="TrainingDataException">The data cannot be trained on; no step was taken.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no number any more; the last good state is kept.</exception>
    /// <exception cref="WorkFolderException">The folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the state is saved.</exception>
    public TrainingRecord Run(TrainingRequest request, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        RequestCheck.Require(request);
        using var folder = RunFolder.Take(request.Folder);
        try
        {
            var inputs = RunInputs.Of(request, version, cancellation);
            folder.Guard(inputs);
            var record = RunFolder.Read<TrainingRecord>(folder.Record)
                ?? Session(request, folder, inputs, progress, cancellation)
                ?? Session(request, folder, inputs, progress, cancellation)!;
            progress?.Report(new TrainingEvent.Finished(
                folder.Checkpoint, folder.Record, record.Tokens, record.Losses[^1].Loss, record.Validation.LastOrDefault()?.Loss, record.Seconds));
            return record;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(folder.FullPath, failure);
        }
    }

    /// <summary>Null where a damaged state was found and deleted: the next session starts anew.</summary>
    private TrainingRecord? Session(
        TrainingRequest request, RunFolder folder, IReadOnlyList<RunInput> inputs, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        using var start = StartingPoint.Of(request, folder, _memory(), progress, cancellation);
        using var data = PreparedData.Of(request, folder, start.Text.Encoder(request.Objective), start.Context, progress, cancellation);
        var plan = TrainingPlan.Of(request, start.Context, start.LearningRate, data.Counts);
        var evaluated = data.ChooseEvaluation(plan.Rows * plan.Context, request.Seed);
        progress?.Report(new TrainingEvent.DataReady(data.Counts, data.ValidationCounts, evaluated, data.Reused));
        progress?.Report(new TrainingEvent.ModelReady(
            request.From ?? request.Shape!, start.Model.Shape.ParameterCount, start.Learned.Values.Length, plan.Steps,
            plan.Options.BatchRows, plan.Context, plan.Options.PeakLearningRate, plan.Options.Threads, start.MemoryBytes));

        using var trainer = new Trainer(start.Model, plan.Options, adapter: start.Adapter);
        var state = new RunState(folder.State);
        if (!TryResume(trainer, state, plan, progress, out var soFar))
        {
            return null;
        }
        var loop = new TrainingLoop(start.Learned, trainer, plan, data, state, Save, folder, time, progress);
        var notes = loop.Run(new RowStream(data.Rows, plan.Options.BatchRows, plan.Rows, Seed.Of(request.Seed, "order")), soFar, cancellation);

        Save(folder.Checkpoint, trainer.TokensSeen);
        var record = new TrainingRecord
        {
            Version = version,
            Inputs = inputs,
            Shape = start.Model.Shape,
            Parameters = start.Model.Shape.ParameterCount,
            TrainedParameters = start.Learned.Values.Length,
            Options = plan.Options,
            Data = data.Counts,
            ValidationData = data.ValidationCounts,
            Tokens = trainer.TokensSeen,
            Losses = notes.Losses,
            Validation = notes.Validation,
            Best = notes.Best,
            Seconds = notes.Seconds,
            TokensPerSecond = trainer.TokensSeen / Math.Max(1e-9, notes.StepSeconds),
        };
        RunFolder.Write(folder.Record, record);
        state.Delete();
        return record;

        void Save(string path, long tokens) => start.Save(path, new CheckpointOrigin(
            Path.GetFileName(folder.FullPath), request.Seed, (start.Origin?.Tokens ?? 0) + tokens, RunInputs.HashOf(inputs, "--data"), version), request);
    }

    private static bool TryResume(Trainer trainer, RunState state, TrainingPlan plan, IProgress<TrainingEvent>? progress, out RunNotes notes)
    {
        notes = new RunNotes();
        try
        {
            if (state.Load(trainer) is { } found)
            {
                notes = found;
                progress?.Report(new TrainingEvent.Resumed(trainer.StepsDone, plan.Steps, trainer.TokensSeen));
            }
            return true;
        }
        catch (InvalidDataException damage)
        {
            progress?.Report(new TrainingEvent.Warned($"The state of the run cannot be used, so it starts anew: {damage.Message}"));
            state.Delete();
            return false;
        }
    }
}
