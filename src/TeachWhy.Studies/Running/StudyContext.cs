using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Running;

/// <summary>What every stage of one run of a study works with.</summary>
internal sealed record StudyContext(
    Study Study, StudyRequest Request, PresetSizes Sizes, MiniatureTraining Training,
    ArtifactFolder Folder, TimeProvider Time, ProgressMeter Meter, IProgress<StudyEvent> Progress)
{
    /// <summary>Tells of a rate as soon as it is known; of nothing where nothing was scored.</summary>
    public void ReportRate(string arm, string title, string baseId, int seed, int harmful, int scored)
    {
        if (Wilson.Of(harmful, scored) is { Rate: { } rate, Low: { } low, High: { } high })
        {
            Progress.Report(new StudyEvent.RateMeasured(arm, title, baseId, seed, null, harmful, scored, rate, low, high));
        }
    }

    public RunSizes RunSizes => new(Sizes.HoneypotsPerFamily, Sizes.OrdinaryTasks, Sizes.AuditItems);
}
