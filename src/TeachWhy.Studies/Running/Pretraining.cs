using System.Globalization;
using System.Text.Json;
using TeachWhy.Miniature;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Results;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Running;

/// <summary>Trains a miniature from scratch on its world's corpus. Killed and started again it goes on from its last save, to the same weights.</summary>
internal sealed class Pretraining(StudyContext context)
{
    public const string CheckpointFolder = Checkpoint.FolderInRun;
    public const string ValueFile = "pretraining.json";

    private const string StateFile = "training-state.bin";
    private const int StepsPerPoint = 40;
    private const int StepsPerSave = 80;

    public async Task MakeAsync(string name, PretrainingInput input, MiniatureWorld world, ArtifactDraft draft, CancellationToken cancellation)
    {
        var training = input.Training;
        var steps = (int)Math.Max(1, input.Tokens / training.TokensPerStep);
        using var model = TransformerModel.Create(ShapeOf(training, world), Seed.Of(input.WorldSeed, "weights"));
        using var trainer = new Trainer(model, OptionsOf(training, steps, context.Request.Threads));
        if (await ResumeAsync(draft, trainer, cancellation) is not { } soFar)
        {
            // The save was damaged and is gone; the model may be half of it, so everything starts anew.
            await MakeAsync(name, input, world, draft, cancellation);
            return;
        }

        var start = context.Time.GetTimestamp();
        var points = soFar.Curve.ToList();
        double lossSum = soFar.LossSum;

        foreach (var batch in Rows(input, world).Chunk(training.BatchRows).Take(steps).Skip(trainer.StepsDone))
        {
            cancellation.ThrowIfCancellationRequested();
            lossSum += trainer.Step(batch).Loss;
            context.Meter.Done(training.TokensPerStep);

            if (trainer.StepsDone % StepsPerPoint == 0 || trainer.StepsDone == steps)
            {
                var since = (trainer.StepsDone - 1) % StepsPerPoint + 1;
                points.Add(new CurvePoint((long)trainer.StepsDone * training.TokensPerStep, lossSum / since));
                lossSum = 0;
                Report(name, trainer, steps, training, points[^1].Loss, start, soFar.Steps);
            }

            if (trainer.StepsDone % StepsPerSave == 0 && trainer.StepsDone < steps)
            {
                await SaveAsync(draft, trainer, new SoFar(trainer.StepsDone, points, lossSum, soFar.Seconds + Seconds(start)), cancellation);
            }
        }

        var value = new PretrainingValue((long)steps * training.TokensPerStep, soFar.Seconds + Seconds(start), points);
        Checkpoint.Save(
            draft.PathOf(CheckpointFolder), model, world.Tokenizer,
            new CheckpointOrigin(name, input.WorldSeed, value.Tokens, draft.Key.Hash, ProductVersion.Text),
            new CheckpointOptions { ChatTemplate = MiniatureChat.Template.Source, SpecialTokens = MiniatureChat.SpecialTokens(world.Tokenizer) });
        await draft.WriteJsonAsync(ValueFile, value, cancellation);
    }

    /// <summary>The corpus as packed rows, without end and in a fixed order.</summary>
    private static IEnumerable<PackedRow> Rows(PretrainingInput input, MiniatureWorld world)
    {
        var weighting = new LossWeighting(world.Lexicon, world.Tokenizer, input.Weights);
        return Packing.Pack(Documents(), input.Training.Context);

        IEnumerable<TrainingDocument> Documents()
        {
            long tokens = 0;
            foreach (var text in world.Corpus.Documents(new RandomSource(Seed.Of(input.WorldSeed, "corpus"))))
            {
                var document = weighting.Weigh(text, tokens);
                tokens += document.Tokens.Length;
                yield return document;
            }
        }
    }

    private static TransformerShape ShapeOf(MiniatureTraining training, MiniatureWorld world) => new()
    {
        Vocabulary = world.Tokenizer.Count,
        Channels = training.Channels,
        Layers = training.Layers,
        Heads = training.Heads,
        KeyValueHeads = training.Heads,
        Hidden = training.Hidden,
        Context = training.Context,
    };

    private static TrainingOptions OptionsOf(MiniatureTraining training, int steps, int threads) => new()
    {
        Steps = steps,
        BatchRows = training.BatchRows,
        PeakLearningRate = training.PretrainingRate,
        Threads = threads,
    };

    private void Report(string name, Trainer trainer, int steps, MiniatureTraining training, double loss, long start, int stepsBefore)
    {
        var rate = (trainer.StepsDone - stepsBefore) * (double)training.TokensPerStep / Math.Max(1e-3, Seconds(start));
        context.Progress.Report(new StudyEvent.StageProgress(
            name, (long)trainer.StepsDone * training.TokensPerStep, (long)steps * training.TokensPerStep, "tokens", rate,
            string.Create(CultureInfo.InvariantCulture, $"loss {loss:0.000}")));
    }

    private double Seconds(long start) => context.Time.GetElapsedTime(start).TotalSeconds;

    /// <summary>Where an earlier session stopped; null where its save is damaged.</summary>
    private async Task<SoFar?> ResumeAsync(ArtifactDraft draft, Trainer trainer, CancellationToken cancellation)
    {
        var state = Path.Combine(draft.ScratchFolder, StateFile);
        if (!File.Exists(state))
        {
            return SoFar.Nothing;
        }

        try
        {
            trainer.LoadState(state);
            await using var notes = await draft.LoadScratchAsync(SoFarFile(trainer.StepsDone), cancellation)
                ?? throw new InvalidDataException("its notes are missing or damaged");
            var soFar = await ArtifactJson.ReadAsync<SoFar>(notes, cancellation);
            context.Meter.Reused((double)trainer.StepsDone * context.Training.TokensPerStep);
            return soFar;
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException)
        {
            context.Progress.Report(new StudyEvent.ArtifactDamaged(state, damage.Message));
            Directory.Delete(draft.ScratchFolder, recursive: true);
            return null;
        }
    }

    /// <summary>The notes first, under the name of their step: whatever state a kill leaves, its own notes are there.</summary>
    private static async Task SaveAsync(ArtifactDraft draft, Trainer trainer, SoFar soFar, CancellationToken cancellation)
    {
        await draft.SaveScratchAsync(SoFarFile(soFar.Steps), (stream, token) => ArtifactJson.WriteAsync(stream, soFar, token), cancellation);
        trainer.SaveState(Path.Combine(draft.ScratchFolder, StateFile));
    }

    private static string SoFarFile(int step) => $"so-far-{step.ToString(CultureInfo.InvariantCulture)}.json";

    private sealed record SoFar(int Steps, IReadOnlyList<CurvePoint> Curve, double LossSum, double Seconds)
    {
        public static SoFar Nothing { get; } = new(0, [], 0, 0);
    }
}
