using System.Globalization;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>What a model's tokens cost, in US dollars per million.</summary>
/// <param name="Input">Of the input.</param>
/// <param name="Output">Of the output, thoughts included.</param>
/// <param name="CachedInput">Of input that the provider had kept; null for the same as all input.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? CachedInput = null)
{
    private const decimal Million = 1_000_000;
    private const decimal Most = 1_000_000;

    /// <summary>Tokens that cost nothing, such as those of a checkpoint on this machine.</summary>
    public static ModelPrice Free { get; } = new(0, 0);

    /// <summary>Reads <c>IN/OUT</c> or <c>IN/OUT/CACHED</c>, such as <c>3/15</c>.</summary>
    /// <exception cref="FormatException">One sentence: what was given and what is allowed.</exception>
    public static ModelPrice Parse(string text)
    {
        var parts = text.Split('/');
        var numbers = parts.Select(Number).OfType<decimal>().ToArray();
        return parts.Length is 2 or 3 && numbers.Length == parts.Length
            ? new ModelPrice(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : null)
            : throw new FormatException($"'{ProviderAnswer.OneLine(text)}' is no price: give US dollars per million tokens as IN/OUT or IN/OUT/CACHED, such as 3/15.");

        static decimal? Number(string part) =>
            decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;
    }

    /// <summary>US dollars for so many tokens.</summary>
    /// <param name="input">All input, the cached included.</param>
    /// <param name="output">All output, thoughts included.</param>
    public decimal CostOf(long input, long output, long cachedInput = 0) =>
        (((input - cachedInput) * Input) + (cachedInput * (CachedInput ?? Input)) + (output * Output)) / Million;

    /// <summary>US dollars for what a reply took.</summary>
    public decimal CostOf(UsageDetails usage)
    {
        var input = usage.InputTokenCount ?? 0;
        return CostOf(input, usage.OutputTokenCount ?? 0, Math.Min(input, usage.CachedInputTokenCount ?? 0));
    }
}
