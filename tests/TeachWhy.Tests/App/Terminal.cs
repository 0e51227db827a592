using Spectre.Console;
using TeachWhy.App;
using TeachWhy.Studies;
using TeachWhy.Tests.Studies.Artifacts;

namespace TeachWhy.Tests.App;

/// <summary>A command line whose console is memory and whose clock stands still.</summary>
internal sealed class Terminal
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public ManualTime Time { get; } = new();

    public IAnsiConsole Console { get; }

    /// <summary>Where a relative path starts.</summary>
    public string WorkingDirectory { get; init; } = "/work-here";

    /// <summary>The commands' names, as a sentence lists them.</summary>
    public static string Commands
    {
        get
        {
            string[] names = [.. CommandLine.Create(new Terminal().Around(new ScriptedRunner())).Subcommands.Select(command => command.Name)];
            return names.Length < 2 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
        }
    }

    public Terminal() => Console = ConsoleOn(_output);

    public static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 120;
        return console;
    }

    public Task<int> RunAsync(string line, IStudyRunner runner, CancellationToken cancellation = default) =>
        CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Around(runner), cancellation);

    private Surroundings Around(IStudyRunner runner) => new()
    {
        Runner = runner,
        Console = Console,
        Output = _output,
        Error = _error,
        IsTerminal = false,
        Time = Time,
        WorkingDirectory = WorkingDirectory,
    };
}
