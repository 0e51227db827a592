namespace TeachWhy.App.Evaluating;

/// <summary>What goes on between an evaluation and those who answer it.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Retries">Attempts that failed and were made again.</param>
/// <param name="Connections">Requests that do well at the same time, as far as is known now; null where nothing limits them.</param>
/// <param name="Cost">US dollars so far; null where the price is not known or there is none.</param>
internal sealed record ModelActivity(long Requests, long Retries, int? Connections, decimal? Cost);
