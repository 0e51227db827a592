using Spectre.Console;
using TeachWhy.Studies;

namespace TeachWhy.App;

/// <summary>Everything that the command line takes from outside: a test gives its own.</summary>
internal sealed record Surroundings
{
    public required IStudyRunner Runner { get; init; }

    /// <summary>Standard output, for people.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Standard output, for programs.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: one sentence when something is wrong.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True where a person watches and lines can be redrawn.</summary>
    public required bool IsTerminal { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Where a relative path starts.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>This process's console.</summary>
    public static Surroundings OfThisProcess(IStudyRunner runner)
    {
        var console = AnsiConsole.Console;
        var capabilities = console.Profile.Capabilities;
        var isTerminal = !System.Console.IsOutputRedirected && capabilities is { Ansi: true, Interactive: true };
        if (!isTerminal)
        {
            // A file or a pipe has no width of its own; this one holds every table unbroken.
            const int PlainWidth = 160;
            console.Profile.Width = PlainWidth;
        }

        return new Surroundings
        {
            Runner = runner,
            Console = console,
            Output = System.Console.Out,
            Error = System.Console.Error,
            IsTerminal = isTerminal,
            Time = TimeProvider.System,
            WorkingDirectory = Environment.CurrentDirectory,
        };
    }
}
