using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Running;

namespace TeachWhy.Studies;

/// <summary>Runs a study from an empty folder to its report: bases, gates, arms, measurements, findings.</summary>
/// <param name="sizesOf">How much each preset does; null for what ships.</param>
public sealed class StudyRunner(TimeProvider time, Func<StudyPreset, PresetSizes>? sizesOf = null) : IStudyRunner
{
    public const string ResultsFileName = "results.json";

    public IReadOnlyList<string> Studies => StudyFile.Shipped;

    public IReadOnlyList<string> ArmsOf(string study) => [.. ChosenArms.Askable(StudyFile.Load(study)).Select(a => a.Id)];

    public async Task<StudyOutcome> RunAsync(StudyRequest request, IProgress<StudyEvent> progress, CancellationToken cancellation)
    {
        var study = StudyFile.Load(request.Study);
        using var folder = ArtifactFolder.Open(request.Folder, new ArtifactFolderOptions { Progress = progress });
        using var ledger = RunLedger.Open(folder, time);
        var context = ContextOf(study, request, folder, progress);
        var arms = ChosenArms.Of(study, context.Sizes, request.Arms);
        var conditions = study.Conditions.Where(c => c.IsIn(request.Preset)).ToList();
        context.Meter.Expect(WorkOf(context, conditions, arms), stages: conditions.Sum(c => WantedBases(context, c)) + 1);

        var bases = new List<TrainedBase>();
        try
        {
            foreach (var condition in conditions)
            {
                bases.AddRange(await new BaseStages(context).MakeAsync(condition, WantedBases(context, condition), cancellation));
            }

            var runs = await new RunStages(context).RunAsync(bases, arms, cancellation);
            var samples = await RolloutPages.SamplesAsync(runs, cancellation);
            var results = new ResultsBuilder(context, bases, arms, runs, samples).Build(ledger);
            await new RolloutPages(context).WriteAsync(results.Arms, runs, cancellation);

            // A study that lacks a base, a run or a judgment says so with its exit code.
            var complete = HasBases(context, conditions, bases)
                && runs.Count == new RunStages(context).CountOf(bases, arms)
                && results.Arms.All(a => a.Overall.Unscored == 0);
            return await WriteAsync(context, results, ledger, complete, cancellation);
        }
        finally
        {
            bases.ForEach(b => b.Dispose());
        }
    }

    private StudyContext ContextOf(Study study, StudyRequest request, ArtifactFolder folder, IProgress<StudyEvent> progress)
    {
        var sizes = (sizesOf ?? PresetSizes.Of)(request.Preset);
        return new StudyContext(
            study, request, sizes with { ArmSeeds = request.Seeds ?? sizes.ArmSeeds }, new MiniatureTraining(),
            folder, time, new ProgressMeter(progress), progress);
    }

    private static int WantedBases(StudyContext context, Condition condition) =>
        condition == context.Study.Root ? context.Sizes.RootBases : context.Sizes.OtherBases;

    private static double WorkOf(StudyContext context, IReadOnlyList<Condition> conditions, IReadOnlyList<Arm> arms)
    {
        var bases = conditions.Sum(c => WantedBases(context, c));
        return bases * (context.Sizes.PretrainingTokens + RunStages.CostOf(context, null) * context.Sizes.ArmSeeds)
            + context.Sizes.RootBases * context.Sizes.ArmSeeds * arms.Sum(a => RunStages.CostOf(context, a));
    }

    private static bool HasBases(StudyContext context, IReadOnlyList<Condition> conditions, IReadOnlyList<TrainedBase> bases) =>
        conditions.All(c => bases.Count(b => b.Condition == c && b.Fit) >= WantedBases(context, c));

    private static async Task<StudyOutcome> WriteAsync(
        StudyContext context, StudyResults results, RunLedger ledger, bool complete, CancellationToken cancellation)
    {
        var resultsPath = context.Folder.PathOf(ResultsFileName);
        ResultsFile.Write(resultsPath, results);
        cancellation.ThrowIfCancellationRequested();
        var reportPath = await ReportWriter.WriteAsync(results, context.Folder.FullPath);
        context.Progress.Report(new StudyEvent.Finished(reportPath, resultsPath, ledger.Elapsed));
        return new StudyOutcome(results, reportPath, resultsPath, complete);
    }
}
