using System.CommandLine;
using TeachWhy.App.Making;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Training;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy data</c>: makes training data by a recipe.</summary>
internal static class DataCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new DataOptions();
        var command = new Command("data", "Make training data by a recipe: stage by stage, with gates; stop it and run it again to go on.") { options.Recipe };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(options.Request(parsed, surroundings.WorkingDirectory), surroundings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DataRequest request, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return await new DataRun(request, surroundings).RunAsync(cancellation);
        }
        catch (DataRefusedException refused)
        {
            throw new Mistake(refused.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(request.Folder, exception);
        }
        catch (Exception exception) when (exception is not (WorkFolderException or Mistake))
        {
            await surroundings.Error.WriteLineAsync(UnexpectedFailure.Explain(exception, surroundings.WorkingDirectory));
            return ExitCode.Failed;
        }
    }
}
