using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.Tests.App;

/// <summary>A runner that does what a test tells it.</summary>
internal sealed class ScriptedRunner : IStudyRunner
{
    public IReadOnlyList<string> Studies { get; } = ["teaching-why", "another"];

    /// <summary>What was asked; null where nothing ran.</summary>
    public StudyRequest? Request { get; private set; }

    public Func<IProgress<StudyEvent>, CancellationToken, Task<StudyOutcome>> Script { get; init; } =
        (_, _) => Task.FromResult(SampleOutcome.Of());

    public IReadOnlyList<string> ArmsOf(string study) => ["advice", "stories", "demonstrations"];

    public Task<StudyOutcome> RunAsync(StudyRequest request, IProgress<StudyEvent> progress, CancellationToken cancellation)
    {
        Request = request;
        return Script(progress, cancellation);
    }
}
