using System.CommandLine;
using TeachWhy.App.Commands;
using TeachWhy.App.Parsing;
using TeachWhy.Studies;
using TeachWhy.Studies.Plans;
using TeachWhy.Training;

namespace TeachWhy.App;

/// <summary>The commands, and what becomes of their failures.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The process's exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellation)
    {
        var root = Create(surroundings);
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (ParseMistakes.FirstOf(parsed) is { } mistake)
        {
            await surroundings.Error.WriteLineAsync(mistake);
            return ExitCode.Mistake;
        }

        var invocation = new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (Exception exception) when (exception is Mistake or StudyFileException)
        {
            await surroundings.Error.WriteLineAsync(exception.Message);
            return ExitCode.Mistake;
        }
        catch (WorkFolderException exception)
        {
            await surroundings.Error.WriteLineAsync(exception.Message);
            return exception.DuringWork ? ExitCode.Failed : ExitCode.Mistake;
        }
    }

    /// <summary>The command tree; <c>teachwhy --help</c> shows it.</summary>
    public static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand(
            "Measures whether an AI agent turns on the people it works for, makes the data that teaches it why not to, trains with it, and measures again.")
        {
            StudyCommand.Create(surroundings),
            EvalCommand.Create(surroundings),
            CompareCommand.Create(surroundings),
            JudgeCommand.Create(surroundings),
            DataCommand.Create(surroundings),
            GateCommand.Create(surroundings),
            TrainCommand.Create(surroundings),
            ServeCommand.Create(surroundings),
            BenchCommand.Create(surroundings),
            ExportCommand.Create(surroundings),
            ConstitutionCommand.Create(surroundings),
            ScenariosCommand.Create(surroundings),
            ViewCommand.Create(surroundings),
            SuitesCommand.Create(surroundings),
        };
        root.Directives.Clear();
        HelpWithExamples.AddTo(root);
        return root;
    }
}
