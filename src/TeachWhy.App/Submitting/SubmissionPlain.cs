using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;

namespace TeachWhy.App.Submitting;

/// <summary>A line for each new status, and one a minute for what the provider says in between: for a file or a pipe.</summary>
internal sealed class SubmissionPlain(TextWriter output, TimeProvider time) : ISubmissionDisplay
{
    private static readonly TimeSpan NewsEvery = TimeSpan.FromMinutes(1);

    private readonly Thinning _thinning = new(time, NewsEvery);
    private readonly long _start = time.GetTimestamp();
    private SubmissionProgress? _shown;

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(SubmissionProgress value)
    {
        var moved = value.Step != _shown?.Step || value.Job?.Status != _shown.Job?.Status;
        if (moved || (value.Message != _shown!.Message && _thinning.LetsThrough("news")))
        {
            _shown = value;
            output.WriteLine($"{Words.Clock(time.GetElapsedTime(_start))} {SubmissionLines.Of(value, time.GetUtcNow())}");
        }
    }

    public void Conclude(FineTuningJob job, string? model)
    {
        foreach (var line in SubmissionLines.Of(job, model))
        {
            output.WriteLine(line);
        }
    }
}
