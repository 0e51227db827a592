using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App;

/// <summary>Stands in until the studies' own runner is here.</summary>
internal sealed class NoStudies : IStudyRunner
{
    public IReadOnlyList<string> Studies => ["teaching-why"];

    public IReadOnlyList<string> ArmsOf(string study) => ["advice", "stories", "demonstrations"];

    public Task<StudyOutcome> RunAsync(StudyRequest request, IProgress<StudyEvent> progress, CancellationToken cancellation) =>
        throw new StudyFolderException("No study is built in yet.");
}
