using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.App.Parsing;

/// <summary>Options whose values are checked while they are read, with one sentence for each mistake.</summary>
internal static class Values
{
    /// <summary>A whole number within bounds; null where the option is not given.</summary>
    public static Option<int?> Number(string name, string description, int from, int to) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var given = result.Tokens.Single().Value;
            if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            {
                return number;
            }

            var allowed = to == int.MaxValue ? $"of at least {from}" : $"from {from} to {to}";
            result.AddError($"{name} cannot be '{given}': it must be a whole number {allowed}.");
            return null;
        },
    };

    /// <summary>A number within bounds, with or without a point; null where the option is not given.</summary>
    public static Option<double?> Decimal(string name, string description, double from, double to) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            var given = result.Tokens.Single().Value;
            const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            if (double.TryParse(given, Styles, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} cannot be '{given}': it must be a number from {from} to {to}."));
            return null;
        },
    };

    /// <summary>One of a few words, each standing for a value; null where the option is not given.</summary>
    public static Option<T?> OneOf<T>(string name, string description, params (string Word, T Value)[] allowed)
        where T : struct => new(name)
    {
        Description = description,
        HelpName = string.Join('|', allowed.Select(choice => choice.Word)),
        CustomParser = result =>
        {
            var given = result.Tokens.Single().Value;
            foreach (var (word, value) in allowed)
            {
                if (string.Equals(word, given, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            var words = allowed.Select(choice => choice.Word).ToArray();
            result.AddError($"{name} cannot be '{given}'{Nearest.Hint(given, words)}");
            return null;
        },
    };

    /// <summary>Words between commas, none of them empty; an empty list where the option is not given.</summary>
    public static Option<IReadOnlyList<string>> Words(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var given = result.Tokens.Single().Value;
            var words = given.Split(',', StringSplitOptions.TrimEntries);
            if (words.Any(word => word.Length == 0))
            {
                result.AddError($"{name} cannot be '{given}': it must be names with commas between them.");
            }

            return words.Distinct(StringComparer.Ordinal).ToArray();
        },
    };

    /// <summary>Any text, such as a path; null where the option is not given.</summary>
    public static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    /// <summary>An option that takes no value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
