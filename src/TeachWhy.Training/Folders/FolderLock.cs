using System.Globalization;

namespace TeachWhy.Training;

/// <summary>An exclusive hold on a folder. The operating system lets go of it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    private const string LockFile = ".lock";
    private const string OwnerFile = ".lock-owner";

    // What the operating system answers where somebody else holds a file.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="WorkFolderException">Another run holds the folder, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WorkFolderException($"The folder {folder} cannot be made: {WorkFolderException.ReasonOf(exception)}.", exception);
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
            file?.Dispose();
            throw exception.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows
                ? new WorkFolderException($"The folder {folder} is in use by another run{OwnerOf(folder)}; wait for it, stop it, or give another folder with --out.", exception)
                : new WorkFolderException($"The folder {folder} cannot be written: {WorkFolderException.ReasonOf(exception)}.", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Such as <c> (process 4711)</c>; nothing where the other run has not said so yet.</summary>
    private static string OwnerOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, OwnerFile)).Trim() is { Length: > 0 } owner ? $" (process {owner})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
