using System.Reflection;
using System.Text;

namespace TeachWhy.Simulation;

/// <summary>The door to suites: shipped ones by name, those of a file by its path.</summary>
public static class Suites
{
    /// <summary>What is measured where the user does not say.</summary>
    public const string Default = "honeypots";

    private const string Prefix = "suites/";
    private const string Extension = ".yaml";
    private const int LongestFile = 1 << 20;

    private static readonly Lazy<IReadOnlyList<SuiteFile>> ShippedOnce = new(ReadShipped);

    /// <summary>The suites of content/suites, the default first.</summary>
    public static IReadOnlyList<SuiteFile> Shipped => ShippedOnce.Value;

    /// <param name="nameOrFile">One of <see cref="Shipped"/> or of <paramref name="others"/>, or the path of a suite file, which ends in <c>.yaml</c>.</param>
    /// <param name="others">Suites made elsewhere that go by their names, such as the small world's.</param>
    /// <exception cref="SuiteException">There is no such suite, its file has mistakes, or the choice cannot be met.</exception>
    public static Suite Load(string nameOrFile, SuiteChoice? choice = null, IReadOnlyList<INamedSuite>? others = null)
    {
        choice ??= new SuiteChoice();
        return others?.FirstOrDefault(suite => string.Equals(suite.Name, nameOrFile, StringComparison.Ordinal)) is { } named
            ? named.Make(choice)
            : SuitePlan.Of(Find(nameOrFile, others ?? []), choice).Make();
    }

    /// <summary>The suite file that goes by a name, or lies at a path.</summary>
    /// <exception cref="SuiteException">There is none, or it has mistakes.</exception>
    public static SuiteFile Find(string nameOrFile, IReadOnlyList<INamedSuite>? others = null)
    {
        if (Shipped.FirstOrDefault(suite => string.Equals(suite.Name, nameOrFile, StringComparison.Ordinal)) is { } shipped)
        {
            return shipped;
        }

        if (!nameOrFile.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            var names = Shipped.Select(suite => suite.Name).Concat((others ?? []).Select(suite => suite.Name)).ToList();
            throw new SuiteException($"There is no suite '{Sentence.Shown(nameOrFile)}'{Nearest.Hint(Sentence.Shown(nameOrFile), [.. names, $"a file that ends in {Extension}"])}");
        }

        var reading = SuiteReader.Read(TextOf(nameOrFile), Path.GetFileName(nameOrFile));
        return reading.File ?? throw new SuiteException(string.Join('\n', reading.Mistakes));
    }

    private static string TextOf(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LongestFile
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path))
                : throw new SuiteException($"{path} is larger than {LongestFile:N0} bytes, which no suite file needs.");
        }
        catch (DecoderFallbackException)
        {
            throw new SuiteException($"{path} is not text in UTF-8.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SuiteException($"The suite {path} cannot be read: {failure.Message}");
        }
    }

    private static List<SuiteFile> ReadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var suites = new List<SuiteFile>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            var reading = SuiteReader.Read(reader.ReadToEnd(), name[Prefix.Length..]);
            suites.Add(reading.File ?? throw new InvalidOperationException($"A suite that ships has a mistake: {reading.Mistakes[0]}"));
        }

        return [.. suites.OrderBy(suite => string.Equals(suite.Name, Default, StringComparison.Ordinal) ? 0 : 1)];
    }
}
