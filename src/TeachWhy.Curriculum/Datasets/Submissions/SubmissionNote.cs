using System.Text.Json;
using TeachWhy.Curriculum.Making;

namespace TeachWhy.Curriculum.Datasets.Submissions;

/// <summary>
/// The note of a submission, beside its file: written aside, then moved into place, before and after each step that cannot be
/// taken back. Only one process holds it.
/// </summary>
public sealed class SubmissionNote : IDisposable
{
    private const int LongestNote = 1 << 20;

    private readonly string _path;
    private readonly FileStream _held;

    private SubmissionNote(string path, FileStream held, Submission current) => (_path, _held, Current) = (path, held, current);

    /// <summary>As it is written.</summary>
    public Submission Current { get; private set; }

    /// <summary>Where the note of a file lies.</summary>
    public static string PathOf(string file) => $"{file}.job.json";

    /// <summary>What is noted of a file; null where nothing is.</summary>
    /// <exception cref="SubmissionRefusedException">It cannot be read.</exception>
    public static Submission? Read(string file)
    {
        var path = PathOf(file);
        try
        {
            return !File.Exists(path) ? null
                : new FileInfo(path).Length <= LongestNote && JsonSerializer.Deserialize<Submission>(File.ReadAllBytes(path), DataJson.Options) is { } noted ? noted
                : throw new JsonException();
        }
        catch (JsonException failure)
        {
            throw new SubmissionRefusedException($"{path} is no note of a submission, or it is damaged; what it stood for may be at the provider, so look there before you delete it.", failure);
        }
    }

    /// <summary>Holds the note of a file, and writes one where there is none.</summary>
    /// <exception cref="SubmissionRefusedException">It is of another submission, it cannot be read, or another process holds it.</exception>
    public static SubmissionNote Hold(string file, Submission wanted)
    {
        var path = PathOf(file);
        var held = Held(path);
        try
        {
            var noted = Read(file);
            if (noted is not null && wanted.DifferenceFrom(noted) is { } difference)
            {
                throw new SubmissionRefusedException($"{path} is about a job with {difference}; give what it was begun with to follow that, another file with --out, or delete the note to forget that job.");
            }

            var note = new SubmissionNote(path, held, noted ?? wanted);
            if (noted is null)
            {
                note.Keep(wanted);
            }

            return note;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Notes how far it is: once this returns, a process that is killed knows it again.</summary>
    public void Keep(Submission submission)
    {
        var aside = $"{_path}.part";
        using (var file = File.Create(aside))
        {
            JsonSerializer.Serialize(file, submission, DataJson.Indented);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, _path, overwrite: true);
        Current = submission;
    }

    public void Dispose() => _held.Dispose();

    private static FileStream Held(string path)
    {
        var held = $"{path}.held";
        try
        {
            return new FileStream(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (File.Exists(held))
        {
            throw new SubmissionRefusedException($"Another command is at work with {path}; wait for it, or stop it.", failure);
        }
    }
}

/// <summary>A dataset cannot be submitted as asked.</summary>
/// <param name="message">One sentence.</param>
public sealed class SubmissionRefusedException(string message, Exception? inner = null) : Exception(message, inner);
