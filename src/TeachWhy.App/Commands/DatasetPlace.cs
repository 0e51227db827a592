using System.Security.Cryptography;
using TeachWhy.Curriculum.Datasets.Formats;
using TeachWhy.Curriculum.Datasets.Submissions;

namespace TeachWhy.App.Commands;

/// <summary>Where an exported dataset goes: it is written aside, and moved into place when it is whole.</summary>
internal sealed class DatasetPlace(DatasetExport export) : IDisposable
{
    private bool Submits => export.Submit is not null;

    /// <summary>The file or folder to write into.</summary>
    public string Aside { get; } = $"{Path.TrimEndingDirectorySeparator(export.Output)}.{Guid.NewGuid():N}.tmp";

    /// <exception cref="Mistake">Nothing can be written there, or nothing is to be replaced there.</exception>
    public void Require(string source)
    {
        var output = export.Output;
        var (isFolder, isFile) = (Directory.Exists(output), File.Exists(output));
        if (output == source || Path.TrimEndingDirectorySeparator(output) == Path.TrimEndingDirectorySeparator(export.Path))
        {
            throw new Mistake($"--out cannot be '{output}': that is the dataset itself.");
        }

        if (export.Format == DatasetFormat.Axolotl ? isFile : isFolder)
        {
            throw new Mistake($"--out cannot be '{output}': it is a {(isFolder ? "folder, and this format is a file" : "file, and axolotl is a folder")}.");
        }

        // What is submitted may be there from an earlier time; whether it is the same is known when it is written.
        if ((isFolder || isFile) && !export.Force && !Submits)
        {
            throw new Mistake($"{output} is already there; --force replaces it.");
        }

        // A folder is replaced whole, so it may hold only what an export wrote.
        string[] ours = [AxolotlYaml.Data, AxolotlYaml.OneGpu, AxolotlYaml.SeveralNodes];
        if (isFolder && Directory.EnumerateFileSystemEntries(output).Any(entry => !ours.Contains(Path.GetFileName(entry), StringComparer.Ordinal)))
        {
            throw new Mistake($"--out cannot be '{output}': --force replaces an export, and that folder holds something else.");
        }
    }

    /// <summary>Moves what is written into place.</summary>
    /// <exception cref="Mistake">Something else is there that is to stay.</exception>
    public void Fill()
    {
        if (export.Format == DatasetFormat.Axolotl)
        {
            FillFolder();
            return;
        }

        if (Submits && File.Exists(export.Output) && !IsSame(Aside, export.Output))
        {
            RequireReplaceable();
        }

        File.Move(Aside, export.Output, overwrite: true);
    }

    public void Dispose() => Delete(Aside);

    private void RequireReplaceable()
    {
        if (SubmissionNote.Read(export.Output) is not null)
        {
            throw new Mistake($"{SubmissionNote.PathOf(export.Output)} is about what {export.Output} holds, and the dataset gives something else now; give another file with --out, or delete the note to forget that job.");
        }

        if (!export.Force)
        {
            throw new Mistake($"{export.Output} is already there with something else in it; --force replaces it.");
        }
    }

    // Moved away whole, then deleted: a kill in between leaves no half of a folder under its name.
    private void FillFolder()
    {
        var replaced = $"{Aside}.old";
        if (Directory.Exists(export.Output))
        {
            Directory.Move(export.Output, replaced);
        }

        Directory.Move(Aside, export.Output);
        Delete(replaced);
    }

    private static bool IsSame(string left, string right)
    {
        using var first = File.OpenRead(left);
        using var second = File.OpenRead(right);
        return first.Length == second.Length && SHA256.HashData(first).AsSpan().SequenceEqual(SHA256.HashData(second));
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
