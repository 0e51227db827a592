using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Journals;
using TeachWhy.Curriculum.Making;
using TeachWhy.Training;
using Dataset = TeachWhy.Curriculum.Making.DataFiles;

namespace TeachWhy.App.Making;

/// <summary>The dataset of <c>--source</c>: looked through once, so that a mistake in its last line is told before the first request.</summary>
internal sealed class DataSource : IExampleSource, IDisposable
{
    private readonly DatasetLines _lines;
    private readonly string _path;

    private DataSource(DatasetLines lines, string path) => (_lines, _path) = (lines, path);

    public required string Name { get; init; }

    public required string Hash { get; init; }

    public required int Count { get; init; }

    public required int Documents { get; init; }

    public required long Tokens { get; init; }

    /// <param name="path">A folder of <c>teachwhy data</c>, or a JSONL file.</param>
    /// <exception cref="DataRefusedException">It is no dataset that can be read.</exception>
    public static DataSource Open(string path, CancellationToken cancellation)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Dataset.Data) : path;
        if (!File.Exists(file))
        {
            throw new DataRefusedException($"--source cannot be '{path}': {(Directory.Exists(path) ? $"it holds no {Dataset.Data}; give the folder of a dataset, or its file" : "there is no such file or folder")}.");
        }

        try
        {
            var (count, documents, tokens) = (0, 0, 0L);
            foreach (var line in JsonLinesFile.Read(file))
            {
                cancellation.ThrowIfCancellationRequested();
                var example = GivenExample.Of(line);
                if (example.Given is null)
                {
                    throw new TrainingDataException($"{line.Place} holds a prompt and its completion; a dataset holds conversations (\"messages\") or documents (\"text\").");
                }

                (count, documents, tokens) = (count + 1, documents + (example.Text is null ? 0 : 1), tokens + DataMaking.TokensOf(example));
            }

            return new DataSource(DatasetLines.Open(file, file), file)
            {
                Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Hash = Dataset.HashOf(file), Count = count, Documents = documents, Tokens = tokens,
            };
        }
        catch (Exception failure) when (failure is TrainingDataException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DataRefusedException($"--source cannot be used: {failure.Message}", failure);
        }
    }

    public Example Read(int number)
    {
        try
        {
            var bytes = _lines.Line(number);
            var mark = number == 0 && bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return GivenExample.Of(new JsonLine(_path, number + 1, bytes.AsMemory(mark)));
        }
        catch (TrainingDataException failure)
        {
            throw new InvalidDataException($"{_path} was changed while it was read: {failure.Message}", failure);
        }
    }

    public void Dispose() => _lines.Dispose();
}
