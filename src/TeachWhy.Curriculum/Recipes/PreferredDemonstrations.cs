using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>Given honeypots with what an agent might do in them, kept where it scores well. Teaching Claude Why (2026), honeypots by preference.</summary>
public sealed class PreferredDemonstrations(Workshop workshop, IReadOnlyList<Scenario> scenarios) : IRecipe
{
    public string Name => "honeypots-preferred";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var itemSeed = ItemSeed.Of(seed, Name, item);
        var scenario = new RandomSource(itemSeed).Pick(scenarios);
        var commission = new Commission { Recipe = Name, Stage = "conduct", Kind = PieceKind.SampledConduct, Seed = itemSeed, For = item.ToString(CultureInfo.InvariantCulture), Honeypot = scenario };
        var conduct = await workshop.WriteAsync(commission, cancellation);
        var example = Demonstration.Of(scenario, conduct.Text, conduct.Calls.FirstOrDefault(), Supervision.Reply);
        var score = conduct.Calls.FirstOrDefault() is not { } call ? null : await workshop.TryAsync(
            commission with { Stage = "preference", Kind = PieceKind.Preference, Role = Role.Judge, Inputs = Slots.Of(("tool", call.Tool), ("arguments", call.Arguments)) }, cancellation);
        return [new MadeExample(example, score is null || Workshop.ScoreOf(score) >= WrittenHoneypots.LeastPreference
            ? null
            : new GateRefusal("preference", $"Its preference is '{score.Text}'; at least {WrittenHoneypots.LeastPreference} is wanted. {score.Asides.GetValueOrDefault("why")}".TrimEnd()))];
    }
}
