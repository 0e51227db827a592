using System.Text.Json;
using System.Text.Json.Serialization;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Examples;

/// <summary>The starter library (content/examples): one list for each kind of data, in the files' order.</summary>
public sealed class ExampleLibrary
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<ExampleLibrary> ShippedOnce = new(() => new ExampleLibrary(file => BuiltInText.Read($"examples/{file}")));

    /// <summary>Read once.</summary>
    public static ExampleLibrary Shipped => ShippedOnce.Value;

    private ExampleLibrary(Func<string, string> read)
    {
        Advice = ItemsOf<AdviceItem>("difficult-advice.jsonl");
        Stories = ItemsOf<StoryItem>("stories.jsonl");
        Documents = ItemsOf<DocumentItem>("constitution-documents.jsonl");
        Honeypots = ItemsOf<HoneypotItem>("honeypot-answers.jsonl");

        IReadOnlyList<T> ItemsOf<T>(string file)
            where T : LibraryItem => Parse<T>(read(file), file);
    }

    public IReadOnlyList<AdviceItem> Advice { get; }

    public IReadOnlyList<StoryItem> Stories { get; }

    public IReadOnlyList<DocumentItem> Documents { get; }

    public IReadOnlyList<HoneypotItem> Honeypots { get; }

    /// <summary>Everything, kind after kind.</summary>
    public IEnumerable<LibraryItem> All => [.. Advice, .. Stories, .. Documents, .. Honeypots];

    /// <summary>Everything as data sets have it; a honeypot answer twice, with its reasons and without.</summary>
    public IEnumerable<(string Id, Example Example)> AsData =>
    [
        .. Advice.Select(item => (item.Id, item.Example)), .. Stories.Select(item => (item.Id, item.Example)), .. Documents.Select(item => (item.Id, item.Example)),
        .. Honeypots.SelectMany(item => new[] { (item.Id, item.ToExample(withReasons: true)), (item.Id, item.ToExample(withReasons: false)) }),
    ];

    /// <summary>How many pieces of each kind show a section at work; a story or document counts in each of its sections.</summary>
    public LibraryCounts CountsOf(string section)
    {
        return new LibraryCounts(Count(Advice), Count(Stories), Count(Documents), Count(Honeypots));

        int Count(IEnumerable<LibraryItem> items) => items.Count(item => item.About.Contains(section, StringComparer.Ordinal));
    }

    /// <summary>Reads items of one kind, one JSON object a line.</summary>
    /// <exception cref="InvalidDataException">A line is no such object; says which.</exception>
    public static IReadOnlyList<T> Parse<T>(string text, string fileName)
        where T : LibraryItem
    {
        var items = new List<T>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            try
            {
                items.Add(JsonSerializer.Deserialize<T>(line, Strict) ?? throw new JsonException("There is nothing in the line."));
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"{fileName}:{number}: This is no piece of that kind: {failure.Message}", failure);
            }
        }

        return items;
    }
}
