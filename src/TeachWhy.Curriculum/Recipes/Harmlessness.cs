using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>Plain chats in which harmful requests are refused: the harmlessness training of the era before agents.</summary>
public sealed class Harmlessness(Workshop workshop) : IRecipe
{
    private const int Together = 20;

    private readonly int _together = workshop.AtOnce(Together);

    public string Name => "harmlessness";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var (batch, number) = (item / _together, item % _together);
        var requests = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "request", Kind = PieceKind.HarmfulRequest, Seed = ItemSeed.Of(seed, Name, batch), For = $"batch {batch.ToString(CultureInfo.InvariantCulture)}", Form = AnswerForm.List("user"),
                Inputs = Slots.Of(("count", _together.ToString(CultureInfo.InvariantCulture))),
            },
            cancellation);
        if (requests.Entries.Count > 0 && number >= requests.Entries.Count)
        {
            return [];
        }

        var request = requests.Entry(number);
        var refusal = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "answer", Kind = PieceKind.Refusal, Role = Role.Sampler, Seed = ItemSeed.Of(seed, Name, item), For = item.ToString(CultureInfo.InvariantCulture),
                Inputs = Slots.Of(("user", request), ("reasons", workshop.Options.Reasons ? " Say in a few words why." : "")),
            },
            cancellation);
        return [new MadeExample(Example.Chat(requests.System, request, refusal.Text))];
    }
}
