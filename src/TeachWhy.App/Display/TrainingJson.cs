using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Training;

namespace TeachWhy.App.Display;

/// <summary>One JSON object per event and line, for a program that watches a training run.</summary>
internal sealed class TrainingJson(TextWriter output, TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Thinning _thinning = new(time, ProgressEvery);

    public Task ShowAsync(Action work) => Task.Run(work);

    public void Report(TrainingEvent value)
    {
        if (_thinning.LetsThrough(TrainingLines.ProgressOf(value)))
        {
            output.WriteEvent(value, Options);
        }
    }
}
