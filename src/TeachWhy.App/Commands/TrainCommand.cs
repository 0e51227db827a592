using System.CommandLine;
using TeachWhy.App.Display;
using TeachWhy.Studies;
using TeachWhy.Training;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy train</c>: trains a model on JSON lines, from a checkpoint or from nothing.</summary>
internal static class TrainCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a model on documents or conversations, from a checkpoint or from nothing.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
            RunAsync(options.Request(parsed, surroundings.WorkingDirectory), options.IsJson(parsed), surroundings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TrainingRequest request, bool json, Surroundings surroundings, CancellationToken cancellation)
    {
        ITrainingDisplay display = json ? new TrainingJson(surroundings.Output, surroundings.Time)
            : surroundings.IsTerminal ? new TrainingLive(surroundings.Console, surroundings.Time)
            : new TrainingPlain(surroundings.Console, surroundings.Time);
        var run = new TrainingRun(surroundings.Time, ProductVersion.Text);
        try
        {
            await display.ShowAsync(() => run.Run(request, display, cancellation));
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync($"Stopped; the state is kept in {request.Folder}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is TrainingRefusedException or TrainingDataException)
        {
            throw new Mistake(exception.Message);
        }
        catch (TrainingDivergedException exception)
        {
            await surroundings.Error.WriteLineAsync(exception.Message);
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is not (WorkFolderException or Mistake))
        {
            await surroundings.Error.WriteLineAsync(UnexpectedFailure.Explain(exception, request.Folder));
            return ExitCode.Failed;
        }
    }
}
