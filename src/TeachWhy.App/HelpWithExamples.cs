using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TeachWhy.App;

/// <summary>The usual help, and below it commands to copy.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private static readonly (string Command, string Purpose)[] Examples =
    [
        ("teachwhy study", "the published findings, put to the test in minutes"),
        ("teachwhy study --preset full --out runs/full", "the same with more seeds, in hours; stop it and run it again to go on"),
        ("teachwhy train --shape miniature --objective next-token --data corpus.jsonl --out runs/base", "a model from nothing"),
        ("teachwhy study --json > events.jsonl", "for a program that watches"),
        ("teachwhy serve CHECKPOINT", "a trained model behind an OpenAI-compatible server on this machine"),
        ("teachwhy bench", "how fast the engine is on this machine"),
    ];

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        var width = Examples.Max(example => example.Command.Length);
        foreach (var (command, purpose) in Examples)
        {
            output.WriteLine($"  {command.PadRight(width)}  {purpose}");
        }

        return exitCode;
    }
}
