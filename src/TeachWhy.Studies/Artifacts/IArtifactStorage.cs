namespace TeachWhy.Studies.Artifacts;

/// <summary>The writes that an artifact folder makes, so that a test can let any of them fail.</summary>
public interface IArtifactStorage
{
    /// <summary>Creates or empties a file, and the folders above it.</summary>
    Stream Create(string path);

    /// <summary>Waits until a file's content is on the disk.</summary>
    void Sync(string path);

    /// <summary>Moves a finished file into place, over an older one.</summary>
    void MoveFile(string from, string to);

    /// <summary>Moves a finished folder into place; there must be none yet.</summary>
    void MoveFolder(string from, string to);

    /// <summary>Deletes a folder with everything in it; no error where there is none.</summary>
    void DeleteFolder(string path);
}

/// <summary>The file system.</summary>
public sealed class DiskStorage : IArtifactStorage
{
    public Stream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    public void MoveFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }

    public void MoveFolder(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        Directory.Move(from, to);
    }

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
