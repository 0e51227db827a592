using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Tests.Chat;

public sealed class PriceTests
{
    // Snapshots are the model; a successor that merely begins like it is not, and has no price until somebody gives one.
    [Theory]
    [InlineData("anthropic/claude-opus-4-5", "5/25/0.5")]
    [InlineData("anthropic/claude-opus-4-5-20251101", "5/25/0.5")]
    [InlineData("anthropic/claude-opus-4", "15/75/1.5")]
    [InlineData("anthropic/claude-opus-4-0", "15/75/1.5")]
    [InlineData("openai/gpt-4o-2024-08-06", "2.5/10/1.25")]
    [InlineData("openai/gpt-4o-mini", "0.15/0.6/0.075")]
    [InlineData("anthropic/claude-opus-4-99", null)]
    [InlineData("openai/gpt-5-pro", null)]
    [InlineData("openai/claude-opus-4-5", null)]
    [InlineData("openai:http://127.0.0.1:8080/v1/gpt-4o", null)]
    [InlineData("local:runs/mine", "0/0/0")]
    public void A_price_is_that_of_the_model_and_its_snapshots_alone(string name, string? expected)
    {
        var price = PriceList.Shipped.Find(ChatModelName.Parse(name));

        Assert.Equal(expected, price is null ? null : FormattableString.Invariant($"{price.Input:0.###}/{price.Output:0.###}/{price.CachedInput ?? price.Input:0.###}"));
    }

    [Fact]
    public void The_shipped_list_says_when_it_was_looked_up() => Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}$", PriceList.Shipped.AsOf);

    [Fact]
    public void The_users_list_goes_before_the_shipped_one_and_a_given_price_before_both()
    {
        var name = ChatModelName.Parse("openai/gpt-4o");
        var options = new ChatModelOptions { Prices = PriceList.Read("as-of: 2030-01-01\nmodels: [{ provider: openai, source: me, prices: { gpt-4o: { input: 1, output: 2 } } }]", "mine.yaml") };

        Assert.Equal(new ModelPrice(1, 2), ChatModels.PriceOf(name, options));
        Assert.Equal(new ModelPrice(7, 8), ChatModels.PriceOf(name, options with { Price = new ModelPrice(7, 8) }));
        Assert.Equal(2.5m, ChatModels.PriceOf(name, new ChatModelOptions())!.Input);
    }

    [Theory]
    [InlineData("as-of: 2030-01-01", 1)]
    [InlineData("as-of: 2030-01-01\nmodels:\n  - provider: nobody\n    prices: {}", 3)]
    [InlineData("as-of: 2030-01-01\nmodels:\n  - provider: openai\n    prices:\n      gpt: { input: free, output: 2 }", 5)]
    [InlineData("as-of: 2030-01-01\nmodels:\n  - provider: openai\n    prices:\n      gpt: { input: -1, output: 2 }", 5)]
    [InlineData("as-of: 2030-01-01\nmodels: }", 2)]
    [InlineData("", 1)]
    public void A_list_that_cannot_be_read_names_the_line(string text, int line)
    {
        var failure = Assert.Throws<FormatException>(() => PriceList.Read(text, "mine.yaml"));

        Assert.StartsWith($"mine.yaml({line}): ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_that_the_provider_had_kept_cost_their_own_price()
    {
        var price = ModelPrice.Parse("3/15/0.3");

        Assert.Equal(0.7m * 3 + 0.3m * 0.3m + 0.1m * 15, price.CostOf(new UsageDetails { InputTokenCount = 1_000_000, CachedInputTokenCount = 300_000, OutputTokenCount = 100_000 }));
        Assert.Equal(3m, ModelPrice.Parse("3/15").CostOf(1_000_000, 0, 300_000));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3/")]
    [InlineData("3/15/1/1")]
    [InlineData("-3/15")]
    [InlineData("3/1e9")]
    [InlineData("three/fifteen")]
    public void A_price_that_is_none_says_what_one_is(string text)
    {
        var failure = Assert.Throws<FormatException>(() => ModelPrice.Parse(text));

        Assert.Equal($"'{text}' is no price: give US dollars per million tokens as IN/OUT or IN/OUT/CACHED, such as 3/15.", failure.Message);
    }
}
