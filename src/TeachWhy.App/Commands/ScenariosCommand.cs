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
        var json = new Option<bool>("--json") { Description = "Write one JSON object per file to standard output, and nothing else.", Arity = ArgumentArity.Zero };
        var command = new Command("check", "Name every mistake of a scenario file with its line.") { paths, json };
        command.SetAction(parsed => ScenarioCheck.Run(parsed.GetRequiredValue(paths), parsed.GetValue(json), surroundings));
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

        var reading = ScenarioCheck.Read(path, surroundings);
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
