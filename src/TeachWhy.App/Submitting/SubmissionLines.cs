using System.Globalization;
using System.Text.Json;
using TeachWhy.App.Display;
using TeachWhy.Chat;
using TeachWhy.Curriculum.Datasets.Submissions;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Submitting;

/// <summary>A submission, in sentences. What the provider says is shown, never obeyed.</summary>
internal static class SubmissionLines
{
    /// <summary>How far it is.</summary>
    public static string Of(SubmissionProgress progress, DateTimeOffset now) => progress switch
    {
        { Step: SubmissionStep.Uploading } => "Uploads the file, unless the provider has it",
        { Job: null } => "Starts the job",
        { Job: { } job } => string.Join("; ", new[]
        {
            $"{job.Id}: {VisibleText.Of(job.Status).Replace('_', ' ')}",
            job is { State: FineTuningState.UnderWay, ExpectedEnd: { } end } && end > now ? Words.Left(end - now) : null,
            progress.Message is { } message ? VisibleText.Of(message) : null,
        }.OfType<string>()),
    };

    /// <summary>What came of it.</summary>
    /// <param name="model">The trained model's name as <c>--model</c> takes it; null where there is none.</param>
    public static IEnumerable<string> Of(FineTuningJob job, string? model)
    {
        if (model is null)
        {
            yield break;
        }

        yield return $"Trained {model}{(job.TrainedTokens is { } tokens ? string.Create(CultureInfo.InvariantCulture, $" on {tokens:N0} tokens") : "")}.";
        yield return $"To measure it: ./teachwhy eval --model {Quoted(model)} --judge none --estimate";
    }

    /// <summary>How far it is, for programs.</summary>
    public static string Event(SubmissionProgress progress) => JsonSerializer.Serialize(
        new { Event = progress.Step.ToString().ToLowerInvariant(), Job = progress.Job?.Id, progress.Job?.Status, progress.Message, progress.Job?.ExpectedEnd }, EventJson.Options);

    /// <summary>What came of it, for programs.</summary>
    public static string Finished(FineTuningJob job, string? model) => JsonSerializer.Serialize(
        new { Event = "finished", Job = job.Id, job.Status, Model = model, job.Error, job.TrainedTokens }, EventJson.Options);

    /// <summary>A trained model as <c>--model</c> takes it.</summary>
    public static string NameOf(ChatModelName baseModel, string model) => baseModel.Text[..^baseModel.Model.Length] + model;

    // A shell takes these as they are.
    private static string Quoted(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.:/@+,=".Contains(letter, StringComparison.Ordinal)) ? name : $"'{name}'";
}
