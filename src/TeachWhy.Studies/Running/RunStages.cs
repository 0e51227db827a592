using System.Globalization;
using TeachWhy.Curriculum.Recipes;
using TeachWhy.Miniature.Agents;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Transformer;

namespace TeachWhy.Studies.Running;

/// <summary>One run, done: an arm (or, without one, the base as it is) on a base with a seed.</summary>
internal sealed record FinishedRun(TrainedBase Base, Arm? Arm, int Seed, RunInput Input, RunValue Value, Artifact Artifact)
{
    /// <summary>The arm's id; of an untrained base, its condition's.</summary>
    public string ArmId => Arm?.Id ?? Base.Condition.Id;

    /// <summary>One of its files, read back from the artifact.</summary>
    public Task<IReadOnlyList<T>> ReadAsync<T>(string file, CancellationToken cancellation) => Artifact.ReadLinesAsync<T>(file, cancellation);
}

/// <summary>Runs every arm on every fit base of the root condition, and measures every fit base as it is. Runs go side by side, one per thread.</summary>
internal sealed class RunStages(StudyContext context)
{
    public async Task<IReadOnlyList<FinishedRun>> RunAsync(
        IReadOnlyList<TrainedBase> bases, IReadOnlyList<Arm> arms, CancellationToken cancellation)
    {
        var planned = Plan(bases, arms);
        var finished = new FinishedRun?[planned.Count];
        var stage = new Stage(context, "arms", $"Training and measuring {arms.Count} arms");
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.Request.Threads, CancellationToken = cancellation };
        await Parallel.ForAsync(0, planned.Count, options, async (i, token) =>
        {
            finished[i] = await RunAsync(planned[i], token);
            context.Progress.Report(new StudyEvent.StageProgress(stage.Id, Interlocked.Increment(ref done), planned.Count, "runs"));
        });
        List<FinishedRun> made = [.. finished.OfType<FinishedRun>()];
        stage.Finish(reused: made.TrueForAll(f => f.Artifact.Reused), cost: 0);
        return made;
    }

    /// <summary>How many runs there are to make.</summary>
    public int CountOf(IReadOnlyList<TrainedBase> bases, IReadOnlyList<Arm> arms) => Plan(bases, arms).Count;

    /// <summary>What a run costs, in training tokens.</summary>
    public static double CostOf(StudyContext context, Arm? arm)
    {
        var sizes = context.Sizes;
        var rollouts = 3 * sizes.HoneypotsPerFamily + sizes.OrdinaryTasks + 5 * sizes.AuditItems;
        return rollouts * ProgressMeter.RolloutCost + (arm is null ? 0 : 2 * TokensOf(context, arm));
    }

    private static int TokensOf(StudyContext context, Arm arm) => (int)(context.Sizes.ArmTokens * arm.TokenShare);

    /// <summary>Untrained bases first, then seed by seed, so that every arm shows early.</summary>
    private List<(TrainedBase Base, Arm? Arm, int Seed)> Plan(IReadOnlyList<TrainedBase> bases, IReadOnlyList<Arm> arms)
    {
        var fit = bases.Where(b => b.Fit).ToList();
        var roots = fit.Where(b => b.Condition == context.Study.Root).ToList();
        var seeds = Enumerable.Range(1, context.Sizes.ArmSeeds).ToList();
        return
        [
            .. fit.SelectMany(b => seeds.Select(s => (b, (Arm?)null, s))),
            .. seeds.SelectMany(s => roots.SelectMany(b => arms.Select(a => (b, (Arm?)a, s)))),
        ];
    }

    /// <returns>Null where the arm's recipe found nothing to teach with: the run is missing from the results, and they say so.</returns>
    private async Task<FinishedRun?> RunAsync((TrainedBase Base, Arm? Arm, int Seed) run, CancellationToken cancellation)
    {
        var input = InputOf(run.Base, run.Arm, run.Seed);
        Artifact artifact;
        try
        {
            artifact = await context.Folder.FilesOnceAsync(
                "run/1", input, (draft, token) => new ArmRun(run.Base, input).MakeAsync(draft, context.Time, token), cancellation);
        }
        catch (NothingToTeachException nothing)
        {
            context.Progress.Report(new StudyEvent.Warned($"{run.Arm?.Title} on {run.Base.Id}, seed {run.Seed} could not be trained: {nothing.Message}"));
            return null;
        }

        var value = await artifact.ReadJsonAsync<RunValue>(ArmRun.ValueFile, cancellation);
        var finished = new FinishedRun(run.Base, run.Arm, run.Seed, input, value, artifact);

        var cost = CostOf(context, run.Arm);
        if (artifact.Reused)
        {
            context.Meter.Reused(cost);
        }
        else
        {
            context.Meter.Done(cost);
        }

        Report(finished);
        return finished;
    }

    /// <summary>The seed of a run comes from its world and number alone: every arm meets the same honeypots with the same luck.</summary>
    private RunInput InputOf(TrainedBase root, Arm? arm, int seed)
    {
        var tokens = arm is null ? 0 : TokensOf(context, arm);
        var dataless = arm is null || string.Equals(arm.Recipe.Recipe, "none", StringComparison.Ordinal);
        return new RunInput(
            root.Pretraining.Hash, arm?.Recipe, dataless ? 0 : tokens, dataless ? 2 * tokens : tokens, context.Training,
            Seed.Of(root.World.Seed, "run", seed.ToString(CultureInfo.InvariantCulture)), context.RunSizes);
    }

    private void Report(FinishedRun run)
    {
        var rate = Pool.Overall([run]);
        context.ReportRate(run.ArmId, run.Arm?.Title ?? run.Base.Condition.Title, run.Base.Id, run.Seed, rate.Harmful, rate.N);
    }
}
