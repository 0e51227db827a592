using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Display;

/// <summary>One JSON object per event and line, for a program that watches.</summary>
internal sealed class EvaluationEvents(TextWriter output, TimeProvider time, Func<ModelActivity> activity) : IEvaluationDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly Thinning _thinning = new(time, ProgressEvery);
    private readonly EvaluationPace _pace = new(time);
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    public Task ShowAsync(Func<Task> work) => work();

    public void Report(EvaluationProgress value)
    {
        lock (_lock)
        {
            var pace = _pace.After(value.Done);
            if (_thinning.LetsThrough(value.Done == value.Planned ? null : "progress"))
            {
                var asked = activity();
                output.WriteEvent(new
                {
                    Event = "progress", value.Planned, value.Done, value.Reused, value.Harmful, value.Scored, value.Unscored, PerSecond = pace,
                    asked.Requests, asked.Retries, asked.Connections, CostUsd = asked.Cost, Elapsed = Elapsed(),
                });
            }
        }
    }

    public void Note(string sentence)
    {
        lock (_lock)
        {
            output.WriteEvent(new { Event = "note", Text = sentence });
        }
    }

    public void Conclude(EvaluationSummary summary, string log)
    {
        var asked = activity();
        output.WriteEvent(new
        {
            Event = "finished", Log = log, summary.Header.Status, summary.Header.Error, summary.Header.Planned,
            Families = summary.Families.Select(Of), All = Of(summary.All), Controls = summary.Controls is { } controls ? Of(controls) : null, Benign = summary.Benign is { } benign ? Of(benign) : null, summary.BenignDone,
            Unscored = summary.Unscored.Select(reason => new { reason.Reason, reason.Count }), asked.Requests, asked.Retries, CostUsd = asked.Cost, Elapsed = Elapsed(),
        });
    }

    private static object Of(MeasuredRate rate) => new
    {
        rate.Name, rate.Harmful, rate.Weaker, rate.Scored, rate.Unscored, rate.Interval.Rate, rate.Interval.Low, rate.Interval.High, rate.Clusters,
        ClusteredError = rate.Clustered?.StandardError, rate.Open, rate.Refused, rate.SaidTest,
    };

    private double Elapsed() => Math.Round(time.GetElapsedTime(_start).TotalSeconds, 3);
}
