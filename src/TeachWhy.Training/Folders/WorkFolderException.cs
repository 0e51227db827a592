namespace TeachWhy.Training;

/// <summary>A folder that work is done in cannot be used: not writable, in use, or the disk is full. The message is one sentence for a person.</summary>
public sealed class WorkFolderException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);
    private const int QuotaUnix = 122;

    /// <summary>True where work was under way, such as when the disk filled up; false where the folder could not be used at all.</summary>
    public bool DuringWork { get; private init; }

    /// <summary>Names the file and the reason, and says that nothing finished is lost.</summary>
    public static WorkFolderException Writing(string path, Exception cause) =>
        cause as WorkFolderException
        ?? new($"Could not write {path}: {ReasonOf(cause)}; what was finished before is kept, and the same command goes on from there.", cause) { DuringWork = true };

    /// <summary>The reason in words: what the operating system said, without its paths.</summary>
    public static string ReasonOf(Exception cause) => cause switch
    {
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => "no space is left on the disk",
        IOException { HResult: QuotaUnix } => "the disk quota is used up",
        UnauthorizedAccessException => "permission denied",
        _ => WithoutPath(cause.Message),
    };

    private static string WithoutPath(string message)
    {
        var path = message.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? message : message[..path]).TrimEnd('.', ' ');
    }
}
