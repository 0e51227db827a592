using System.CommandLine;
using System.Globalization;
using TeachWhy.App.Display;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy export</c>: a checkpoint for other programs, as a Hugging Face folder or a GGUF file for llama.cpp; an evaluation log, as Inspect's archive or JSON; or a dataset, for TRL, Axolotl or OpenAI.</summary>
internal static class ExportCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new ExportOptions();
        var command = new Command("export", "Write a checkpoint for other programs: Hugging Face's, or llama.cpp; an evaluation log for Inspect; or a dataset for TRL, Axolotl or OpenAI, where it can be trained on at once.") { options.Source };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            switch (options.Format(parsed))
            {
                case ExportFormat.Trl or ExportFormat.Axolotl or ExportFormat.OpenAI:
                    return options.Dataset(parsed, surroundings.WorkingDirectory).RunAsync(surroundings, cancellation);
                case (ExportFormat.InspectArchive or ExportFormat.InspectJson) and var kind:
                    var (log, output) = options.Log(parsed, surroundings.WorkingDirectory);
                    return LogExport.RunAsync(log, output, kind, options.Force(parsed), surroundings, cancellation);
                default:
                    return RunAsync(options.Checkpoint(parsed, surroundings.WorkingDirectory), surroundings, cancellation);
            }
        });
        return command;
    }

    private static Task<int> RunAsync(ExportRequest request, Surroundings surroundings, CancellationToken cancellation) => FileWriting.RunAsync(
        request.Output,
        fault => fault is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or ModelTooLargeException or NumberTooLargeException or ArgumentException,
        surroundings,
        cancellation,
        async () =>
        {
            RequirePlace(request);
            var export = Export.Run(request, cancellation);
            foreach (var line in Lines(request, export))
            {
                await surroundings.Output.WriteLineAsync(line);
            }
        });

    private static void RequirePlace(ExportRequest request)
    {
        if (request is { Format: ExportFormat.HuggingFace, Type: WeightType.Quantized8 })
        {
            throw new Mistake("--type cannot be 'q8_0' with --format hf: Hugging Face's files hold float32, float16 or bfloat16.");
        }
        if (Path.TrimEndingDirectorySeparator(request.Output) == Path.TrimEndingDirectorySeparator(request.Checkpoint))
        {
            throw new Mistake($"--out cannot be '{request.Output}': that is the checkpoint itself.");
        }
        var (isFolder, isFile) = (Directory.Exists(request.Output), File.Exists(request.Output));
        if ((isFolder || isFile) && !request.Force)
        {
            throw new Mistake($"{request.Output} is already there; --force replaces it.");
        }
        if (request.Format == ExportFormat.Gguf ? isFolder : isFile)
        {
            throw new Mistake($"--out cannot be '{request.Output}': it is a {(isFolder ? "folder" : "file")}, and {(isFolder ? "gguf is a file" : "hf is a folder")}.");
        }

        // A folder is replaced whole, so it had better be a model's.
        if (isFolder && Directory.EnumerateFileSystemEntries(request.Output).Any() && !File.Exists(Path.Combine(request.Output, "config.json")))
        {
            throw new Mistake($"--out cannot be '{request.Output}': --force replaces a checkpoint, and that folder holds something else.");
        }
    }

    private static IEnumerable<string> Lines(ExportRequest request, Export export)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture, $"Wrote {request.Output}: {Words.Memory(export.Bytes)}, {export.Parameters:N0} weights as {NameOf(export.Type)}.");
        if (export.Wide.Count > 0)
        {
            yield return $"{export.Wide.Count} of the matrices are float16, {export.Wide[0]} first: their rows are no multiple of 32 numbers, which q8_0 needs.";
        }
        if (request.Format == ExportFormat.Gguf)
        {
            yield return $"To run it with llama.cpp: llama-cli -m {request.Output} -no-cnv -n 100 -p \"...\"";
        }
        if (request.Format == ExportFormat.Gguf && export.Chats)
        {
            yield return $"To talk to it: llama-server -m {request.Output} --jinja";
        }
        if (request.Format == ExportFormat.Gguf && export.IsWords)
        {
            yield return "It knows whole words only: to llama.cpp, letters that are none of them are the end of a text.";
        }
    }

    private static string NameOf(WeightType type) => type == WeightType.Quantized8 ? "q8_0" : type.ToString().ToLowerInvariant();
}
