using System.Globalization;

namespace TeachWhy.Studies.Artifacts;

/// <summary>An exclusive hold on a folder. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockFile = ".lock";
    private const string OwnerFile = ".lock-owner";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="StudyFolderException">Another run holds the folder, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StudyFolderException($"The folder {folder} cannot be made: {StudyFolderException.ReasonOf(exception)}.", exception);
        }

        var path = Path.Combine(folder, LockFile);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // Beside the lock, not in it: nobody else can read a file that is held.
            File.WriteAllText(Path.Combine(folder, OwnerFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var isHeld = file is null && exception is IOException and not DirectoryNotFoundException && File.Exists(path);
            file?.Dispose();
            throw isHeld && OwnerOf(folder) is { } owner
                ? new StudyFolderException($"The folder {folder} is in use by another run (process {owner}); wait for it, stop it, or give another folder with --out.", exception)
                : new StudyFolderException($"The folder {folder} cannot be written: {StudyFolderException.ReasonOf(exception)}.", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string? OwnerOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, OwnerFile)).Trim() is { Length: > 0 } owner ? owner : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
