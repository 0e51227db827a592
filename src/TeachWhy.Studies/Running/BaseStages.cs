using TeachWhy.Miniature;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Corpus;
using TeachWhy.Miniature.Measures;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Running;

/// <summary>Pretrains bases until enough are fit; unfit ones are kept, shown and counted.</summary>
internal sealed class BaseStages(StudyContext context)
{
    /// <summary>The bases of one condition, fit and unfit, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<TrainedBase>> MakeAsync(Condition condition, int wanted, CancellationToken cancellation)
    {
        var bases = new List<TrainedBase>();
        for (var number = 1; bases.Count(b => b.Fit) < wanted && number <= wanted * context.Sizes.TriesPerBase; number++)
        {
            var made = await MakeOneAsync(condition, number, cancellation);
            bases.Add(made);
            if (!made.Fit)
            {
                context.Meter.Expect(context.Sizes.PretrainingTokens, stages: 1);
                context.Progress.Report(new StudyEvent.BaseUnfit(made.Id, made.Unfitness!));
            }
        }

        return bases;
    }

    private async Task<TrainedBase> MakeOneAsync(Condition condition, int number, CancellationToken cancellation)
    {
        // The number alone draws the world: bases of two conditions with one number differ only in what the conditions say.
        var worldSeed = Seed.Of((ulong)context.Request.Seed, "world", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var world = new MiniatureWorld(worldSeed, condition.Mix);
        var id = $"{condition.Id}-{number}";
        var input = new PretrainingInput(worldSeed, condition.Mix, new LossWeights(), context.Sizes.PretrainingTokens, context.Training);

        var stage = new Stage(context, $"pretraining {id}", $"Pretraining {id} ({condition.Title})");
        var artifact = await context.Folder.FilesOnceAsync(
            "pretraining/2", input, (draft, token) => new Pretraining(context).MakeAsync(stage.Id, input, world, draft, token), cancellation);
        stage.Finish(artifact.Reused, context.Sizes.PretrainingTokens);

        var value = await artifact.ReadJsonAsync<PretrainingValue>(Pretraining.ValueFile, cancellation);
        var model = Checkpoint.Load(artifact.PathOf(Pretraining.CheckpointFolder)).Model;
        var check = new CheckInput(artifact.Hash, context.Sizes.GateRollouts, Seed.Of(worldSeed, "check"));
        var figures = await context.Folder.OnceAsync("check/1", check, async (_, token) =>
        {
            using var agent = new MiniatureAgent(model, world.Tokenizer, world.Lexicon, id, context.Request.Threads);
            return await new BaseCheck(world).MeasureAsync(agent, check.Rollouts, check.Seed, token);
        }, cancellation);


        // The first rate anybody sees, minutes before the runs that the report counts.
        context.ReportRate($"{condition.Id} gate", $"{condition.Title}, at the gate", id, 0, figures.Honeypots.Count, figures.Honeypots.N);
        var gates = Gates.Of(figures, temptable: condition == context.Study.Root);
        foreach (var gate in gates)
        {
            context.Progress.Report(new StudyEvent.GateChecked(
                id, gate.Id, gate.Measured, gate.Threshold, gate.Passed, gate.AtMost, gate.Required));
        }

        var fit = !context.Sizes.GatesDecide || gates.All(g => g.Passed || !g.Required);
        return new TrainedBase(condition, number, world, model, artifact, value, gates, fit);
    }
}

/// <summary>Tells of one stage from its start to its end.</summary>
internal sealed class Stage
{
    private readonly StudyContext _context;
    private readonly string _title;
    private readonly long _start;

    public Stage(StudyContext context, string id, string title)
    {
        _context = context;
        _title = title;
        Id = id;
        _start = context.Time.GetTimestamp();
        var (index, count) = context.Meter.NextStage();
        context.Progress.Report(new StudyEvent.StageStarted(id, title, index, count));
    }

    public string Id { get; }

    /// <param name="cost">What the meter expected of the stage; taken back where nothing had to be done.</param>
    public void Finish(bool reused, double cost)
    {
        if (reused)
        {
            _context.Meter.Reused(cost);
        }

        _context.Progress.Report(new StudyEvent.StageFinished(Id, _title, _context.Time.GetElapsedTime(_start), reused));
    }
}
