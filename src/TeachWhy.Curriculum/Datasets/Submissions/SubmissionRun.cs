using TeachWhy.Chat;

namespace TeachWhy.Curriculum.Datasets.Submissions;

/// <summary>How far a submission is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Job">As it was last looked at; null before it is started.</param>
/// <param name="Message">What the provider last said of it; null for nothing.</param>
public sealed record SubmissionProgress(SubmissionStep Step, FineTuningJob? Job = null, string? Message = null);

/// <summary>The steps of a submission, in order.</summary>
public enum SubmissionStep
{
    /// <summary>The file is uploaded, or found at the provider.</summary>
    Uploading,

    /// <summary>The job is started, or found at the provider.</summary>
    Starting,

    /// <summary>The job goes on, or has ended.</summary>
    Following,
}

/// <summary>
/// Takes a file to a model: uploads it, starts a job, follows the job to its end. Each step is noted when it is done, and looked
/// for at the provider before it is done: whoever is stopped anywhere and goes on uploads nothing twice and starts no second job.
/// </summary>
/// <param name="file">The file that is trained on.</param>
public sealed class SubmissionRun(FineTuningProvider provider, SubmissionNote note, string file, TimeProvider time, IProgress<SubmissionProgress> progress)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    // What a run that was killed had sent may still be on its way to the provider.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    /// <returns>The job as it ended.</returns>
    /// <exception cref="ChatFailureException">The provider could not be asked.</exception>
    /// <exception cref="ChatMistakeException">The provider does not take it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a job that is started goes on.</exception>
    public async Task<FineTuningJob> RunAsync(CancellationToken cancellation)
    {
        if (note.Current is { JobId: { } known, Status: { } status, Model: { } model })
        {
            return new FineTuningJob { Id = known, State = FineTuningState.Succeeded, Status = status, Model = model };
        }

        if (note.Current.JobId is null)
        {
            await UploadAsync(cancellation);
            await StartAsync(cancellation);
        }

        return await FollowAsync(note.Current.JobId!, cancellation);
    }

    private async Task UploadAsync(CancellationToken cancellation)
    {
        if (note.Current.FileId is null)
        {
            progress.Report(new SubmissionProgress(SubmissionStep.Uploading));
            var id = await provider.UploadOnceAsync(file, note.Current.Name, cancellation);
            note.Keep(note.Current with { FileId = id });
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        progress.Report(new SubmissionProgress(SubmissionStep.Starting));
        var fileId = note.Current.FileId!;
        if (note.Current.JobsBefore is null)
        {
            var jobs = await provider.JobsOfAsync(fileId, cancellation);
            note.Keep(note.Current with { JobsBefore = [.. jobs.Where(job => job.Submission != note.Current.Id).Select(job => job.Id)] });
        }
        else
        {
            await Task.Delay(OnItsWay, time, cancellation);
        }

        var order = new FineTuningOrder(fileId, note.Current.Id, note.Current.Suffix, note.Current.Epochs, note.Current.Seed);
        Keep(await provider.StartOnceAsync(order, note.Current.JobsBefore!, cancellation));
    }

    private async Task<FineTuningJob> FollowAsync(string id, CancellationToken cancellation)
    {
        for (var patiently = false; ; patiently = true)
        {
            var job = (await provider.JobAsync(id, patiently, cancellation)) with { Id = id };
            progress.Report(new SubmissionProgress(SubmissionStep.Following, job, await provider.LatestMessageAsync(id, cancellation)));
            Keep(job);
            if (job.State != FineTuningState.UnderWay)
            {
                return job;
            }

            await Task.Delay(LookEvery, time, cancellation);
        }
    }

    private void Keep(FineTuningJob job)
    {
        if (job.Id != note.Current.JobId || job.Status != note.Current.Status)
        {
            note.Keep(note.Current with { JobId = job.Id, Status = job.Status, Model = job.Model });
        }
    }
}
