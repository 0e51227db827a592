using System.Reflection;

namespace TeachWhy.Simulation;

/// <summary>Companies by id and family: those that ship with TeachWhy, or those in a folder.</summary>
public sealed class CompanyLibrary
{
    private const string Prefix = "scenarios/";
    private const int MostInFolder = 500;

    private static readonly Lazy<CompanyLibrary> ShippedOnce = new(() => new CompanyLibrary(ReadShipped()));

    private CompanyLibrary(IEnumerable<CompanyFile> companies)
    {
        Companies =
        [
            .. companies.OrderBy(company => ScenarioFamilies.All.ToList().IndexOf(company.Family)).ThenBy(company => company.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The companies that ship (content/scenarios), held-out families among them: for measuring.</summary>
    public static CompanyLibrary Shipped => ShippedOnce.Value;

    /// <summary>By family in the order of <see cref="ScenarioFamilies.All"/>, then by id.</summary>
    public IReadOnlyList<CompanyFile> Companies { get; }

    /// <summary>What whoever makes training data may read: the shipped companies without the held-out families.</summary>
    public static CompanyLibrary ForRecipes() => new(Shipped.Companies.Where(company => !company.HeldOut));

    /// <summary>The company of that id; null where there is none.</summary>
    public CompanyFile? Find(string id) => Companies.FirstOrDefault(company => company.Id == id);

    /// <summary>The companies of a family.</summary>
    public IReadOnlyList<CompanyFile> Of(string family) => [.. Companies.Where(company => company.Family == family)];

    /// <summary>The shipped companies and those of a folder, its own folders among it.</summary>
    /// <returns>The mistakes in place of the library where a file has any, or an id that is taken.</returns>
    public static (CompanyLibrary? Library, IReadOnlyList<FileMistake> Mistakes) WithFolder(string folder)
    {
        var (companies, mistakes) = (Shipped.Companies.ToList(), new List<FileMistake>());
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        var paths = Directory.EnumerateFiles(folder, "*" + CompanyReader.Extension, options).Take(MostInFolder + 1).ToList();
        if (paths.Count > MostInFolder)
        {
            return (null, [new FileMistake(folder, 1, $"The folder has more than {MostInFolder} files that end in {CompanyReader.Extension}; give one with companies alone.")]);
        }

        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path);
            var reading = CompanyReader.ReadFile(path, name);
            mistakes.AddRange(reading.Mistakes);
            if (reading.File is { } file && companies.Any(company => company.Id == file.Id))
            {
                mistakes.Add(new FileMistake(name, 1, $"There is another company {file.Id} already; each needs a name of its own."));
            }
            else if (reading.File is { } own)
            {
                companies.Add(own);
            }
        }

        return (mistakes.Count == 0 ? new CompanyLibrary(companies) : null, mistakes);
    }

    private static IEnumerable<CompanyFile> ReadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            var reading = CompanyReader.Read(reader.ReadToEnd(), name[Prefix.Length..]);
            yield return reading.File ?? throw new InvalidOperationException($"A scenario that ships has a mistake: {reading.Mistakes[0]}");
        }
    }
}
