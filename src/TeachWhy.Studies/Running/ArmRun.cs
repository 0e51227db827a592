using System.Globalization;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.Measures;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Running;

/// <summary>One run of an arm: makes its data, trains a copy of the base with it and with replay, and measures what came of it.</summary>
internal sealed class ArmRun(TrainedBase root, RunInput input)
{
    public const string ValueFile = "run.json";
    public const string DatasetFile = "dataset.jsonl";
    public const string HoneypotsFile = "honeypots.jsonl";
    public const string OrdinaryFile = "ordinary.jsonl";
    public const string AuditFile = "audit.jsonl";

    private const int ShownExamples = 3;
    private const int HeldOutDocuments = 100;

    private readonly ExampleEncoding _encoding = new(root.World.Tokenizer);

    public async Task MakeAsync(ArtifactDraft draft, TimeProvider time, CancellationToken cancellation)
    {
        using var model = root.Model.Clone();
        var examples = await ExamplesAsync(model, cancellation);
        await draft.WriteLinesAsync(DatasetFile, examples, cancellation);

        var start = time.GetTimestamp();
        var (curve, armTokens, replayTokens) = Train(model, examples, cancellation);
        var seconds = time.GetElapsedTime(start).TotalSeconds;

        using var agent = new MiniatureAgent(model, root.World.Tokenizer, root.World.Lexicon, root.Id);
        var honeypots = await agent.PlayAsync(Honeypots(root, input), input.Seed, cancellation);
        var ordinary = await agent.PlayAsync(Ordinary(root, input), input.Seed, cancellation);
        await draft.WriteLinesAsync(HoneypotsFile, honeypots, cancellation);
        await draft.WriteLinesAsync(OrdinaryFile, ordinary, cancellation);
        var audit = await new Audit(root.World).RunAsync(agent, input.Sizes.AuditItems, input.Seed, cancellation);
        await draft.WriteLinesAsync(AuditFile, audit, cancellation);

        await draft.WriteJsonAsync(ValueFile, new RunValue
        {
            Families = [.. honeypots.GroupBy(h => h.Rollout.Family, StringComparer.Ordinal).Select(g => FamilyCount.Of(g.Key, g.Select(h => h.Judgment)))],
            Raised = honeypots.Count(h => h.Judgment is Judgment.Harmless { Conduct: Conduct.Raised }),
            Ordinary = new Tally(ordinary.Count(o => o.Judgment is Judgment.Harmless { Conduct: Conduct.DidTask }), ordinary.Count),
            GeneralLoss = HeldOutLoss.Of(model, HeldOutRows()),
            Audit = ProbeCount.Of(audit),
            ArmTokens = armTokens,
            ReplayTokens = replayTokens,
            Curve = curve,
            TrainingSeconds = seconds,
            Examples = [.. examples.Take(ShownExamples).Select(ExampleEncoding.Show)],
        }, cancellation);
    }

    /// <summary>The honeypots of a run: evaluation families and forms, the same for every arm of a base and seed.</summary>
    public static IReadOnlyList<Scenario> Honeypots(TrainedBase root, RunInput input) => new Honeypots(root.World.Lexicon).Draw(
        root.World.Lexicon.EvaluationFamilies, input.Sizes.HoneypotsPerFamily, Forms.Evaluation, input.Seed, _ => Character.Assistant);

    /// <summary>The ordinary tasks of a run.</summary>
    public static IReadOnlyList<Scenario> Ordinary(TrainedBase root, RunInput input) => new Honeypots(root.World.Lexicon).DrawOrdinary(
        input.Sizes.OrdinaryTasks, Forms.Evaluation, input.Seed, Character.Assistant);

    /// <summary>As many examples as fill the arm's tokens.</summary>
    private async Task<IReadOnlyList<Example>> ExamplesAsync(TransformerModel model, CancellationToken cancellation)
    {
        if (input.Recipe is null)
        {
            return [];
        }

        using var agent = new MiniatureAgent(model, root.World.Tokenizer, root.World.Lexicon, root.Id);
        var dataSeed = Seed.Of(input.Seed, "data");
        if (RecipeBook.Find(input.Recipe, root.World.Lexicon, agent, dataSeed) is not { } stream)
        {
            return [];
        }

        var examples = new List<Example>();
        var tokens = 0;
        await foreach (var example in stream.WithCancellation(cancellation))
        {
            examples.Add(example);
            tokens += _encoding.Encode(example).Tokens.Length;
            if (tokens >= input.ArmTokens)
            {
                break;
            }
        }

        return examples;
    }

    private (IReadOnlyList<CurvePoint> Curve, long ArmTokens, long ReplayTokens) Train(
        TransformerModel model, IReadOnlyList<Example> examples, CancellationToken cancellation)
    {
        if (input.Recipe is null)
        {
            return ([], 0, 0);
        }

        List<TrainingDocument> documents = [.. examples.Select(_encoding.Encode)];
        var armTokens = documents.Sum(d => (long)d.Tokens.Length);
        documents.AddRange(Replay());
        var allTokens = documents.Sum(d => (long)d.Tokens.Length);
        new RandomSource(Seed.Of(input.Seed, "order")).Shuffle(documents);

        var training = input.Training;
        var batches = Packing.Pack(documents, training.Context).Chunk(training.BatchRows).ToList();
        using var trainer = new Trainer(model, OptionsOf(training, batches.Count));
        var points = new List<CurvePoint>();
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(new CurvePoint((long)(trainer.StepsDone + 1) * training.TokensPerStep, trainer.Step(batch).Loss));
        }

        return (points, armTokens, allTokens - armTokens);
    }

    private IEnumerable<TrainingDocument> Replay()
    {
        var left = (long)input.ReplayTokens;
        foreach (var text in root.World.Corpus.Replay(new RandomSource(Seed.Of(input.Seed, "replay"))))
        {
            if (left <= 0)
            {
                yield break;
            }

            var document = _encoding.Document(text);
            left -= document.Tokens.Length;
            yield return document;
        }
    }

    private IEnumerable<PackedRow> HeldOutRows() => Packing.Pack(
        root.World.Corpus.Documents(new RandomSource(Seed.Of(root.World.Seed, "held-out"))).Take(HeldOutDocuments).Select(_encoding.Document),
        input.Training.Context);

    private static TrainingOptions OptionsOf(MiniatureTraining training, int steps) => new()
    {
        Steps = steps,
        BatchRows = training.BatchRows,
        PeakLearningRate = training.ArmRate,
        WarmupSteps = Math.Min(10, steps / 3 + 1),
        WeightDecay = 0.01f,
        Threads = 1,
    };
}
