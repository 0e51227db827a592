namespace TeachWhy.Simulation;

/// <summary>Reads suite files, with every mistake and its line. What is in a file is anybody's text.</summary>
public static class SuiteReader
{
    /// <summary>A suite has no more cells than these.</summary>
    public const int MostCells = 2_000;

    private const int MostSamples = 10_000;

    /// <param name="fileName">How mistakes call it; the suite is named after it.</param>
    public static SuiteReading Read(string text, string fileName)
    {
        var mistakes = new MistakeList(fileName, YamlForm.Suite);
        if (YamlTree.Read(text, mistakes) is not { } root)
        {
            return new SuiteReading(null, mistakes.InOrder());
        }

        var fields = new YamlFields(root, "the suite", mistakes);
        var name = fields.TextPart("suite", required: true);
        if (name is not null && !string.Equals(name.Text, Path.GetFileNameWithoutExtension(fileName), StringComparison.Ordinal))
        {
            mistakes.Add(name.Line, $"'suite' is {MistakeList.Quote(name.Text)}; it must be the file's name, '{Path.GetFileNameWithoutExtension(fileName)}'.");
        }

        var cells = new SuiteCells(mistakes);
        var file = new SuiteFile
        {
            Name = name?.Text ?? "",
            About = fields.Text("about"),
            Mode = Enum.Parse<ScenarioMode>(fields.OneOf("mode", ["agent", "single"]), ignoreCase: true),
            Samples = Samples(fields, mistakes),
            Families = [.. fields.Words("families").Where(family => fields.Among(family, "a family", ScenarioFamilies.All)).Select(family => family.Text)],
            Companies = [.. fields.Words("companies").Select(company => company.Text)],
            Cells = cells.Of(fields),
            Impossible = cells.Impossible,
        };
        if (file.Cells.Count == 0 && !mistakes.Any)
        {
            mistakes.Add(root.Line, "The suite has no cell that there can be: name some under 'cells', or levels under 'factors'.");
        }

        fields.Done();
        return new SuiteReading(mistakes.Any ? null : file, mistakes.InOrder());
    }

    private static int Samples(YamlFields fields, MistakeList mistakes)
    {
        var samples = fields.Number("samples") ?? 1;
        if (samples is >= 1 and <= MostSamples && samples == Math.Floor(samples))
        {
            return (int)samples;
        }

        mistakes.Add(fields.LineOf("samples"), $"'samples' must be a whole number from 1 to {MostSamples:N0}.");
        return 1;
    }
}
