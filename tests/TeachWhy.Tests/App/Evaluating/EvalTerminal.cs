using Spectre.Console;
using TeachWhy.App;
using TeachWhy.Simulation;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.App.Evaluating;

/// <summary>A command line in a folder of its own, before a scripted server, with a clock that skips waits.</summary>
internal sealed class EvalTerminal(ScriptedServer? server = null) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-eval-").FullName;
    private StringWriter _output = new();
    private StringWriter _error = new();

    /// <summary>The environment, where it is not the scripted server's.</summary>
    public Func<string, string?>? Variable { get; init; }

    /// <summary>What the last command wrote.</summary>
    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A line of arguments with words that have no spaces.</summary>
    public Task<int> RunAsync(string line, CancellationToken cancellation = default)
    {
        (_output, _error) = (new StringWriter(), new StringWriter());
        return CommandLine.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new Surroundings
            {
                Runner = new ScriptedRunner(),
                Console = Wide(_output),
                Output = _output,
                Error = _error,
                IsTerminal = false,
                Time = Asking.Patient(),
                WorkingDirectory = _folder,
                Variable = Variable ?? (name => server?.Variable(name)),
            },
            cancellation);
    }

    /// <summary>Every sample of a log as it ended, without its times.</summary>
    public IReadOnlyList<string> Samples(string log)
    {
        using var opened = EvaluationLog.Open(PathOf(log));
        return [.. opened.Samples.Select(sample => $"{sample.Id} {sample.Epoch} {sample.Judgment?.GetType().Name} {sample.Judgment?.Reason}")];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IAnsiConsole Wide(TextWriter writer)
    {
        var console = Terminal.ConsoleOn(writer);
        console.Profile.Width = 200;
        return console;
    }
}
