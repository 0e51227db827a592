using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Commands;

/// <summary>Reads a constitution and tells whether it can be used, how long it is, and what it lacks for a fair comparison.</summary>
internal static class ConstitutionCheck
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>A mistake where the file has one.</returns>
    public static int Run(string given, bool asJson, Surroundings surroundings)
    {
        var reading = Reading(given, surroundings);
        if (asJson)
        {
            surroundings.Output.WriteLine(Object(given, reading));
        }
        else if (reading.Constitution is { } constitution)
        {
            Write(constitution, surroundings);
        }
        else
        {
            reading.Mistakes.ToList().ForEach(mistake => surroundings.Output.WriteLine(VisibleText.Of(mistake.ToString())));
        }

        if (reading.Constitution is not null)
        {
            return ExitCode.Done;
        }

        surroundings.Error.WriteLine($"{reading.Mistakes.Count} {(reading.Mistakes.Count == 1 ? "mistake" : "mistakes")}; docs/constitutions.md explains every key.");
        return ExitCode.Mistake;
    }

    /// <summary>A constitution without mistakes.</summary>
    public static Constitution Read(string given, Surroundings surroundings)
    {
        var reading = Reading(given, surroundings);
        return reading.Constitution ?? throw new Mistake($"{reading.Mistakes[0]} 'teachwhy constitution check {given}' names every mistake.");
    }

    private static ConstitutionReading Reading(string given, Surroundings surroundings)
    {
        if (ConstitutionLibrary.Find(given) is { } shipped)
        {
            return new ConstitutionReading(shipped, []);
        }

        var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
        return File.Exists(path) ? ConstitutionReader.ReadFile(path, Path.GetRelativePath(surroundings.WorkingDirectory, path))
            : throw new Mistake($"There is no file '{given}'; give a constitution (.yaml), or the name of one that ships: {string.Join(", ", ConstitutionLibrary.Names)}.");
    }

    private static void Write(Constitution constitution, Surroundings surroundings)
    {
        var (console, lengths) = (surroundings.Console, SectionLength.Of(constitution));
        surroundings.Output.WriteLine($"{constitution.Id}: no mistakes: version {constitution.Version}, {lengths.Count} {(lengths.Count == 1 ? "section" : "sections")}, {ConstitutionText.WordsOf(constitution.Render()):N0} words, hash {constitution.Hash}.");
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) }.AddColumn("Section");
        foreach (var style in (string[])["Rules", "With reasons", "With more rules", "Apart", "Whole"])
        {
            table.AddColumn(new TableColumn(style).RightAligned());
        }

        foreach (var length in lengths)
        {
            table.AddRow(length.Id, $"{length.Rules}", $"{length.Reasons}", $"{length.MoreRules}", Percent(length.Apart), $"{length.Whole}");
        }

        console.Write(table);
        foreach (var length in lengths.Where(length => !length.IsFair))
        {
            surroundings.Output.WriteLine($"The section {length.Id} is {Percent(Math.Abs(length.Apart!.Value))} {(length.Apart > 0 ? "longer" : "shorter")} with more rules than with reasons; at most {Percent(SectionLength.MostApart)} keeps the comparison fair.");
        }

        foreach (var (word, style) in ConstitutionStyles.Words)
        {
            if (constitution.WhyNot(style) is { } reason)
            {
                surroundings.Output.WriteLine($"It cannot be had in the style {word}. {reason}");
            }
        }
    }

    private static string Percent(double? share) => share is { } known ? (known * 100).ToString("0", CultureInfo.InvariantCulture) + "%" : "";

    private static string Object(string given, ConstitutionReading reading) => JsonSerializer.Serialize(
        new
        {
            file = given,
            id = reading.Constitution?.Id,
            version = reading.Constitution?.Version,
            hash = reading.Constitution?.Hash,
            words = reading.Constitution is { } constitution
                ? SectionLength.Of(constitution).Select(length => new { section = length.Id, rules = length.Rules, reasons = length.Reasons, more_rules = length.MoreRules, whole = length.Whole }) : null,
            mistakes = reading.Mistakes.Select(mistake => new { line = mistake.Line, sentence = mistake.Sentence }),
        },
        Json);
}
