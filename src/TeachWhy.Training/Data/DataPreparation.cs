namespace TeachWhy.Training;

/// <summary>
/// Turns data files into rows on disk, once and before the first step: whatever is wrong with a line is said before any
/// work is lost, and training then reads any row in one go, however large the corpus is.
/// </summary>
/// <param name="context">Tokens of the longest row.</param>
/// <param name="divide">Whether a document longer than a row goes on in another, or loses its end.</param>
public sealed class DataPreparation(ExampleEncoder encoder, int context, bool divide)
{
    private const int ReportEvery = 500;

    /// <summary>Writes the rows of the chosen examples.</summary>
    /// <param name="chosen">Which examples to take, by their number over all files.</param>
    /// <param name="path">The file to write.</param>
    /// <returns>What became of the examples, and the SHA-256 of the file.</returns>
    /// <exception cref="TrainingDataException">A line is not what it must be.</exception>
    public (DataCounts Counts, string Hash) Write(
        IReadOnlyList<string> files, Func<long, bool> chosen, string path, IProgress<TrainingEvent>? progress, CancellationToken cancellation)
    {
        var cutting = new DocumentCutting(context, divide);
        var unmarked = encoder.UnmarkedTurns;
        using var rows = new RowFileWriter(path, context);
        foreach (var row in Packing.Pack(Documents(), context))
        {
            rows.Write(row);
        }
        var counts = cutting.Counts with { Rows = rows.Rows, RowTokens = rows.Tokens, UnmarkedTurns = encoder.UnmarkedTurns - unmarked };
        return (counts, rows.Finish());

        IEnumerable<TrainingDocument> Documents()
        {
            var number = 0L;
            foreach (var (example, line) in DataFiles.Read(files))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!chosen(number++))
                {
                    continue;
                }
                foreach (var piece in cutting.Cut(encoder.Encode(example, line)))
                {
                    yield return piece;
                }
                if (cutting.Counts.Documents % ReportEvery == 0)
                {
                    progress?.Report(new TrainingEvent.DataRead(line.File, cutting.Counts.Documents, cutting.Counts.Tokens));
                }
            }
        }
    }
}
