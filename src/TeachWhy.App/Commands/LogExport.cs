using TeachWhy.App.Display;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary>Writes an evaluation log anew as the other kind of file that Inspect reads.</summary>
internal static class LogExport
{
    public static Task<int> RunAsync(string path, string output, ExportFormat format, bool force, Surroundings surroundings, CancellationToken cancellation)
    {
        var ending = format == ExportFormat.InspectArchive ? ".eval" : ".json";
        if (!output.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new Mistake($"--out cannot be '{output}': Inspect knows that kind of log by a name that ends in {ending}.");
        }

        if (Directory.Exists(output) || (File.Exists(output) && !force))
        {
            throw new Mistake(Directory.Exists(output) ? $"--out cannot be '{output}': it is a folder." : $"{output} is already there; --force replaces it.");
        }

        return FileWriting.RunAsync(output, fault => fault is LogException, surroundings, cancellation, async () =>
        {
            using var log = EvaluationLog.Open(path);
            log.WriteTo(output);
            await surroundings.Output.WriteLineAsync($"Wrote {output}: {Words.Memory(new FileInfo(output).Length)}, {log.Samples.Count:N0} samples of {log.Header.Task} with {log.Header.Model}.");
            await surroundings.Output.WriteLineAsync($"To look at it with Inspect: inspect view --log-dir {Path.GetDirectoryName(output)}");
        });
    }
}
