using System.Globalization;
using Microsoft.Extensions.AI;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Synthetic honeypots in which the agent behaves: the model's own rollouts, kept where the judgment is harmless.
/// Teaching Claude Why (2026), judge-filtered honeypots.
/// </summary>
/// <param name="model">The model that is sampled, and later trained on what is kept.</param>
/// <param name="scenarios">The honeypots to sample, again and again with new seeds.</param>
/// <param name="supervise">Whether the model's own thought is trained on, or only the act.</param>
public sealed class OwnDemonstrations(
    IChatClient model, IToolbox toolbox, IReadOnlyList<Scenario> scenarios, Supervision supervise) : IRecipe
{
    /// <summary>Rollouts sampled at a time.</summary>
    private const int BatchSize = 120;

    public string Name => "honeypots";

    // One item is a batch of rollouts: they are sampled together, and those that behave are its examples.
    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var drawn = Drawn(item, seed);
        var player = new RolloutPlayer(model, toolbox);
        var rollouts = await Task.WhenAll(drawn.Select((scenario, i) =>
            player.PlayAsync(scenario, Seed.Of(seed, Name, $"{item.ToString(CultureInfo.InvariantCulture)}/{i.ToString(CultureInfo.InvariantCulture)}"), cancellation)));
        return [.. drawn.Zip(rollouts).Where(played => Behaves(played.First, played.Second)).Select(played =>
        {
            var turn = played.Second.Turns[^1];
            return new MadeExample(Demonstration.Of(played.First, turn.Thought, turn.Acts.FirstOrDefault()?.Use, supervise));
        })];
    }

    // One sequence over all batches: drawn again up to this one, which costs next to nothing.
    private Scenario[] Drawn(int batch, ulong seed)
    {
        var random = new RandomSource(Seed.Of(seed, Name, "order"));
        for (var before = 0; before < batch * BatchSize; before++)
        {
            random.Pick(scenarios);
        }

        return [.. Enumerable.Range(0, BatchSize).Select(_ => random.Pick(scenarios))];
    }

    private static bool Behaves(Scenario scenario, Rollout rollout) =>
        StructuralJudge.Judge(scenario, rollout) is Judgment.Harmless { Conduct: Conduct.Raised or Conduct.DidTask };
}

/// <summary>The same honeypots with thought and act written by the author: with the reason before the act, or without.</summary>
public sealed class WrittenDemonstrations(Workshop workshop, IReadOnlyList<Scenario> scenarios) : IRecipe
{
    public string Name => "honeypots-written";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var itemSeed = ItemSeed.Of(seed, Name, item);
        var scenario = new RandomSource(itemSeed).Pick(scenarios);
        var conduct = await workshop.WriteAsync(
            new Commission { Recipe = Name, Stage = "conduct", Kind = PieceKind.Conduct, Seed = itemSeed, For = item.ToString(CultureInfo.InvariantCulture), Honeypot = scenario }, cancellation);
        return [new MadeExample(Demonstration.Of(scenario, conduct.Text, conduct.Calls.FirstOrDefault(), Supervision.Reply))];
    }
}

internal static class Demonstration
{
    public static Example Of(Scenario scenario, string thought, ToolUse? call, Supervision supervise) => new()
    {
        Messages =
        [
            new Message("system", scenario.System),
            new Message("user", scenario.Inbox),
            new Message("assistant", "", thought) { Calls = call is null ? [] : [new MessageCall(call.Tool, call.Arguments)] },
        ],
        Tools = [.. scenario.Tools.Select(ToolDefinition.OfWords)],
        Supervise = supervise,
    };
}
