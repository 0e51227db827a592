using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;

namespace TeachWhy.App.Submitting;

/// <summary>One JSON object per event and line, for a program that watches; a job is told of when something about it has changed.</summary>
internal sealed class SubmissionEvents(TextWriter output) : ISubmissionDisplay
{
    private string? _told;

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(SubmissionProgress value)
    {
        var line = SubmissionLines.Event(value);
        if (line != _told)
        {
            Write(_told = line);
        }
    }

    public void Conclude(FineTuningJob job, string? model) => Write(SubmissionLines.Finished(job, model));

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
