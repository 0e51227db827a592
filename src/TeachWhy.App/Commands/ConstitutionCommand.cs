using System.CommandLine;
using TeachWhy.App.Parsing;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Studies.Charts;
using TeachWhy.Simulation;

namespace TeachWhy.App.Commands;

/// <summary><c>teachwhy constitution</c>: checks constitutions, and shows the one that ships or another in each of its styles.</summary>
internal static class ConstitutionCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("constitution", "Check and show the text that a model should live by.") { Check(surroundings), Show(surroundings) };

    private static Command Check(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "A constitution." };
        var json = new Option<bool>("--json") { Description = "Write one JSON object to standard output, and nothing else.", Arity = ArgumentArity.Zero };
        var command = new Command("check", "Name every mistake of a constitution with its line, and say how long each section is in each style.") { file, json };
        command.SetAction(parsed => ConstitutionCheck.Run(parsed.GetRequiredValue(file), parsed.GetValue(json), surroundings));
        return command;
    }

    private static Command Show(Surroundings surroundings)
    {
        var file = new Argument<string?>("NAME|FILE") { Description = $"One that ships ({string.Join(", ", ConstitutionLibrary.Names)}), or a file; teachwhy where none is given.", Arity = ArgumentArity.ZeroOrOne };
        var section = new Option<string?>("--section") { Description = "Show this section alone.", HelpName = "ID" };
        var style = Values.OneOf("--style", "Which of its texts: whole as people read it, or one of the four that are compared.", [.. ConstitutionStyles.Words]);
        var command = new Command("show", "Show a constitution as Markdown.") { file, section, style };
        command.SetAction(parsed =>
        {
            var constitution = parsed.GetValue(file) is { } given ? ConstitutionCheck.Read(given, surroundings) : ConstitutionLibrary.Shipped;
            var text = Text(constitution, parsed.GetValue(section), parsed.GetValue(style) ?? ConstitutionStyle.Whole);
            surroundings.Output.Write(VisibleText.Of(text));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(Constitution constitution, string? id, ConstitutionStyle style)
    {
        if (constitution.WhyNot(style) is { } reason)
        {
            throw new Mistake($"{reason} docs/constitutions.md says what each style needs.");
        }

        if (id is null)
        {
            return constitution.Render(style);
        }

        if (constitution.Find(id) is not { } section)
        {
            throw new Mistake($"There is no section '{id}'{Nearest.Hint(id, [.. constitution.Sections.Select(known => known.Id)])}");
        }

        return style is ConstitutionStyle.General
            ? throw new Mistake("--section and '--style general' exclude each other: the general style is one paragraph for all sections.")
            : constitution.Render(section, style);
    }
}
