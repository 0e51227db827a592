using System.Text.Encodings.Web;
using System.Text.Json;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary>Reads scenario files and tells of each whether it can be used.</summary>
internal static class ScenarioCheck
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>A mistake where any file has one.</returns>
    public static int Run(IReadOnlyList<string> given, bool asJson, Surroundings surroundings)
    {
        var paths = given.SelectMany(path => FilesOf(path, surroundings)).Distinct(StringComparer.Ordinal).ToList();
        var (wrong, mistakes) = (0, 0);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var reading = Once(Read(path, surroundings), taken);
            surroundings.Output.Write(asJson ? Object(path, reading, surroundings) : Lines(reading));
            wrong += reading.File is null ? 1 : 0;
            mistakes += reading.Mistakes.Count;
        }

        if (wrong == 0)
        {
            return ExitCode.Done;
        }

        surroundings.Error.WriteLine($"{mistakes} {(mistakes == 1 ? "mistake" : "mistakes")} in {wrong} of {paths.Count} {(paths.Count == 1 ? "file" : "files")}; docs/scenarios.md explains every key.");
        return ExitCode.Mistake;
    }

    /// <summary>Reads one file; its mistakes call it by its path from the working folder.</summary>
    public static CompanyReading Read(string path, Surroundings surroundings) => CompanyReader.ReadFile(path, NameOf(path, surroundings));

    private static string NameOf(string path, Surroundings surroundings) => Path.GetRelativePath(surroundings.WorkingDirectory, path);

    // Results are kept by company: two of one name would be taken for one.
    private static CompanyReading Once(CompanyReading reading, Dictionary<string, string> taken) =>
        reading.File is not { } file || taken.TryAdd(file.Id, file.FileName) ? reading
            : new CompanyReading(null, [new FileMistake(file.FileName, 1, $"There is a company {file.Id} in {taken[file.Id]} already; each must have its own name.")]);

    private static string Lines(CompanyReading reading) => string.Concat((reading.File is { } file
        ? [$"{file.Id}: no mistakes: {file.Mails.Count} mails, {file.Words:N0} words, {file.Files.Count} files, {file.HarmRules.Count} rules of harm, {file.OpenRules.Count} of the open way, {file.TaskRules.Count} of the task."]
        : reading.Mistakes.Select(mistake => mistake.ToString())).Select(line => line + Environment.NewLine));

    private static string Object(string path, CompanyReading reading, Surroundings surroundings) => JsonSerializer.Serialize(
        new
        {
            file = NameOf(path, surroundings),
            id = reading.File?.Id,
            family = reading.File?.Family,
            mails = reading.File?.Mails.Count,
            words = reading.File?.Words,
            mistakes = reading.Mistakes.Select(mistake => new { line = mistake.Line, sentence = mistake.Sentence }),
        },
        Json) + Environment.NewLine;

    private static IEnumerable<string> FilesOf(string given, Surroundings surroundings)
    {
        var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new Mistake($"There is no file or folder '{given}' to check; give a scenario file ({CompanyReader.Extension}) or a folder of them.");
        }

        // Links may lead in circles.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = Directory.EnumerateFiles(path, "*" + CompanyReader.Extension, options).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new Mistake($"The folder '{given}' has no scenario file ({CompanyReader.Extension}) in it.");
    }
}
