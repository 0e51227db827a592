using System.Globalization;
using Spectre.Console;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;
using TeachWhy.Curriculum.Making;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Submitting;

/// <summary>One file from the disk to a trained model and the exit code.</summary>
/// <param name="file">As OpenAI's fine-tuning takes it.</param>
internal sealed class SubmitRun(SubmitRequest request, string file, Surroundings surroundings) : IDisposable
{
    private const int BytesPerToken = 4;
    private const long MostBytes = 512L << 20;
    private const int FewestExamples = 10;

    private readonly FineTuningProvider _provider = Open(request, surroundings);

    /// <summary>Trains on the file, or goes on with that.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(long examples, CancellationToken cancellation)
    {
        RequireSize(examples);
        var wanted = Wanted();
        if (SubmissionNote.Read(file)?.JobId is null && !Consents())
        {
            return ExitCode.Cancelled;
        }

        using var note = SubmissionNote.Hold(file, wanted);
        var display = Display();
        FineTuningJob? job = null;
        try
        {
            await display.ShowAsync(async () => job = await new SubmissionRun(_provider, note, file, surroundings.Time, display).RunAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync(note.Current.JobId is { } started
                ? $"Stopped following: {started} goes on at {_provider.Address.Host}. The same command follows it again, and with --cancel cancels it."
                : $"Stopped: {SubmissionNote.PathOf(file)} knows how far it is, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }
        catch (ChatFailureException failure)
        {
            await surroundings.Error.WriteLineAsync($"{VisibleText.Of(failure.Message)} The same command goes on{(note.Current.JobId is { } started ? $" with {started}" : "")}.");
            return ExitCode.Failed;
        }
        catch (ChatMistakeException mistake)
        {
            throw new Mistake(VisibleText.Of(mistake.Message.TrimEnd('.')) + Remembered(note.Current));
        }

        return await ConcludeAsync(job!, display);
    }

    /// <summary>Cancels the job that is noted.</summary>
    public async Task<int> CancelAsync(CancellationToken cancellation)
    {
        var noted = SubmissionNote.Read(file);
        var id = noted?.JobId ?? throw new Mistake($"--cancel cannot be: {SubmissionNote.PathOf(file)} knows of no job.");
        if (noted.Base != request.Base.Text || noted.Address != _provider.Address.AbsoluteUri)
        {
            throw new Mistake($"--cancel cannot be: {SubmissionNote.PathOf(file)} is about a job that trains {noted.Base} at {noted.Address}.");
        }

        try
        {
            var job = await _provider.CancelAsync(id, cancellation);
            await surroundings.Output.WriteLineAsync(request.Json ? SubmissionLines.Finished(job, null) : $"{id}: {VisibleText.Of(job.Status)}.");
            return ExitCode.Done;
        }
        catch (ChatFailureException failure)
        {
            await surroundings.Error.WriteLineAsync(VisibleText.Of(failure.Message));
            return ExitCode.Failed;
        }
        catch (ChatMistakeException mistake)
        {
            throw new Mistake(VisibleText.Of(mistake.Message));
        }
    }

    public void Dispose() => _provider.Dispose();

    // What is noted may be gone at the provider.
    private string Remembered(Submission noted) => (noted.JobId ?? noted.FileId) is { } id ? $"; {SubmissionNote.PathOf(file)} goes on with {id}, so delete it to begin anew." : ".";

    private static FineTuningProvider Open(SubmitRequest request, Surroundings surroundings)
    {
        try
        {
            return FineTuningProvider.Open(request.Base, surroundings.ModelOptions());
        }
        catch (ChatMistakeException failure)
        {
            throw new Mistake(failure.Message);
        }
    }

    private void RequireSize(long examples)
    {
        if (examples < FewestExamples)
        {
            throw new Mistake($"{file} holds {examples} examples; OpenAI's fine-tuning wants at least {FewestExamples}.");
        }

        if (new FileInfo(file).Length > MostBytes)
        {
            throw new Mistake($"{file} has more than {MostBytes >> 20} MiB, the most that OpenAI's fine-tuning takes; make the dataset smaller.");
        }
    }

    private Submission Wanted()
    {
        var hash = DataFiles.HashOf(file);
        return new Submission
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{surroundings.Chance():x16}{surroundings.Chance():x16}"),
            Sha256 = hash,
            Name = $"teachwhy-{hash[..16]}.jsonl",
            Base = request.Base.Text,
            Address = _provider.Address.AbsoluteUri,
            Suffix = request.Suffix,
            Epochs = request.Epochs,
            Seed = request.Seed,
        };
    }

    // Nobody is to be surprised by a bill; what is asked of a server of the user's own is free.
    private bool Consents()
    {
        if (request.Yes || request.Base.Provider == ChatProvider.OpenAiCompatible)
        {
            return true;
        }

        var tokens = new FileInfo(file).Length / BytesPerToken;
        var sentence = string.Create(CultureInfo.InvariantCulture, $"{request.Base.Text} is trained on about {tokens:N0} tokens{(request.Epochs is { } epochs ? $" {epochs} times, {tokens * epochs:N0} in all" : ", as often as the provider thinks right")}, which it puts on your bill by its price for training");
        return surroundings.IsTerminal && !request.Json
            ? surroundings.Console.Prompt(new ConfirmationPrompt(Markup.Escape($"{sentence}. Go on?")) { DefaultValue = false })
            : throw new Mistake($"{sentence}: add --yes to go on.");
    }

    private async Task<int> ConcludeAsync(FineTuningJob job, ISubmissionDisplay display)
    {
        var model = job.Model is { } made ? SubmissionLines.NameOf(request.Base, made) : null;
        display.Conclude(job, model);
        switch (job)
        {
            case { State: FineTuningState.Succeeded, Model: not null }:
                return ExitCode.Done;
            case { State: FineTuningState.Succeeded }:
                await surroundings.Error.WriteLineAsync($"{job.Id} succeeded, but the provider gives its model no name that can be used.");
                return ExitCode.Failed;
            default:
                var words = job.Error is { } error ? $": {VisibleText.Of(error)}" : "";
                await surroundings.Error.WriteLineAsync($"{job.Id} {VisibleText.Of(job.Status)} at the provider{words}. To start another job, delete {SubmissionNote.PathOf(file)}; the file is not uploaded again.");
                return ExitCode.Failed;
        }
    }

    private ISubmissionDisplay Display() => request.Json ? new SubmissionEvents(surroundings.Output)
        : surroundings.IsTerminal ? new SubmissionLive(surroundings.Console, surroundings.Time)
        : new SubmissionPlain(surroundings.Output, surroundings.Time);
}
