using Spectre.Console;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;

namespace TeachWhy.App.Submitting;

/// <summary>A line at the foot of a terminal; each status the job leaves behind stays above it.</summary>
internal sealed class SubmissionLive(IAnsiConsole console, TimeProvider time) : ISubmissionDisplay
{
    private readonly LiveFoot _foot = new(console, time);
    private SubmissionProgress? _latest;

    public Task ShowAsync(Func<Task> work) => _foot.ShowAsync(work, View);

    public void Report(SubmissionProgress value)
    {
        if (Volatile.Read(ref _latest) is { } before && (value.Step != before.Step || value.Job?.Status != before.Job?.Status))
        {
            _foot.Keep(SubmissionLines.Of(before, time.GetUtcNow()));
        }

        Volatile.Write(ref _latest, value);
    }

    public void Conclude(FineTuningJob job, string? model)
    {
        _foot.WriteKept();
        foreach (var line in SubmissionLines.Of(job, model))
        {
            // Unbroken, however narrow the terminal: it is to be pasted.
            console.Profile.Out.Writer.WriteLine(line);
        }
    }

    private Text View() => Volatile.Read(ref _latest) is not { } latest ? new Text("")
        : new Text($"  {SubmissionLines.Of(latest, time.GetUtcNow())} ({Words.Of(_foot.Elapsed)} so far)").Ellipsis();
}
