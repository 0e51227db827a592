using TeachWhy.Training;

namespace TeachWhy.App;

/// <summary>The writing of files for other programs: done, stopped, refused or impossible, each but the first with one sentence.</summary>
internal static class FileWriting
{
    /// <param name="place">Where it is written.</param>
    /// <param name="isMistake">Whether what was given is at fault.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    /// <exception cref="Mistake">What was given is at fault.</exception>
    public static async Task<int> RunAsync(string? place, Func<Exception, bool> isMistake, Surroundings surroundings, CancellationToken cancellation, Func<Task> write)
    {
        try
        {
            await write();
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Stopped; nothing was written.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (isMistake(exception))
        {
            throw new Mistake(exception.Message.ReplaceLineEndings(" "));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await surroundings.Error.WriteLineAsync($"Could not write {place}: {WorkFolderException.ReasonOf(exception)}.");
            return ExitCode.Failed;
        }
    }
}
