using TeachWhy.Chat;

namespace TeachWhy.App.Evaluating;

/// <summary>What goes on between an evaluation and those who answer it, the judge among them.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Retries">Attempts beyond the first.</param>
/// <param name="Connections">Most requests to the model at the same time, as far as it bears them now; null where nothing limits them.</param>
/// <param name="Cost">US dollars so far; null where a price is not known, or there is none.</param>
internal sealed record ModelActivity(long Requests, long Retries, int? Connections, decimal? Cost)
{
    public static ModelActivity Of(ChatStatistics model, ChatStatistics? judge) => new(
        model.Answered + model.FromCache + (judge is null ? 0 : judge.Answered + judge.FromCache),
        model.Retries + (judge?.Retries ?? 0),
        model.Level,
        (model.Cost + (judge is null ? 0 : judge.Cost)) is { } cost and > 0 ? cost : null);
}
