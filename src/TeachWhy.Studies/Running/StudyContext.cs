using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;

namespace TeachWhy.Studies.Running;

/// <summary>What every stage of one run of a study works with.</summary>
internal sealed record StudyContext(
    Study Study, StudyRequest Request, PresetSizes Sizes, MiniatureTraining Training,
    ArtifactFolder Folder, TimeProvider Time, ProgressMeter Meter, IProgress<StudyEvent> Progress)
{
    public RunSizes RunSizes => new(Sizes.HoneypotsPerFamily, Sizes.OrdinaryTasks, Sizes.AuditItems);
}
