using System.CommandLine;
using TeachWhy.App.Loopback;
using TeachWhy.App.Parsing;
using TeachWhy.App.Viewing;
using TeachWhy.Studies.Statistics;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy view</c>: logs, datasets and studies as pages in a browser, on loopback or as files.</summary>
internal static class ViewCommand
{
    private const int StandardPort = 8181;

    public static Command Create(Surroundings surroundings)
    {
        var place = new Argument<string[]>("DIR")
        {
            Description = "Folders to look for logs, datasets and studies in, or a log, a dataset or a file of examples [default: logs, runs and data, here].", Arity = ArgumentArity.ZeroOrMore,
        };
        var port = Values.Number("--port", $"The port on 127.0.0.1 and ::1; 0 takes a free one [default: {StandardPort}].", 0, ushort.MaxValue);
        var files = new Option<string?>("--static") { Description = "Write the pages as files into a new folder, to open from a disk or to publish, and end.", HelpName = "OUT" };
        var command = new Command("view", "Read evaluation logs, ours and Inspect's, datasets and studies in a browser: rates, rollouts, two models side by side; examples and how they were made.") { place, port, files };
        command.SetAction((parsed, cancellation) =>
        {
            var library = new ViewerLibrary(ViewedPlaces.Of(parsed.GetValue(place) ?? [], surroundings.WorkingDirectory), OpenLog.Of);
            return parsed.GetValue(files) is { } folder
                ? WriteAsync(library, folder, surroundings, cancellation)
                : ServeAsync(library, parsed.GetValue(port) ?? StandardPort, surroundings, cancellation);
        });
        return command;
    }

    private static async Task<int> ServeAsync(ViewerLibrary library, int port, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var server = new ViewerServer(new ViewerPages(library), port, failure =>
        {
            lock (surroundings.Error)
            {
                surroundings.Error.WriteLine(UnexpectedFailure.Explain(failure, surroundings.WorkingDirectory));
            }
        });
        await server.StartAsync(cancellation);
        await surroundings.Output.WriteLineAsync($"Logs, datasets and studies below {library.Told} are at {server.Address}");
        await surroundings.Output.WriteLineAsync("Ctrl-C stops it.");
        await surroundings.Output.FlushAsync(cancellation);
        await cancellation.WhenCancelled();
        return ExitCode.Done;
    }

    /// <returns>Failed where a log or dataset could not be read: its pages are missing.</returns>
    private static async Task<int> WriteAsync(ViewerLibrary library, string folder, Surroundings surroundings, CancellationToken cancellation)
    {
        var path = ViewedPlaces.NewFolder(folder, surroundings.WorkingDirectory);
        StaticCounts counts;
        try
        {
            counts = await new StaticSite(library, path).WriteAsync(new StaticLines(surroundings.Output), cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"--static cannot be '{folder}': {failure.Message}");
        }

        await surroundings.Output.WriteLineAsync(
            $"{folder}/index.html leads to {counts.Rollouts:N0} rollouts of {NumberText.Count(counts.Logs, "log")}, to {NumberText.Count(counts.Examples, "example")} of {NumberText.Count(counts.Datasets, "dataset")} and to {counts.Studies:N0} {(counts.Studies == 1 ? "study" : "studies")}.");
        if (counts.Damaged == 0)
        {
            return ExitCode.Done;
        }

        await surroundings.Error.WriteLineAsync($"{counts.Damaged:N0} of them could not be read; the first page says why.");
        return ExitCode.Failed;
    }
}
