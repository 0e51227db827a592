using System.CommandLine;
using TeachWhy.App.Evaluating;
using TeachWhy.Simulation;
using TeachWhy.Training;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy eval</c>: plays honeypots with any model, and tells how often it did harm.</summary>
internal static class EvalCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new EvalOptions();
        var command = new Command("eval", "Play honeypots with any model, and tell how often it does harm: what it did, not what it said.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(options.Request(parsed, surroundings.WorkingDirectory), surroundings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(EvaluationRequest request, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return await new EvaluationRun(request, surroundings).RunAsync(cancellation);
        }
        catch (Exception refused) when (refused is EvaluationRefusedException or LogException)
        {
            throw new Mistake(refused.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(request.Log ?? EvaluationPlace.Folder, exception);
        }
        catch (Exception exception) when (exception is not (WorkFolderException or Mistake))
        {
            await surroundings.Error.WriteLineAsync(UnexpectedFailure.Explain(exception, surroundings.WorkingDirectory));
            return ExitCode.Failed;
        }
    }
}
