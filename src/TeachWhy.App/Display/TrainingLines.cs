using System.Globalization;
using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>Events of a training run as lines of plain text.</summary>
internal static class TrainingLines
{
    /// <summary>The kind of progress that an event tells of; null for one that tells of none.</summary>
    public static string? ProgressOf(TrainingEvent training) => training switch
    {
        TrainingEvent.DataRead => "data",
        TrainingEvent.Stepped => "step",
        _ => null,
    };

    /// <summary>One line; null for an event that is no news by itself.</summary>
    public static string? Of(TrainingEvent training) => training switch
    {
        TrainingEvent.TokenizerTrained made =>
            $"Tokenizer: {Words.Of(made.Vocabulary)} tokens made from the data{(made.Vocabulary < made.Asked ? $"; there was no use for the {Words.Of(made.Asked)} asked for" : "")}",
        TrainingEvent.DataRead read => $"Reading {Path.GetFileName(read.File)}: {Words.Of(read.Documents)} examples, {Words.Of(read.Tokens)} tokens",
        TrainingEvent.DataReady ready =>
            $"Data{(ready.Reused ? " (read by an earlier run)" : "")}: {Of(ready.Training)}" +
            (ready.Validation is { } held ? $"{Environment.NewLine}        Held out: {Of(held)}; each evaluation reads {Words.Of(ready.ValidationTokens)} tokens of it" : ""),
        TrainingEvent.ModelReady model =>
            $"Model {Path.GetFileName(model.Model)}: {Words.Of(model.Parameters)} parameters{(model.Trained < model.Parameters ? $", of which {Words.Of(model.Trained)} learn" : "")}; " +
            $"{Words.Of(model.Steps)} steps of {model.BatchRows} rows of up to {Words.Of(model.Context)} tokens at a learning rate of {Rate(model.LearningRate)}, " +
            $"{model.Threads} {(model.Threads == 1 ? "thread" : "threads")}, about {Words.Memory(model.MemoryBytes)}",
        TrainingEvent.Resumed resumed => $"Goes on after step {Words.Of(resumed.Step)} of {Words.Of(resumed.Steps)}",
        TrainingEvent.Stepped step => Of(step),
        TrainingEvent.Evaluated measured => $"Validation loss after step {Words.Of(measured.Step)}: {Loss(measured.Loss)}{(measured.Best is { } best && best < measured.Loss ? $" (best {Loss(best)})" : "")}",
        TrainingEvent.Warned warned => $"Warning: {warned.Text}",
        TrainingEvent.Finished finished =>
            $"Done: {Words.Of(finished.Tokens)} tokens in {Words.Of(TimeSpan.FromSeconds(finished.Seconds))}, loss {Loss(finished.Loss)}" +
            $"{(finished.ValidationLoss is { } loss ? $", validation loss {Loss(loss)}" : "")}; the model is in {finished.Checkpoint}, what was done in {finished.Record}",
        _ => null,
    };

    /// <summary>Such as <c>step 340 of 2,000, loss 2.345, validation 2.411, 25,300 tokens/s, learning rate 0.0029, about 2 min left</c>.</summary>
    private static string Of(TrainingEvent.Stepped step)
    {
        string?[] parts =
        [
            $"step {Words.Of(step.Step)} of {Words.Of(step.Steps)}",
            $"loss {Loss(step.Loss)}",
            step.ValidationLoss is { } validation ? $"validation {Loss(validation)}" : null,
            $"{Words.Of(step.TokensPerSecond)} tokens/s",
            $"learning rate {Rate(step.LearningRate)}",
            step.SecondsLeft is { } left ? Words.Left(TimeSpan.FromSeconds(left)) : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>What was read, what is trained on, and what was left out.</summary>
    private static string Of(DataCounts data)
    {
        string?[] parts =
        [
            $"{Words.Of(data.Documents)} examples, {Words.Of(data.Tokens)} tokens, {Words.Of(data.TrainedTokens)} of them trained on",
            data.Divided > 0 ? $"{Words.Of(data.Divided)} longer than a row were divided" : null,
            data.Truncated > 0 ? $"{Words.Of(data.Truncated)} longer than a row were cut and lost {Words.Of(data.LostTokens)} tokens" : null,
            data.CutOff > 0 ? $"{Words.Of(data.CutOff)} left out because all of the assistant's words were cut off" : null,
            data.Unanswered > 0 ? $"{Words.Of(data.Unanswered)} left out because the assistant says nothing" : null,
            data.UnmarkedTurns > 0 ? $"{Words.Of(data.UnmarkedTurns)} turns of the assistant not trained on because the template does not tell its words from others" : null,
            data.TooShort > 0 ? $"{Words.Of(data.TooShort)} left out because they are shorter than two tokens" : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null));
    }

    private static string Loss(double loss) => loss.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Rate(double rate) => rate.ToString("0.######", CultureInfo.InvariantCulture);
}
