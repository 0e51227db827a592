using TeachWhy.App;
using TeachWhy.App.Parsing;
using TeachWhy.Tests.App;

namespace TeachWhy.Tests.House;

public sealed class ReadmeTests
{
    private const string Launch = "--project src/TeachWhy.App -- ";

    /// <summary>Every page that tells people what to type.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.Exists(Repository.PathOf("docs")) ? Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories) : [])
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_is_understood(string page)
    {
        var root = CommandLine.Create(Surroundings());

        foreach (var arguments in CommandsIn(File.ReadAllLines(Repository.PathOf(page))))
        {
            Assert.Null(ParseMistakes.FirstOf(root.Parse(arguments)));
        }
    }

    private static IEnumerable<string[]> CommandsIn(IEnumerable<string> lines)
    {
        var inBlock = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = !inBlock;
            }
            else if (inBlock && ArgumentsOf(line) is { } arguments)
            {
                yield return arguments;
            }
        }
    }

    // "dotnet run -c Release --project src/TeachWhy.App -- study", "./teachwhy study" or "teachwhy study", up to a comment or a redirection.
    private static string[]? ArgumentsOf(string line)
    {
        var command = line.TrimStart('$', ' ').Split(" #", 2)[0].Split(" > ", 2)[0];
        var launched = command.IndexOf(Launch, StringComparison.Ordinal);
        var arguments = launched >= 0 ? command[(launched + Launch.Length)..]
            : command.StartsWith("./teachwhy ", StringComparison.Ordinal) ? command["./teachwhy ".Length..]
            : null;
        return arguments?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Surroundings Surroundings() => new()
    {
        Runner = new ScriptedRunner(),
        Console = Terminal.ConsoleOn(TextWriter.Null),
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        IsTerminal = false,
        Time = TimeProvider.System,
        WorkingDirectory = Repository.Root,
    };
}
