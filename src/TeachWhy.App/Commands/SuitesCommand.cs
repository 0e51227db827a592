using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TeachWhy.App.Display;
using TeachWhy.Miniature.Agents;
using TeachWhy.Simulation;
using TeachWhy.Studies.Charts;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy suites</c>: which suites there are, what is in one, and how large it is.</summary>
internal static class SuitesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var name = new Argument<string?>("NAME|FILE") { Description = "A suite that ships, or a suite file.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--scenarios") { Description = "A folder with companies of your own, beside the shipped ones.", HelpName = "DIR" };
        var command = new Command("suites", "List the suites, or show what is in one and how large it is.") { name, folder };
        command.SetAction(parsed =>
        {
            var choice = new SuiteChoice { Folder = parsed.GetValue(folder) is { } path ? Path.GetFullPath(path, surroundings.WorkingDirectory) : null };
            try
            {
                if (parsed.GetValue(name) is { } given)
                {
                    ShowOne(given, choice, surroundings);
                }
                else
                {
                    ShowAll(choice, surroundings);
                }
            }
            catch (SuiteException failure)
            {
                throw new Mistake(failure.Message);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void ShowAll(SuiteChoice choice, Surroundings surroundings)
    {
        var console = surroundings.Console;
        var table = NewTable("Suite", "Mode");
        foreach (var number in (string[])["Scenarios", "Samples", "Rollouts", "Tokens to begin", "Tokens behind tools"])
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        IEnumerable<Suite> suites = [.. Suites.Shipped.Select(file => SuitePlan.Of(file, choice).Make()), Miniature.Make(new SuiteChoice())];
        foreach (var suite in suites)
        {
            var size = SuiteSize.Of(suite);
            table.AddRow(
                suite.Name, ModeOf(suite.Scenarios[0].Mode), Words.Count(size.Scenarios), Words.Count(suite.Samples), Words.Count((long)size.Scenarios * suite.Samples), Rounded(size.Opening), size.Behind == 0 ? "" : Rounded(size.Behind));
        }

        console.Write(table);
        surroundings.Output.WriteLine("Tokens are estimated, for one pass over the scenarios. Over many turns a model is sent again at each what came before, so it reads several times as many.");
        surroundings.Output.WriteLine("'teachwhy suites NAME' shows the cells of one; 'teachwhy eval --model M --suite NAME --estimate' tells what it would take.");
    }

    private static void ShowOne(string given, SuiteChoice choice, Surroundings surroundings)
    {
        var (console, output) = (surroundings.Console, surroundings.Output);
        if (string.Equals(given, Miniature.Name, StringComparison.Ordinal))
        {
            var small = Miniature.Make(new SuiteChoice());
            output.WriteLine($"{Miniature.Name}: {Miniature.About}");
            output.WriteLine($"{MiniatureSuite.Each} of each: {string.Join(", ", small.Scenarios.Select(scenario => scenario.Family).Distinct(StringComparer.Ordinal))}.");
            Sum(small, output);
            return;
        }

        var path = given.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(given, surroundings.WorkingDirectory) : given;
        var plan = SuitePlan.Of(Suites.Find(path, [Miniature]), choice);
        output.WriteLine(VisibleText.Of($"{plan.File.Name}: {plan.File.About}"));
        var table = NewTable("Cell");
        table.AddColumn(new TableColumn("Companies").RightAligned());
        foreach (var cell in plan.File.Cells)
        {
            var conditions = plan.Scenarios.Count(scenario => cell.Of(scenario.Company) == scenario.Condition);
            table.AddRow(new Text(cell.ToString()), new Text(Words.Count(conditions)));
        }

        console.Write(table);
        foreach (var reason in plan.LeftOut.Select(left => $"Left out: {left.Reason}.").Distinct(StringComparer.Ordinal))
        {
            output.WriteLine(VisibleText.Of(reason));
        }

        if (plan.File.Impossible > 0)
        {
            output.WriteLine($"{plan.File.Impossible} cells of the factorial there cannot be; docs/factors.md says which, and why.");
        }

        Sum(plan.Make(), output);
    }

    private static MiniatureSuite Miniature { get; } = new(MiniatureSuite.DefaultWorld);

    private static void Sum(Suite suite, TextWriter output)
    {
        var size = SuiteSize.Of(suite);
        var behind = size.Behind == 0 ? "" : $", and {Rounded(size.Behind)} more behind tools";
        output.WriteLine(
            $"{Words.Count(size.Scenarios)} scenarios, played {suite.Samples} {(suite.Samples == 1 ? "time" : "times")} each: {Words.Count((long)size.Scenarios * suite.Samples)} rollouts. One pass begins with about {Rounded(size.Opening)} tokens{behind}. Version {suite.Version}.");
    }

    private static Table NewTable(params string[] columns) => new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) }.AddColumns(columns);

    private static string ModeOf(ScenarioMode mode) => mode.ToString().ToLowerInvariant();

    // An estimate, no finer than it deserves.
    private static string Rounded(long tokens) => Words.Count(tokens < 10_000 ? (tokens + 50) / 100 * 100 : (tokens + 500) / 1000 * 1000);
}
