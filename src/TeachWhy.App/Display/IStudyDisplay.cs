using TeachWhy.Studies;
using TeachWhy.Studies.Events;

namespace TeachWhy.App.Display;

/// <summary>Shows a study to whoever waits for it. Events may come from any thread.</summary>
internal interface IStudyDisplay : IProgress<StudyEvent>
{
    /// <summary>Shows events for as long as the work takes.</summary>
    Task<StudyOutcome> ShowAsync(Func<Task<StudyOutcome>> work);

    /// <summary>Shows what came of it.</summary>
    void Conclude(StudyOutcome outcome, StudyRequest request);
}
