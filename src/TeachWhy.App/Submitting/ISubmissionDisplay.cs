using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;

namespace TeachWhy.App.Submitting;

/// <summary>Shows a submission to whoever waits for it.</summary>
internal interface ISubmissionDisplay : IProgress<SubmissionProgress>
{
    /// <summary>Shows progress for as long as the work takes.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>Shows what came of it.</summary>
    /// <param name="model">The trained model's name as <c>--model</c> takes it; null where there is none.</param>
    void Conclude(FineTuningJob job, string? model);
}
