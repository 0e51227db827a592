using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class BudgetTests
{
    private static readonly ModelPrice Price = new(10, 100);
    private static readonly ChatOptions Short = new() { MaxOutputTokens = 1000 };

    [Fact]
    public async Task A_run_ends_before_it_costs_more_than_was_said()
    {
        var budget = new Budget { MaxCost = 1 };
        await using var server = await Saying(output: 900);
        using var model = server.Open("openai/scripted", change: options => options with { Budget = budget, Price = Price });

        // 900 tokens at $100 a million and 11 at $10: $0.09011 a reply. After ten, a next one that may have 1000 does not fit.
        var ended = await Assert.ThrowsAsync<BudgetExceededException>(async () =>
        {
            while (true)
            {
                await model.AskAsync(options: Short);
            }
        });

        Assert.Equal((10, 10), (server.Asked, model.Statistics.Answered));
        Assert.Equal(10 * 0.09011m, budget.SpentCost);
        Assert.Equal(budget.SpentCost, model.Statistics.Cost);
        Assert.StartsWith("The budget of $1.00 is used up: $0.9011 are spent, and the next request can cost $0.10", ended.Message, StringComparison.Ordinal);
    }

    // All at once, each could cost a tenth: the eleventh waits until the others know what they did cost.
    [Fact]
    public async Task Requests_at_the_same_time_do_not_overshoot_together()
    {
        var budget = new Budget { MaxCost = 1 };
        await using var server = await Saying(output: 400);
        using var model = server.Open("openai/scripted", change: options => options with
        {
            Budget = budget, Price = Price, Concurrency = new ConcurrencyOptions { Start = 100 },
        });

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => OutcomeAsync(model.AskAsync(options: Short))));

        // $0.04011 a reply; the last may begin while $0.1 and a little are left.
        Assert.InRange(budget.SpentCost, 0.85m, 1m);
        Assert.Equal(server.Asked, all.Count(outcome => outcome is null));
        Assert.All(all.Where(outcome => outcome is not null), outcome => Assert.IsType<BudgetExceededException>(outcome));
        Assert.InRange(server.MostInWork, 1, 9);
    }

    [Fact]
    public async Task Tokens_are_a_budget_too_and_models_share_it()
    {
        var budget = new Budget { MaxTokens = 2500 };
        await using var server = await Saying(output: 500);
        using var model = server.Open("openai/scripted", change: options => options with { Budget = budget });
        using var judge = server.Open("anthropic/scripted", change: options => options with { Budget = budget });

        await model.AskAsync(options: Short);
        await judge.AskAsync(options: Short);
        await model.AskAsync(options: Short);

        var ended = await Assert.ThrowsAsync<BudgetExceededException>(() => judge.AskAsync(options: Short));
        Assert.Equal(3 * 511, budget.SpentTokens);
        Assert.StartsWith("The budget of 2,500 tokens is used up: 1,533 are spent", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_attempt_costs_nothing_and_one_that_broke_off_costs_what_it_had_read()
    {
        var budget = new Budget { MaxCost = 100 };
        await using var server = await ScriptedServer.StartAsync(request => request.Number switch
        {
            1 => new ScriptedReply.Status(429),
            2 => new ScriptedReply.Drop(new ScriptedReply.Said { Text = "Because" }),
            _ => new ScriptedReply.Said { Text = "Because.", InputTokens = 0, OutputTokens = 0 },
        });
        using var model = server.Open("openai/scripted", change: options => options with { Budget = budget, Price = new ModelPrice(1_000_000, 0) });

        await model.AskAsync();

        Assert.Equal(TokenEstimate.Of([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why?")], null), budget.SpentCost);
    }

    [Fact]
    public void A_limit_on_the_cost_of_an_unknown_price_is_a_mistake_that_names_the_remedy()
    {
        var name = ChatModelName.Parse("openai/some-model-of-tomorrow");

        var mistake = Assert.Throws<ChatMistakeException>(() => ChatModels.Open(name, new ChatModelOptions { Variable = _ => "key", Budget = new Budget { MaxCost = 5 } }));

        Assert.Equal("The price of openai/some-model-of-tomorrow is not known, so a limit on its cost cannot be kept; give it with --price IN/OUT, in US dollars per million tokens.", mistake.Message);
    }

    private static Task<ScriptedServer> Saying(int output) => ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "Because.", OutputTokens = output });

    private static async Task<Exception?> OutcomeAsync(Task asking) => await Record.ExceptionAsync(() => asking);
}
