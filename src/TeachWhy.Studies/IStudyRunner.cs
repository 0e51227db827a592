using TeachWhy.Studies.Events;
using TeachWhy.Training;

namespace TeachWhy.Studies;

/// <summary>Runs studies by name.</summary>
public interface IStudyRunner
{
    /// <summary>The names of the studies that can be run.</summary>
    IReadOnlyList<string> Studies { get; }

    /// <summary>The ids of a study's arms, in the order of its report.</summary>
    IReadOnlyList<string> ArmsOf(string study);

    /// <summary>Runs a study to its report, going on from what an earlier run in the same folder finished.</summary>
    /// <exception cref="WorkFolderException">The folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished artifacts are kept.</exception>
    Task<StudyOutcome> RunAsync(StudyRequest request, IProgress<StudyEvent> progress, CancellationToken cancellation);
}
