using System.CommandLine;
using System.Globalization;
using TeachWhy.App.Display;
using TeachWhy.App.Parsing;
using TeachWhy.Curriculum.Datasets.Formats;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy export</c>: a checkpoint for other programs, as a Hugging Face folder or a GGUF file for llama.cpp; an evaluation log, as Inspect's archive or JSON; or a dataset, for TRL, Axolotl or OpenAI.</summary>
internal static class ExportCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var checkpoint = new Argument<string>("CHECKPOINT") { Description = "The model: a folder as Hugging Face lays it out, or a GGUF file. With a format of Inspect's, an evaluation log; with trl, axolotl or openai, a dataset's folder or file." };
        var format = Values.OneOf(
            "--format", "hf for a folder as Hugging Face lays it out, gguf for a file that llama.cpp runs; inspect-eval or inspect-json for a log that Inspect opens; trl, axolotl or openai for a dataset.",
            ("hf", ExportFormat.HuggingFace), ("gguf", ExportFormat.Gguf), ("inspect-eval", ExportFormat.InspectArchive), ("inspect-json", ExportFormat.InspectJson),
            ("trl", ExportFormat.Trl), ("axolotl", ExportFormat.Axolotl), ("openai", ExportFormat.OpenAI));
        var output = new Option<string?>("--out") { Description = "Where to write: a folder for hf and axolotl, a file for all others.", HelpName = "PATH" };
        var type = Values.OneOf(
            "--type", "How weights are stored; q8_0 is for gguf only [default: as they are in the checkpoint].", ("float32", WeightType.Float32),
            ("float16", WeightType.Float16), ("bfloat16", WeightType.BFloat16), ("q8_0", WeightType.Quantized8));
        var merge = new Option<string?>("--merge") { Description = "A low-rank adapter to make part of the weights first, in PEFT's layout.", HelpName = "ADAPTER" };
        var end = Values.Words("--end", "Tokens that end a text, where the checkpoint does not name them.", "A,B");
        var baseModel = new Option<string?>("--base") { Description = $"With axolotl: the model that is trained [default: {AxolotlYaml.DefaultBase}].", HelpName = "NAME" };
        var withoutThinking = new Option<bool>("--without-thinking") { Description = "With a dataset: leave out what the assistant thinks aloud.", Arity = ArgumentArity.Zero };
        var force = new Option<bool>("--force") { Description = "Replace what is already there.", Arity = ArgumentArity.Zero };

        var command = new Command("export", "Write a checkpoint for other programs: Hugging Face's, or llama.cpp; an evaluation log for Inspect; or a dataset for TRL, Axolotl or OpenAI.")
        {
            checkpoint, format, output, type, merge, end, baseModel, withoutThinking, force,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (DatasetFormatOf(parsed.GetValue(format)) is { } dataset)
            {
                return new DatasetExport
                {
                    Path = Required("CHECKPOINT", parsed.GetRequiredValue(checkpoint), surroundings),
                    Output = Required("--out", parsed.GetValue(output) ?? throw new Mistake("--out is missing: it must say where to write."), surroundings),
                    Format = parsed.GetValue(type) is null && parsed.GetValue(merge) is null && parsed.GetValue(end) is null or []
                        ? dataset
                        : throw new Mistake("--type, --merge and --end are for checkpoints: a dataset has no weights."),
                    Base = parsed.GetValue(baseModel) switch
                    {
                        null => AxolotlYaml.DefaultBase,
                        _ when dataset != DatasetFormat.Axolotl => throw new Mistake("--base is for axolotl: only its configuration names a model."),
                        var name when string.IsNullOrWhiteSpace(name) => throw new Mistake("--base cannot be '': it must be the name or the folder of a model."),
                        var name => name,
                    },
                    WithoutThinking = parsed.GetValue(withoutThinking),
                    Force = parsed.GetValue(force),
                }.RunAsync(surroundings, cancellation);
            }

            if (parsed.GetValue(baseModel) is not null || parsed.GetValue(withoutThinking))
            {
                throw new Mistake("--base and --without-thinking are for datasets: --format must be trl, axolotl or openai.");
            }

            if (parsed.GetValue(format) is (ExportFormat.InspectArchive or ExportFormat.InspectJson) and var kind)
            {
                return parsed.GetValue(type) is null && parsed.GetValue(merge) is null && parsed.GetValue(end) is null or []
                    ? LogExport.RunAsync(
                        Required("CHECKPOINT", parsed.GetRequiredValue(checkpoint), surroundings), Required("--out", parsed.GetValue(output) ?? throw new Mistake("--out is missing: it must say where to write."), surroundings),
                        kind, parsed.GetValue(force), surroundings)
                    : throw new Mistake("--type, --merge and --end are for checkpoints: a log is written as it is.");
            }

            var request = new ExportRequest
            {
                Checkpoint = Transformer.Checkpoint.InRun(Required("CHECKPOINT", parsed.GetRequiredValue(checkpoint), surroundings)),
                Format = parsed.GetValue(format) ?? throw new Mistake("--format is missing: it must be hf or gguf for a checkpoint, inspect-eval or inspect-json for a log, trl, axolotl or openai for a dataset."),
                Output = Required("--out", parsed.GetValue(output) ?? throw new Mistake("--out is missing: it must say where to write."), surroundings),
                Type = parsed.GetValue(type),
                Adapter = parsed.GetValue(merge) is { } adapter ? Required("--merge", adapter, surroundings) : null,
                End = parsed.GetValue(end) ?? [],
                Force = parsed.GetValue(force),
            };
            return RunAsync(request, surroundings, cancellation);
        });
        return command;
    }

    private static DatasetFormat? DatasetFormatOf(ExportFormat? format) => format switch
    {
        ExportFormat.Trl => DatasetFormat.Trl,
        ExportFormat.Axolotl => DatasetFormat.Axolotl,
        ExportFormat.OpenAI => DatasetFormat.OpenAI,
        _ => null,
    };

    private static async Task<int> RunAsync(ExportRequest request, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            RequirePlace(request);
            var export = Export.Run(request, cancellation);
            foreach (var line in Lines(request, export))
            {
                await surroundings.Output.WriteLineAsync(line);
            }
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Stopped; nothing was written.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException
            or ModelTooLargeException or NumberTooLargeException or ArgumentException)
        {
            throw new Mistake(exception.Message.ReplaceLineEndings(" "));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await surroundings.Error.WriteLineAsync($"Could not write {request.Output}: {WorkFolderException.ReasonOf(exception)}.");
            return ExitCode.Failed;
        }
    }

    private static string Required(string name, string path, Surroundings surroundings) => !string.IsNullOrWhiteSpace(path)
        ? Path.GetFullPath(path, surroundings.WorkingDirectory)
        : throw new Mistake($"{name} cannot be '': it must be a path.");

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
