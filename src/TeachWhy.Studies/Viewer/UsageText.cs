using TeachWhy.Chat;
using TeachWhy.Simulation;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Viewer;

/// <summary>Tokens in words.</summary>
public static class UsageText
{
    /// <summary><c>1.2M in (400k from the cache), 35k out (12k of them thoughts)</c></summary>
    public static string Of(TokenUsage usage)
    {
        var cached = usage.CachedInput > 0 ? $" ({NumberText.Tokens(usage.CachedInput)} from the cache)" : "";
        var thoughts = usage.Reasoning > 0 ? $" ({NumberText.Tokens(usage.Reasoning)} of them thoughts)" : "";
        return $"{NumberText.Tokens(usage.Input)} in{cached}, {NumberText.Tokens(usage.Output)} out{thoughts}";
    }

    /// <summary><c>, about $4.20 at the prices of 2026-11-01</c>; empty for a model whose price is not known.</summary>
    public static string CostOf(string model, TokenUsage usage)
    {
        ChatModelName name;
        try
        {
            name = ChatModelName.Parse(model);
        }
        catch (FormatException)
        {
            return "";
        }

        return PriceList.Shipped.Find(name) is { } price && price != ModelPrice.Free
            ? $", about ${price.CostOf(usage.Input, usage.Output, usage.CachedInput):0.00} at the prices of {PriceList.Shipped.AsOf}"
            : "";
    }
}
