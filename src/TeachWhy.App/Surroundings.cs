using System.Security.Cryptography;
using Spectre.Console;
using TeachWhy.Chat;
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

    /// <summary>The value of an environment variable; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>64 bits that nobody can foresee. What must come out the same twice derives from a named seed instead.</summary>
    public Func<ulong> Chance { get; init; } = () => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Where a relative path starts.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>How models are asked from here.</summary>
    /// <param name="connections">Most requests at the same time; null for as many as do well.</param>
    public ChatModelOptions ModelOptions(int? connections = null)
    {
        var concurrency = new ConcurrencyOptions();
        return new ChatModelOptions
        {
            Variable = Variable,
            Time = Time,
            Chance = Chance,
            WorkingDirectory = WorkingDirectory,
            Concurrency = connections is { } most ? new ConcurrencyOptions { Start = Math.Min(concurrency.Start, most), Ceiling = most } : concurrency,
        };
    }

    /// <summary>This process's console.</summary>
    public static Surroundings OfThisProcess(IStudyRunner runner)
    {
        var console = System.Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;
        return new Surroundings
        {
            Runner = runner,
            Console = console,
            Output = System.Console.Out,
            Error = System.Console.Error,
            IsTerminal = !System.Console.IsOutputRedirected && console.Profile.Capabilities is { Ansi: true, Interactive: true },
            Time = TimeProvider.System,
            WorkingDirectory = Environment.CurrentDirectory,
        };
    }

    // A file or a pipe has no colours, and no width of its own: this one holds every table unbroken.
    private static IAnsiConsole Plain()
    {
        const int PlainWidth = 160;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(System.Console.Out),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
