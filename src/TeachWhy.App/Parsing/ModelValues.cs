using System.CommandLine;
using TeachWhy.Chat;

namespace TeachWhy.App.Parsing;

/// <summary>What commands that ask chat models take in the same words: models, prices, estimates.</summary>
internal static class ModelValues
{
    private const int MostMeasured = 1000;

    /// <exception cref="Mistake">No model is named so.</exception>
    public static ChatModelName Model(string given, string option)
    {
        try
        {
            return ChatModelName.Parse(given);
        }
        catch (FormatException failure)
        {
            throw new Mistake($"{option} cannot be used: {failure.Message}");
        }
    }

    /// <param name="whose">Whose tokens are priced, such as <c>the model's</c>.</param>
    /// <param name="name">The option's.</param>
    public static Option<ModelPrice?> Price(string whose, string name = "--price") => new(name)
    {
        Description = $"US dollars for a million tokens of {whose} input and output, such as 3/15, where its price is not known.",
        HelpName = "IN/OUT",
        CustomParser = result =>
        {
            try
            {
                return ModelPrice.Parse(result.Tokens.Single().Value);
            }
            catch (FormatException failure)
            {
                result.AddError($"{name} cannot be used: {failure.Message}");
                return null;
            }
        },
    };

    /// <summary>With or without a number of how many to measure by.</summary>
    public static Option<int?> Estimate(string description)
    {
        var option = Values.Number("--estimate", description, 1, MostMeasured);
        option.Arity = ArgumentArity.ZeroOrOne;
        var parse = option.CustomParser!;
        option.CustomParser = result => result.Tokens.Count == 0 ? null : parse(result);
        return option;
    }
}
