using System.CommandLine;
using Spectre.Console;
using TeachWhy.App.Comparing;
using TeachWhy.App.Parsing;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy compare</c>: evaluations against the first of them, in pairs of the same samples.</summary>
internal static class CompareCommand
{
    private const int UsualSeed = 1;

    public static Command Create(Surroundings surroundings)
    {
        var logs = new Argument<string[]>("LOG") { Description = "Two or more evaluation logs; the first is what the others are compared with.", Arity = ArgumentArity.ZeroOrMore };
        var samples = new Option<bool>("--samples") { Description = "List the samples that were matched and those left out.", Arity = ArgumentArity.Zero };
        var score = new Option<string?>("--score") { Description = $"The score that tells harm, for logs of other tools [default: {SampleOutcomes.UsualScore}].", HelpName = "NAME" };
        var seed = Values.Number("--seed", $"Seeds the resampling [default: {UsualSeed}].", 0, int.MaxValue);
        var markdown = new Option<string?>("--markdown") { Description = "Write the comparison as Markdown.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write one JSON object to standard output, and nothing else.", Arity = ArgumentArity.Zero };
        var command = new Command("compare", "Compare evaluations in pairs of the same samples: differences, intervals, tests, and what could have been found.")
        {
            logs, samples, score, seed, markdown, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            var given = parsed.GetValue(logs) ?? [];
            if (given.Length < 2)
            {
                throw new Mistake("compare needs at least 2 evaluation logs: the first is what the others are compared with.");
            }

            var read = given.Select(log => LogReading.Read(log, surroundings)).ToList();
            var comparison = LogComparison.Of(read, (ulong)(parsed.GetValue(seed) ?? UsualSeed), parsed.GetValue(score) ?? SampleOutcomes.UsualScore);
            if (parsed.GetValue(json))
            {
                await surroundings.Output.WriteLineAsync(ComparisonJson.Of(comparison, parsed.GetValue(samples)));
            }
            else
            {
                Show(comparison, parsed.GetValue(samples), surroundings.Console);
            }
            if (parsed.GetValue(markdown) is { } file)
            {
                await ReportFiles.WriteAsync("--markdown", file, MarkdownReport.Of(comparison), surroundings);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(LogComparison comparison, bool listSamples, IAnsiConsole console)
    {
        foreach (var log in comparison.Others.Select(other => other.Log).Prepend(comparison.First))
        {
            console.WriteLine($"{log.Header.Model}: {log.Header.Task}, {Studies.Statistics.NumberText.Count(log.Samples.Count, "sample")} ({log.Header.Path})");
        }

        foreach (var other in comparison.Others)
        {
            console.WriteLine();
            console.Write(TableView.Of(ComparingTables.Of(other, comparison.First)));
            foreach (var sentence in ComparingTables.Conclusions(other))
            {
                console.WriteLine(sentence);
            }
            foreach (var warning in other.Warnings)
            {
                console.WriteLine($"Warning: {warning}", new Style(Color.Yellow));
            }
            if (listSamples)
            {
                List("In both", other.Samples.Pairs.Select(pair => pair.First));
                List("Only in the first", other.Samples.OnlyFirst);
                List("Only in the second", other.Samples.OnlySecond);
            }
        }

        void List(string title, IEnumerable<SampleSummary> samples)
        {
            foreach (var scenario in samples.GroupBy(sample => sample.Id, StringComparer.Ordinal))
            {
                console.WriteLine($"{title}: {Studies.Charts.VisibleText.Of(scenario.Key)}, {string.Join(", ", scenario.Select(sample => sample.Epoch))}");
            }
        }
    }
}
