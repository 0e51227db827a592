using System.CommandLine;
using TeachWhy.App.Display;
using TeachWhy.App.Parsing;
using TeachWhy.Training.Measurement;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy bench</c>: the engine's speed on this machine, against the machine's own peak.</summary>
internal static class BenchCommand
{
    private const int MostThreads = 256;
    private const int MostSeconds = 3600;
    private const int UsualSeconds = 30;

    public static Command Create(Surroundings surroundings)
    {
        var threads = Values.Number("--threads", $"Threads to measure with, beside one [default: {Environment.ProcessorCount}].", 1, MostThreads);
        var seconds = Values.Number("--seconds", $"About how long to measure for [default: {UsualSeconds}].", 1, MostSeconds);
        var json = new Option<bool>("--json") { Description = "Write one JSON object to standard output, and nothing else.", Arity = ArgumentArity.Zero };
        var command = new Command("bench", "Measure the engine on this machine: kernels, training and sampling, against what the processor can do.")
        {
            threads, seconds, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(threads) ?? Environment.ProcessorCount, parsed.GetValue(seconds) ?? UsualSeconds,
            parsed.GetValue(json), surroundings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int threads, int seconds, bool json, Surroundings surroundings, CancellationToken cancellation)
    {
        var table = new SpeedTable(json ? TextWriter.Null : surroundings.Output);
        try
        {
            var speed = await Task.Run(() => EngineMeasurement.Run(threads, seconds, table, cancellation), cancellation);
            if (json)
            {
                await surroundings.Output.WriteLineAsync(SpeedJson.Of(speed));
            }
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Stopped before everything was measured.");
            return ExitCode.Cancelled;
        }
    }
}
