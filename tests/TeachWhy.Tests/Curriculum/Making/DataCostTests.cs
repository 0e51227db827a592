using System.Text.Json;
using TeachWhy.Tests.App.Evaluating;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>What making data costs: said before, bounded on the way, summed up after.</summary>
public sealed class DataCostTests
{
    [Fact]
    public async Task A_budget_holds_over_author_sampler_and_judge_together()
    {
        await using var author = await WritingServer.StartAsync();
        await using var sampler = await WritingServer.StartAsync();
        await using var judge = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(author);

        var exitCode = await terminal.RunAsync($"data honeypots --author {author.Compatible().Text} --sampler {sampler.Compatible().Text} --judge {judge.Compatible().Text} --price 0/0 --sampler-price 1000/1000 --judge-price 1000/1000 --max-cost 4 --max-tokens 1000 --connections 1 --items 1000 --out made");

        Assert.Equal(2, exitCode);
        Assert.Contains("The budget of $4.00 is used up", terminal.Error, StringComparison.Ordinal);
        Assert.InRange((sampler.Asked + judge.Asked) * 0.018, 1, 4);
    }

    [Fact]
    public async Task An_estimate_makes_a_few_items_and_keeps_them()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var line = $"data neutral --author {server.Compatible().Text} --price 3/15 --items 1000 --out made";

        Assert.Equal(0, await terminal.RunAsync($"{line} --estimate 5 --json"));

        using var estimate = JsonDocument.Parse(terminal.Output);
        Assert.Equal(5, server.Asked);
        Assert.Equal(1000, estimate.RootElement.GetProperty("requests").GetInt32());
        Assert.Equal(11_000, estimate.RootElement.GetProperty("input_tokens").GetInt32());

        // 11 tokens in and 7 out, a thousand times.
        Assert.Equal(0.14m, estimate.RootElement.GetProperty("cost_usd").GetDecimal());
        await terminal.RunAsync($"data neutral --author {server.Compatible().Text} --price 3/15 --yes --items 8 --out made");
        Assert.Equal(8, server.Asked);
    }

    [Theory]
    [InlineData("difficult-advice")]
    [InlineData("constitution-documents")]
    [InlineData("honeypots-preferred")]
    public async Task An_estimate_counts_what_items_share_once_and_is_what_it_then_takes(string recipe)
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var line = $"data {recipe} --author {server.Compatible().Text} --price 100/100 --items 39 --out made";

        Assert.Equal(0, await terminal.RunAsync($"{line} --estimate 3 --json"));
        using var estimate = JsonDocument.Parse(terminal.Output);
        Assert.Equal(0, await terminal.RunAsync($"{line} --yes"));

        Assert.Equal(server.Asked, estimate.RootElement.GetProperty("requests").GetInt32());
        Assert.Equal(server.Asked * 0.0018m, estimate.RootElement.GetProperty("cost_usd").GetDecimal(), 2);
        Assert.InRange(estimate.RootElement.GetProperty("paid_usd").GetDecimal(), 0.01m, estimate.RootElement.GetProperty("cost_usd").GetDecimal() / 2);
    }

    [Fact]
    public async Task What_all_runs_took_is_known_by_stage_and_bounds_what_is_still_spent()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var line = $"data stories --author {server.Compatible().Text} --price 1000/1000 --max-tokens 1000 --connections 1 --items 30 --out made";

        // 18 tokens a request, at a tenth of a cent each; but a story's prompt may be much longer for all that the budget knows.
        Assert.Equal(2, await terminal.RunAsync($"{line} --max-cost 3"));
        Assert.Contains("the same command with a higher --max-cost goes on from there", terminal.Error, StringComparison.Ordinal);
        var first = server.Asked;
        Assert.Equal(2, await terminal.RunAsync($"{line} --max-cost 3"));
        Assert.Equal(first, server.Asked);
        Assert.Equal(0, await terminal.RunAsync($"{line} --max-cost 100"));

        Assert.InRange(server.Asked, first + 1, (int)(100 / 0.018));
        using var manifest = JsonDocument.Parse(File.ReadAllText(terminal.PathOf("made/manifest.json")));
        var all = manifest.RootElement.GetProperty("all_runs");
        Assert.Equal(server.Asked, all.GetProperty("usage").GetProperty("requests").GetInt32());
        Assert.Equal(server.Asked * 0.018m, all.GetProperty("usage").GetProperty("cost_usd").GetDecimal());
        Assert.Equal(server.Asked, all.GetProperty("stages").EnumerateObject().Sum(stage => stage.Value.GetProperty("usage").GetProperty("requests").GetInt32()));
        Assert.Contains(FormattableString.Invariant($"| Cost over all runs | {server.Asked:N0} requests, "), File.ReadAllText(terminal.PathOf("made/README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_ends_the_run_and_keeps_what_was_made()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);

        var exitCode = await terminal.RunAsync($"data neutral --author {server.Compatible().Text} --price 1000/1000 --max-cost 3 --max-tokens 1000 --connections 1 --items 1000 --out made");

        Assert.Equal(2, exitCode);
        Assert.Contains("The budget of $3.00 is used up", terminal.Error, StringComparison.Ordinal);

        // What was written is kept as pieces; examples follow in their order, and the first may be the one that there was no money for.
        Assert.NotEmpty(Directory.EnumerateFiles(terminal.PathOf("made/stages"), "*.jsonl").SelectMany(File.ReadLines));
        Assert.InRange(server.Asked * 0.018, 0, 3);
        Assert.Contains("**Incomplete.**", File.ReadAllText(terminal.PathOf("made/README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estimate_and_a_card_say_how_many_documents_a_round_has()
    {
        await using var server = await WritingServer.StartAsync();
        using var terminal = new EvalTerminal(server);
        var line = $"data spec-midtraining --author {server.Compatible().Text} --model-name Fernweh --items 50000 --without assertions --without ideas";

        Assert.Equal(0, await terminal.RunAsync($"{line} --out preview --estimate 2"));
        Assert.Contains("One round of the recipe has about 600 items (10 domains, 6 subdomains each, 10 types of document each)", terminal.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        Assert.Equal(0, await terminal.RunAsync($"data spec-midtraining --author {server.Compatible().Text} --model-name Fernweh --items 2 --out made"));
        var card = File.ReadAllText(terminal.PathOf("made/README.md"));
        Assert.Contains("| One round | about 12,000 items: 10 domains, 6 subdomains each, 10 types of document each, 20 ideas each |", card, StringComparison.Ordinal);
        Assert.Contains("| The model and its makers are called | Fernweh, its makers |", card, StringComparison.Ordinal);
        Assert.Contains("## domain", card, StringComparison.Ordinal);
    }
}
