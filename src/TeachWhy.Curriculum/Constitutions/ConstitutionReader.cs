using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Constitutions;

/// <summary>Reads constitutions, with every mistake and its line. What is in a file is anybody's text.</summary>
public static class ConstitutionReader
{
    private const int MostSections = 100;
    private const int LongestId = 40;

    private static readonly YamlForm Form = new("a constitution", "one constitution", "'constitution' and 'sections'", "docs/constitutions.md");

    /// <summary>Reads a file from disk.</summary>
    /// <param name="fileName">How mistakes call it.</param>
    public static ConstitutionReading ReadFile(string path, string fileName)
    {
        var mistakes = new MistakeList(fileName, Form);
        return YamlFile.Read(path, mistakes) is { } text ? Read(text, fileName) : new ConstitutionReading(null, mistakes.InOrder());
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="fileName">How mistakes call it.</param>
    public static ConstitutionReading Read(string text, string fileName)
    {
        var mistakes = new MistakeList(fileName, Form);
        if (YamlTree.Read(text, mistakes) is not { } root)
        {
            return new ConstitutionReading(null, mistakes.InOrder());
        }

        var fields = new YamlFields(root, "the constitution", mistakes);
        var id = Id(fields, "constitution", mistakes);
        var title = InOneLine(fields.Text("title"));
        var version = Version(fields, mistakes);
        var constitution = new Constitution(title, Sections(fields, mistakes))
        {
            Id = id,
            Version = version,
            Preamble = Paragraphs(fields.TextOrNull("preamble")),
            General = InOneLine(fields.TextOrNull("general")),
        };
        fields.Done();
        return new ConstitutionReading(mistakes.Any ? null : constitution, mistakes.InOrder());
    }

    private static List<Section> Sections(YamlFields fields, MistakeList mistakes)
    {
        var sections = new List<Section>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in fields.Each("sections", (first, number) => first.Length > 0 ? $"section {first}" : $"section {number}", required: true))
        {
            var id = Id(row, "id", mistakes);
            if (id.Length > 0 && !lines.TryAdd(id, row.Line))
            {
                mistakes.Add(row.LineOf("id"), $"There is a section {id} already, in line {lines[id]}; each must have its own id.");
            }

            sections.Add(new Section(id, InOneLine(row.Text("title")), Points(row, "rules", required: true), Paragraphs(row.Text("reasons")))
            {
                MoreRules = Points(row, "more-rules"),
                Not = Points(row, "not"),
                Example = string.Join("\n\n", Paragraphs(row.TextOrNull("example"))),
            });
            row.Done();
        }

        if (fields.Has("sections") && sections.Count is 0 or > MostSections)
        {
            mistakes.Add(fields.LineOf("sections"), $"There are {sections.Count} sections; a constitution has 1 to {MostSections}.");
        }

        return sections;
    }

    private static string Id(YamlFields fields, string key, MistakeList mistakes)
    {
        if (fields.TextPart(key, required: true) is not { } given)
        {
            return "";
        }

        if (given.Text.Length <= LongestId && given.Text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            return given.Text;
        }

        mistakes.Add(given.Line, $"'{key}' of {fields.Place} is {MistakeList.Quote(given.Text)}; it must be at most {LongestId} lower-case letters, digits and hyphens.");
        return "";
    }

    private static int Version(YamlFields fields, MistakeList mistakes)
    {
        if (fields.TextPart("version", required: false) is not { } given)
        {
            return 1;
        }

        if (int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            return version;
        }

        mistakes.Add(given.Line, $"'version' is {MistakeList.Quote(given.Text)}; it must be a whole number from 1.");
        return 1;
    }

    private static IReadOnlyList<string> Points(YamlFields fields, string key, bool required = false) =>
        [.. fields.Words(key, required).Select(point => InOneLine(point.Text))];

    // A block's own line breaks are the file's, an empty line is the text's.
    private static IReadOnlyList<string> Paragraphs(string? text) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split("\n\n").Select(InOneLine).Where(paragraph => paragraph.Length > 0)];

    private static string InOneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
