using System.Globalization;
using TeachWhy.App.Submitting;
using TeachWhy.Curriculum.Datasets.Formats;
using TeachWhy.Curriculum.Datasets.Submissions;
using TeachWhy.Training;
using Dataset = TeachWhy.Curriculum.Making.DataFiles;

namespace TeachWhy.App.Commands;

/// <summary>Writes a dataset as another trainer reads it.</summary>
internal sealed class DatasetExport
{
    /// <summary>The dataset: its folder, or its file.</summary>
    public required string Path { get; init; }

    public required string Output { get; init; }

    public required DatasetFormat Format { get; init; }

    /// <summary>The model that Axolotl trains.</summary>
    public required string Base { get; init; }

    public required bool WithoutThinking { get; init; }

    public required bool Force { get; init; }

    /// <summary>How a model is trained on it at once; null where it is only written.</summary>
    public SubmitRequest? Submit { get; init; }

    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(Surroundings surroundings, CancellationToken cancellation)
    {
        if (Submit is null)
        {
            return await WriteAsync(_ => { }, surroundings, cancellation);
        }

        try
        {
            using var run = new SubmitRun(Submit, Output, surroundings);
            if (Submit.Cancel)
            {
                return await run.CancelAsync(cancellation);
            }

            var examples = 0L;
            var exitCode = await WriteAsync(written => examples = written.Examples, surroundings, cancellation);
            return exitCode == ExitCode.Done ? await run.RunAsync(examples, cancellation) : exitCode;
        }
        catch (SubmissionRefusedException refused)
        {
            throw new Mistake(refused.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WorkFolderException.Writing(SubmissionNote.PathOf(Output), exception);
        }
    }

    private async Task<int> WriteAsync(Action<DatasetWriter> finished, Surroundings surroundings, CancellationToken cancellation)
    {
        var source = Source();
        using var place = new DatasetPlace(this);
        place.Require(source);
        await DatasetCaution.TellAsync(Path, Submit, surroundings);
        return await FileWriting.RunAsync(Output, fault => fault is TrainingDataException, surroundings, cancellation, async () =>
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place.Aside)!);
            var written = Write(source, place.Aside, cancellation);
            place.Fill();
            finished(written);
            foreach (var line in Submit is { Json: true } ? [] : Lines(written))
            {
                await surroundings.Output.WriteLineAsync(line);
            }
        });
    }

    private string Source()
    {
        if (!Directory.Exists(Path))
        {
            return Path;
        }

        var file = System.IO.Path.Combine(Path, Dataset.Data);
        return File.Exists(file) ? file : throw new Mistake(Dataset.IsBegun(Path)
            ? $"{Path} holds no {Dataset.Data} yet: its making has not finished, and the same teachwhy data command goes on with it."
            : $"{Path} holds no {Dataset.Data}; give the folder of a dataset, or its file.");
    }

    private DatasetWriter Write(string source, string aside, CancellationToken cancellation)
    {
        if (Format != DatasetFormat.Axolotl)
        {
            return WriteData(source, aside, cancellation);
        }

        Directory.CreateDirectory(aside);
        var written = WriteData(source, System.IO.Path.Combine(aside, AxolotlYaml.Data), cancellation);
        var documents = written.AreDocuments == true;
        File.WriteAllText(System.IO.Path.Combine(aside, AxolotlYaml.OneGpu), AxolotlYaml.ForOneGpu(Base, documents));
        File.WriteAllText(System.IO.Path.Combine(aside, AxolotlYaml.SeveralNodes), AxolotlYaml.ForSeveralNodes(Base, documents));
        return written;
    }

    private DatasetWriter WriteData(string source, string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        var writer = new DatasetWriter(file, Format, thinking: !WithoutThinking);
        foreach (var line in JsonLinesFile.Read(source))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                switch (ExampleReader.Read(line))
                {
                    case TrainingExample.Text document:
                        writer.WriteDocument(document.Content);
                        break;
                    case TrainingExample.Conversation conversation:
                        writer.WriteConversation(conversation.Messages, conversation.Tools);
                        break;
                    default:
                        throw new DatasetFormatException("holds a prompt and its completion; a dataset holds conversations (\"messages\") or documents (\"text\")");
                }
            }
            catch (DatasetFormatException exception)
            {
                throw new Mistake($"{line.Place} {exception.Message}.");
            }
        }

        return writer.Examples > 0 ? writer : throw new Mistake($"{source} holds no example.");
    }

    private IEnumerable<string> Lines(DatasetWriter written)
    {
        var (examples, trained) = (written.Examples, written.Trained);
        yield return written.AreDocuments == true
            ? string.Create(CultureInfo.InvariantCulture, $"Wrote {Output}: {examples:N0} documents; all {trained.Words:N0} words are trained on.")
            : string.Create(CultureInfo.InvariantCulture, $"Wrote {Output}: {examples:N0} conversations; {trained.Words:N0} words in {trained.Turns:N0} turns of the assistant are trained on, and nothing else.");
        yield return Format switch
        {
            DatasetFormat.Axolotl => $"To train on one GPU, in that folder: axolotl train {AxolotlYaml.OneGpu}; {AxolotlYaml.SeveralNodes} says how on several machines.",
            DatasetFormat.OpenAI when Submit is not null => $"{SubmissionNote.PathOf(Output)} keeps how far its training is.",
            DatasetFormat.OpenAI when examples < 10 => "OpenAI wants at least 10 examples: this file will be refused.",
            DatasetFormat.OpenAI => "To train on it: the same command with --submit --base openai/NAME; OpenAI trains on every message of the assistant.",
            _ when written.AreDocuments == true => "To train with TRL: SFTConfig(max_length=8192); what is longer is cut.",
            _ => "To train with TRL: SFTConfig(assistant_only_loss=True, max_length=8192); without the first it trains on the user's words too, without the second it cuts at 1024 tokens.",
        };
    }
}
