using System.Text.Json.Nodes;

namespace TeachWhy.Chat;

/// <summary>A job as it is asked for: supervised training on an uploaded file. What is null is left to the provider.</summary>
/// <param name="FileId">The uploaded file.</param>
/// <param name="Submission">A name that no other job has; it is noted in the job, so that the job is found again.</param>
/// <param name="Suffix">What the model's name is to have in it, up to 64 characters.</param>
/// <param name="Epochs">How often the file is gone through, from 1 to 50.</param>
/// <param name="Seed">Of the training.</param>
public sealed record FineTuningOrder(string FileId, string Submission, string? Suffix = null, int? Epochs = null, int? Seed = null)
{
    internal const string Note = "teachwhy_submission";

    /// <summary>Whether a job is the one that this order started.</summary>
    /// <param name="before">Jobs that were there before it was asked for: not every provider keeps what is noted in a job.</param>
    internal bool Started(FineTuningJob job, IReadOnlyCollection<string> before) =>
        job.Submission is { } noted ? noted == Submission : job.FileId == FileId && !before.Contains(job.Id);

    internal JsonObject Body(string model)
    {
        var body = new JsonObject { ["model"] = model, ["training_file"] = FileId, ["metadata"] = new JsonObject { [Note] = Submission } };
        if (Suffix is not null)
        {
            body["suffix"] = Suffix;
        }

        if (Seed is not null)
        {
            body["seed"] = Seed;
        }

        if (Epochs is not null)
        {
            body["method"] = new JsonObject { ["type"] = "supervised", ["supervised"] = new JsonObject { ["hyperparameters"] = new JsonObject { ["n_epochs"] = Epochs } } };
        }

        return body;
    }
}
