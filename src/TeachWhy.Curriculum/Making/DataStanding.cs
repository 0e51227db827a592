using TeachWhy.Curriculum.Datasets.Reading;
using TeachWhy.Curriculum.Journals;

namespace TeachWhy.Curriculum.Making;

/// <summary>What the folder of a dataset says of the data in it. Nothing is said where there is neither a manifest nor anything else of a making.</summary>
/// <param name="Incomplete">Why the data is not all that was wanted, to follow "it is incomplete:"; null where it is all.</param>
/// <param name="Changed">A sentence that says the data is not what was made; null where it is.</param>
public sealed record DataStanding(string? Incomplete, string? Changed)
{
    /// <summary>What whoever made it warns of; null for nothing.</summary>
    public string? Warning { get; init; }

    // Files of one run are moved into place one after the other; what is later than this is of another run.
    private static readonly TimeSpan OneRun = TimeSpan.FromSeconds(2);

    /// <summary>Reads it; the data is read once, for its hash.</summary>
    /// <param name="folder">The dataset's.</param>
    public static DataStanding Of(string folder)
    {
        var (data, manifest) = (Path.Combine(folder, DataFiles.Data), Path.Combine(folder, DataFiles.Manifest));
        if (!File.Exists(manifest))
        {
            return new DataStanding(DataFiles.IsBegun(folder) ? $"its making has not finished, for there is no {DataFiles.Manifest}" : null, null);
        }

        try
        {
            var record = DatasetRecord.Read(manifest);
            return record is { Complete: { } complete, Data.Sha256: { } hash }
                ? new DataStanding(complete ? WhyUnfinished(folder, manifest) : WhyIncomplete(record), WhyChanged(hash, data)) { Warning = record.Warning }
                : new DataStanding($"{DataFiles.Manifest} does not say that it is whole", null) { Warning = record.Warning };
        }
        catch (InvalidDataException failure)
        {
            return new DataStanding($"nothing says that it is whole: {failure.Message.TrimEnd('.')}", null);
        }
    }

    private static string WhyIncomplete(DatasetRecord record) => record switch
    {
        { Ended: { } ended } => $"its making ended early: {ended.TrimEnd('.')}",
        { Progress: { Failed: > 0 } progress } => FormattableString.Invariant($"{progress.Failed:N0} items could not be asked for"),
        _ => "its making ended early",
    };

    private static string? WhyUnfinished(string folder, string manifest)
    {
        if (DataFiles.IsInWork(folder))
        {
            return "more of it is being made at this moment, or that was killed";
        }

        var stages = Path.Combine(folder, DataJournal.Folder);
        var made = File.GetLastWriteTimeUtc(manifest) + OneRun;
        return Directory.Exists(stages) && Directory.EnumerateFiles(stages, $"*{DataJournal.Extension}").Any(stage => File.GetLastWriteTimeUtc(stage) > made)
            ? $"its {DataJournal.Folder} were written to after {DataFiles.Data}, so more of it was begun and not finished" : null;
    }

    private static string? WhyChanged(string hash, string data) => string.Equals(hash, DataFiles.HashOf(data), StringComparison.Ordinal) ? null
        : $"{data} is not what was made: its hash is not the one in {DataFiles.Manifest}.";
}
