using System.CommandLine.Parsing;
using System.CommandLine;
using TeachWhy.Simulation;

namespace TeachWhy.App.Parsing;

/// <summary>Turns what the parser did not understand into one sentence.</summary>
internal static class ParseMistakes
{
    /// <summary>The first mistake of a command line; null where there is none.</summary>
    public static string? FirstOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var place = command is RootCommand ? "teachwhy" : $"teachwhy {command.Name}";
        if (UnknownOption(parsed) is { } option)
        {
            var name = option.Split('=', ':')[0];
            return $"'{place}' has no option '{name}'{Nearest.Hint(name, Names(command.Options))}";
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        var given = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        if (given is null)
        {
            return AboutValues(parsed, place)
                ?? (command.Subcommands.Count > 0 ? $"'{place}' needs a command; see '{place} --help'."
                    : MissingArgument(parsed) is { } argument ? $"'{place}' needs a {argument}; see '{place} --help'."
                    : OneLine(parsed.Errors[0].Message));
        }

        return command.Subcommands.Count > 0
            ? $"'{place}' has no command '{given}'{Nearest.Hint(given, Names(command.Subcommands))}"
            : $"'{place}' does not know what to do with '{given}'; see '{place} --help'.";
    }

    private static string? MissingArgument(ParseResult parsed) =>
        parsed.Errors[0].SymbolResult is ArgumentResult { Tokens.Count: 0 } missing ? missing.Argument.Name : null;

    // To the parser an unknown option is one more argument.
    private static string? UnknownOption(ParseResult parsed) =>
        parsed.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens, (_, token) => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    private static string? AboutValues(ParseResult parsed, string place)
    {
        foreach (var option in parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit))
        {
            if (option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues == 1)
            {
                return $"{option.Option.Name} is given {option.IdentifierTokenCount} times, but must be given once.";
            }

            if (option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues)
            {
                return $"{option.Option.Name} needs a value; see '{place} --help'.";
            }
        }

        return null;
    }

    private static string[] Names(IEnumerable<Symbol> symbols) =>
        [.. symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)];

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
