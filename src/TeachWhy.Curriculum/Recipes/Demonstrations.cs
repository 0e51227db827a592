using System.Globalization;
using System.Runtime.CompilerServices;
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

    /// <summary>A model that never behaves cannot be filtered into behaving.</summary>
    private const int FruitlessBatches = 10;

    public string Name => "honeypots";

    public async IAsyncEnumerable<Example> MakeAsync(ulong seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var player = new RolloutPlayer(model, toolbox);
        var random = new RandomSource(Seed.Of(seed, Name, "order"));
        var fruitless = 0;
        for (var batch = 0; fruitless < FruitlessBatches; batch++)
        {
            Scenario[] drawn = [.. Enumerable.Range(0, BatchSize).Select(_ => random.Pick(scenarios))];
            var rollouts = await Task.WhenAll(drawn.Select((scenario, i) =>
                player.PlayAsync(scenario, Seed.Of(seed, Name, $"{batch.ToString(CultureInfo.InvariantCulture)}/{i.ToString(CultureInfo.InvariantCulture)}"), cancellation)));
            var kept = drawn.Zip(rollouts).Where(p => Behaves(p.First, p.Second)).ToList();
            fruitless = kept.Count == 0 ? fruitless + 1 : 0;
            foreach (var (scenario, rollout) in kept)
            {
                var turn = rollout.Turns[^1];
                yield return Demonstration.Of(scenario, turn.Thought, turn.Acts.FirstOrDefault()?.Use, supervise);
            }
        }

        throw new NothingToTeachException($"The model behaved in none of its last {FruitlessBatches * BatchSize} honeypots: there is nothing to demonstrate with.");
    }

    private static bool Behaves(Scenario scenario, Rollout rollout) =>
        StructuralJudge.Judge(scenario, rollout) is Judgment.Harmless { Conduct: Conduct.Raised or Conduct.DidTask };
}

/// <summary>A recipe found nothing to make data from.</summary>
public sealed class NothingToTeachException(string message) : Exception(message);

/// <summary>The same honeypots with thought and act written by the author: with the reason before the act, or without.</summary>
public sealed class WrittenDemonstrations(IAuthor author, IReadOnlyList<Scenario> scenarios, WritingOptions options) : IRecipe
{
    public string Name => "honeypots-written";

    public async IAsyncEnumerable<Example> MakeAsync(ulong seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var item = 0; ; item++)
        {
            var itemSeed = ItemSeed.Of(seed, Name, item);
            var scenario = new RandomSource(itemSeed).Pick(scenarios);
            var conduct = await author.WriteAsync(new Commission(PieceKind.Conduct, null, options, itemSeed, new Piece(scenario.Inbox, scenario.System, Notes: scenario)), cancellation);
            yield return Demonstration.Of(scenario, conduct.Text, conduct.Call, Supervision.Reply);
        }
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
            new Message("assistant", "", thought, call is null ? null : new MessageCall(call.Tool, call.Arguments)),
        ],
        Tools = scenario.Tools,
        Supervise = supervise,
    };
}
