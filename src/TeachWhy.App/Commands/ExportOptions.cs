using System.CommandLine;
using TeachWhy.App.Parsing;
using TeachWhy.App.Submitting;
using TeachWhy.Curriculum.Datasets.Formats;
using TeachWhy.Transformer;

namespace TeachWhy.App.Commands;

/// <summary>The options of <c>teachwhy export</c>, and the requests they make: of a checkpoint, of a log, of a dataset.</summary>
internal sealed class ExportOptions
{
    private readonly Option<ExportFormat?> _format = Values.OneOf(
        "--format", "hf for a folder as Hugging Face lays it out, gguf for a file that llama.cpp runs; inspect-eval or inspect-json for a log that Inspect opens; trl, axolotl or openai for a dataset.",
        ("hf", ExportFormat.HuggingFace), ("gguf", ExportFormat.Gguf), ("inspect-eval", ExportFormat.InspectArchive), ("inspect-json", ExportFormat.InspectJson),
        ("trl", ExportFormat.Trl), ("axolotl", ExportFormat.Axolotl), ("openai", ExportFormat.OpenAI));
    private readonly Option<string?> _output = Values.Text("--out", "Where to write: a folder for hf and axolotl, a file for all others.", "PATH");
    private readonly Option<WeightType?> _type = Values.OneOf(
        "--type", "How weights are stored; q8_0 is for gguf only [default: as they are in the checkpoint].", ("float32", WeightType.Float32),
        ("float16", WeightType.Float16), ("bfloat16", WeightType.BFloat16), ("q8_0", WeightType.Quantized8));
    private readonly Option<string?> _merge = Values.Text("--merge", "A low-rank adapter to make part of the weights first, in PEFT's layout.", "ADAPTER");
    private readonly Option<IReadOnlyList<string>> _end = Values.Words("--end", "Tokens that end a text, where the checkpoint does not name them.", "A,B");
    private readonly Option<string?> _base = Values.Text("--base", $"The model that is trained: with axolotl any name [default: {AxolotlYaml.DefaultBase}], with --submit openai/NAME or openai:BASE_URL/NAME.", "NAME");
    private readonly Option<bool> _withoutThinking = Values.Flag("--without-thinking", "With a dataset: leave out what the assistant thinks aloud.");
    private readonly Option<bool> _force = Values.Flag("--force", "Replace what is already there.");
    private readonly SubmitOptions _submit = new();

    public Argument<string> Source { get; } = new("CHECKPOINT") { Description = "The model: a folder as Hugging Face lays it out, or a GGUF file. With a format of Inspect's, an evaluation log; with trl, axolotl or openai, a dataset's folder or file." };

    public IEnumerable<Option> All => [_format, _output, _type, _merge, _end, _base, _withoutThinking, _force, .. _submit.All];

    /// <exception cref="Mistake">It is missing.</exception>
    public ExportFormat Format(ParseResult parsed) => parsed.GetValue(_format)
        ?? throw new Mistake("--format is missing: it must be hf or gguf for a checkpoint, inspect-eval or inspect-json for a log, trl, axolotl or openai for a dataset.");

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public ExportRequest Checkpoint(ParseResult parsed, string workingDirectory)
    {
        RefuseDatasets(parsed);
        return new ExportRequest
        {
            Checkpoint = Transformer.Checkpoint.InRun(SourceOf(parsed, workingDirectory)),
            Format = Format(parsed),
            Output = OutputOf(parsed, workingDirectory),
            Type = parsed.GetValue(_type),
            Adapter = parsed.GetValue(_merge) is { } adapter ? PathOf("--merge", adapter, workingDirectory) : null,
            End = parsed.GetValue(_end) ?? [],
            Force = Force(parsed),
        };
    }

    /// <summary>A log's path, and where it is written anew.</summary>
    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public (string Log, string Output) Log(ParseResult parsed, string workingDirectory)
    {
        RefuseDatasets(parsed);
        RefuseWeights(parsed, "a log is written as it is");
        return (SourceOf(parsed, workingDirectory), OutputOf(parsed, workingDirectory));
    }

    /// <exception cref="Mistake">Something is missing, or cannot be.</exception>
    public DatasetExport Dataset(ParseResult parsed, string workingDirectory)
    {
        RefuseWeights(parsed, "a dataset has no weights");
        RefuseSubmission(parsed);
        var format = Format(parsed) switch
        {
            ExportFormat.Trl => DatasetFormat.Trl,
            ExportFormat.Axolotl => DatasetFormat.Axolotl,
            _ => DatasetFormat.OpenAI,
        };
        var submits = _submit.IsGiven(parsed);
        return new DatasetExport
        {
            Path = SourceOf(parsed, workingDirectory),
            Output = OutputOf(parsed, workingDirectory),
            Format = format,
            Base = parsed.GetValue(_base) switch
            {
                null => AxolotlYaml.DefaultBase,
                _ when format != DatasetFormat.Axolotl && !submits => throw new Mistake("--base is for axolotl, whose configuration names a model, and for --submit."),
                var name when string.IsNullOrWhiteSpace(name) => throw new Mistake("--base cannot be '': it must be the name or the folder of a model."),
                var name => name,
            },
            WithoutThinking = parsed.GetValue(_withoutThinking),
            Force = Force(parsed),
            Submit = submits ? _submit.Read(parsed, parsed.GetValue(_base)) : null,
        };
    }

    private void RefuseDatasets(ParseResult parsed)
    {
        if (parsed.GetValue(_base) is not null || parsed.GetValue(_withoutThinking))
        {
            throw new Mistake("--base and --without-thinking are for datasets: --format must be trl, axolotl or openai.");
        }

        RefuseSubmission(parsed);
    }

    private void RefuseSubmission(ParseResult parsed)
    {
        if (_submit.IsGiven(parsed) && Format(parsed) != ExportFormat.OpenAI)
        {
            throw new Mistake("--submit is for OpenAI's fine-tuning: --format must be openai.");
        }

        if (_submit.GivenInVain(parsed) is { } option)
        {
            throw new Mistake($"{option} is for --submit, which is not given.");
        }
    }

    private void RefuseWeights(ParseResult parsed, string reason)
    {
        if (parsed.GetValue(_type) is not null || parsed.GetValue(_merge) is not null || parsed.GetValue(_end) is { Count: > 0 })
        {
            throw new Mistake($"--type, --merge and --end are for checkpoints: {reason}.");
        }
    }

    private string SourceOf(ParseResult parsed, string workingDirectory) => PathOf("CHECKPOINT", parsed.GetRequiredValue(Source), workingDirectory);

    private string OutputOf(ParseResult parsed, string workingDirectory) =>
        PathOf("--out", parsed.GetValue(_output) ?? throw new Mistake("--out is missing: it must say where to write."), workingDirectory);

    private static string PathOf(string name, string path, string workingDirectory) => !string.IsNullOrWhiteSpace(path)
        ? Path.GetFullPath(path, workingDirectory)
        : throw new Mistake($"{name} cannot be '': it must be a path.");
}
