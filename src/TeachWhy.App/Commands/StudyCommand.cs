using System.CommandLine;
using TeachWhy.App.Display;
using TeachWhy.App.Parsing;
using TeachWhy.Studies;
using TeachWhy.Studies.Plans;
using TeachWhy.Training;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy study</c>: trains a miniature from scratch, puts each published finding to the test, and writes a report.</summary>
internal static class StudyCommand
{
    private const int MostSeeds = 100;
    private const int MostThreads = 256;

    public static Command Create(Surroundings surroundings)
    {
        var standard = new StudyRequest { Folder = "" };
        var study = new Argument<string>("NAME|FILE")
        {
            Description = $"The study: {string.Join(", ", surroundings.Runner.Studies)}, or the path of a study file.",
            DefaultValueFactory = _ => standard.Study,
        };
        var preset = Values.OneOf(
            "--preset", "How much to do: quick takes minutes, full takes hours, tiny only shows that everything works [default: quick].",
            ("quick", StudyPreset.Quick), ("full", StudyPreset.Full), ("tiny", StudyPreset.Tiny));
        var seeds = Values.Number("--seeds", "How many seeds each arm is trained with [default: the preset's].", 1, MostSeeds);
        var seed = Values.Number("--seed", $"The seed that everything random derives from [default: {standard.Seed}].", 1, int.MaxValue);
        var arms = Values.Words("--arms", "Only these arms, and the controls they are compared with [default: all].", "A,B");
        var threads = Values.Number("--threads", $"Threads to work with; the results are the same with any number [default: {standard.Threads}].", 1, MostThreads);
        var output = new Option<string?>("--out")
        {
            Description = "The folder for everything the study writes; a run that was stopped goes on there [default: runs/NAME-PRESET].",
            HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object per event to standard output, and nothing else.", Arity = ArgumentArity.Zero };

        var command = new Command("study", "Train a miniature from scratch, put each published finding to the test, and write a report.")
        {
            study, preset, seeds, seed, arms, threads, output, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = standard with
            {
                Study = StudyOf(parsed.GetRequiredValue(study), surroundings),
                Preset = parsed.GetValue(preset) ?? standard.Preset,
                Seeds = parsed.GetValue(seeds),
                Seed = parsed.GetValue(seed) ?? standard.Seed,
                Arms = parsed.GetValue(arms) ?? [],
                Threads = parsed.GetValue(threads) ?? standard.Threads,
            };
            foreach (var arm in request.Arms)
            {
                Known.Name($"arm of '{request.Study}'", arm, surroundings.Runner.ArmsOf(request.Study));
            }

            request = request with { Folder = FolderOf(request, parsed.GetValue(output), surroundings.WorkingDirectory) };
            return RunAsync(request, parsed.GetValue(json), surroundings, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(StudyRequest request, bool json, Surroundings surroundings, CancellationToken cancellation)
    {
        IStudyDisplay display = json ? new JsonDisplay(surroundings.Output, surroundings.Time)
            : surroundings.IsTerminal ? new LiveDisplay(surroundings.Console, surroundings.Time)
            : new PlainDisplay(surroundings.Console, surroundings.Time);

        try
        {
            var outcome = await display.ShowAsync(() => surroundings.Runner.RunAsync(request, display, cancellation));
            display.Conclude(outcome, request);
            if (outcome.Complete)
            {
                return ExitCode.Done;
            }

            await surroundings.Error.WriteLineAsync($"The study is incomplete; what is missing and why stands in {outcome.ReportPath}.");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync($"Stopped; what is finished is kept in {request.Folder}, and the same command goes on from there.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(request.Folder, exception);
        }
        catch (Exception exception) when (exception is not (WorkFolderException or StudyFileException or Mistake))
        {
            await surroundings.Error.WriteLineAsync(UnexpectedFailure.Explain(exception, request.Folder));
            return ExitCode.Failed;
        }
    }

    // What looks like a path is one; the study's reader says what is wrong with the file.
    private static string StudyOf(string given, Surroundings surroundings) =>
        given.Contains('/') || given.Contains('\\') || given.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFullPath(given, surroundings.WorkingDirectory)
            : Known.Name("study", given, surroundings.Runner.Studies);

    // A seed of its own gets a folder of its own, so that one report does not take another's place.
    private static string FolderOf(StudyRequest request, string? given, string workingDirectory)
    {
        var suffix = request.Seed == new StudyRequest { Folder = "" }.Seed ? "" : $"-seed-{request.Seed}";
        var folder = given ?? $"runs/{Path.GetFileNameWithoutExtension(request.Study)}-{request.Preset.ToString().ToLowerInvariant()}{suffix}";
        return !string.IsNullOrWhiteSpace(folder)
            ? Path.GetFullPath(folder, workingDirectory)
            : throw new Mistake("--out cannot be '': it must be a folder.");
    }
}
