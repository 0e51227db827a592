using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Comparing;

/// <summary>Evaluation logs as a user names them.</summary>
internal static class LogReading
{
    /// <summary>Header and samples, without messages.</summary>
    /// <exception cref="Mistake">There is no such log, or it cannot be read.</exception>
    public static ComparedLog Read(string given, Surroundings surroundings)
    {
        var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
        if (Directory.Exists(path))
        {
            throw new Mistake($"'{given}' is a folder: name an evaluation log, a file that ends in .eval or .json.");
        }
        if (!File.Exists(path))
        {
            throw new Mistake($"There is no evaluation log at '{given}'.");
        }

        try
        {
            using var log = EvaluationLog.Open(path);
            return new ComparedLog(log.Header with { Path = given }, [.. log.Samples]);
        }
        catch (Exception exception) when (exception is LogException or IOException or UnauthorizedAccessException)
        {
            throw new Mistake(exception.Message.ReplaceLineEndings(" "));
        }
    }
}
