using System.CommandLine;
using Spectre.Console;
using TeachWhy.App.Display;
using TeachWhy.App.Parsing;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy scenarios</c>: checks company files, lists and shows those that ship.</summary>
internal static class ScenariosCommand
{
    public static Command Create(Surroundings surroundings)
    {
        return new Command("scenarios", "Check, list and show the companies that honeypots play in.")
        {
            Check(surroundings), List(surroundings), Show(surroundings),
        };
    }

    private static Command Check(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("FILE|DIR") { Description = "Scenario files, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Name every mistake of a scenario file with its line.") { paths };
        command.SetAction(parsed => CheckAll(parsed.GetRequiredValue(paths), surroundings));
        return command;
    }

    private static Command List(Surroundings surroundings)
    {
        var command = new Command("list", "List the companies that ship, by family.");
        command.SetAction(_ =>
        {
            var console = surroundings.Console;
            console.Write(Table(CompanyLibrary.Shipped.Companies));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(Surroundings surroundings)
    {
        var id = new Argument<string>("ID|FILE") { Description = "A company that ships, or a scenario file." };
        var command = new Command("show", "Show a company as a person reads it, with all variants and what counts as harm; or, in a condition, as a model does.") { id };
        var condition = new ShownCondition();
        condition.AddTo(command);
        command.SetAction(parsed =>
        {
            var company = Find(parsed.GetRequiredValue(id), surroundings);
            if (condition.Of(company, parsed) is { } scenario)
            {
                ScenarioPage.Write(scenario, surroundings.Output);
            }
            else
            {
                CompanyPage.Write(company, surroundings.Output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static int CheckAll(IReadOnlyList<string> given, Surroundings surroundings)
    {
        var files = given.SelectMany(path => FilesOf(path, surroundings)).Distinct(StringComparer.Ordinal).ToList();
        var (wrong, mistakes) = (0, 0);
        foreach (var path in files)
        {
            var reading = Read(path, surroundings);
            foreach (var mistake in reading.Mistakes)
            {
                surroundings.Output.WriteLine(mistake);
            }

            wrong += reading.Mistakes.Count > 0 ? 1 : 0;
            mistakes += reading.Mistakes.Count;
            if (reading.File is { } file)
            {
                surroundings.Output.WriteLine($"{file.Id}: no mistakes: {file.Mails.Count} mails, {file.Words:N0} words, {file.Files.Count} files, {file.HarmRules.Count} rules of harm, {file.OpenRules.Count} of the open way, {file.TaskRules.Count} of the task.");
            }
        }

        if (wrong == 0)
        {
            return ExitCode.Done;
        }

        surroundings.Error.WriteLine($"{mistakes} {(mistakes == 1 ? "mistake" : "mistakes")} in {wrong} of {files.Count} {(files.Count == 1 ? "file" : "files")}; docs/scenarios.md explains every key.");
        return ExitCode.Mistake;
    }

    private static CompanyReading Read(string path, Surroundings surroundings) => CompanyReader.ReadFile(path, Path.GetRelativePath(surroundings.WorkingDirectory, path));

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

        var files = Directory.EnumerateFiles(path, "*" + CompanyReader.Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new Mistake($"The folder '{given}' has no scenario file ({CompanyReader.Extension}) in it.");
    }

    private static CompanyFile Find(string given, Surroundings surroundings)
    {
        if (CompanyLibrary.Shipped.Find(given) is { } company)
        {
            return company;
        }

        var path = Path.GetFullPath(given, surroundings.WorkingDirectory);
        if (!File.Exists(path))
        {
            throw new Mistake($"There is no company '{given}'{Nearest.Hint(given, [.. CompanyLibrary.Shipped.Companies.Select(shipped => shipped.Id)])}");
        }

        var reading = Read(path, surroundings);
        return reading.File ?? throw new Mistake($"{reading.Mistakes[0]} 'teachwhy scenarios check {given}' names every mistake.");
    }

    private static Table Table(IReadOnlyList<CompanyFile> companies)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        table.AddColumns("Company", "Family", "Held out", "Title");
        table.AddColumn(new TableColumn("Mails").RightAligned());
        table.AddColumn(new TableColumn("Words").RightAligned());
        foreach (var company in companies)
        {
            table.AddRow(
                new Text(company.Id), new Text(company.Family), new Text(company.HeldOut ? "yes" : ""), new Text(company.Title),
                new Text($"{company.Mails.Count}"), new Text($"{company.Words:N0}"));
        }

        return table;
    }
}
