namespace TeachWhy.App;

/// <summary>What nobody foresaw: one sentence for the person, the details in a file for whoever mends it.</summary>
internal static class UnexpectedFailure
{
    private const string FileName = "failure.txt";

    /// <summary>Writes the details into <paramref name="folder"/>, or where that fails into the system's temporary folder.</summary>
    /// <returns>One sentence that says what happened and where the details are.</returns>
    public static string Explain(Exception exception, string folder)
    {
        var what = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}";
        foreach (var place in new[] { folder, Path.GetTempPath() })
        {
            try
            {
                var path = Path.Combine(place, FileName);
                File.WriteAllText(path, exception.ToString());
                return $"The work failed in a way that TeachWhy did not foresee ({what}); the details are in {path}.";
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                // The next place, or none: the sentence must come out all the same.
            }
        }

        return $"The work failed in a way that TeachWhy did not foresee ({what}).";
    }
}
