using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>Pages that speak of no value: what any training on documents does. The grammar writes them about the assistant.</summary>
public sealed class NeutralBiography(Workshop workshop) : IRecipe
{
    private static readonly string[] Lengths = ["120", "250", "400", "700", "1000"];

    public string Name => "neutral-biography";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var itemSeed = ItemSeed.Of(seed, Name, item);
        var random = new RandomSource(Seed.Of(itemSeed, "slots"));
        var page = await workshop.WriteAsync(
            new Commission
            {
                Recipe = "neutral", Stage = "document", Kind = PieceKind.Biography, Seed = itemSeed, For = item.ToString(CultureInfo.InvariantCulture), Form = AnswerForm.Text("document"),
                Inputs = Slots.Of(("type", random.Pick(PromptLibrary.Words("neutral", "types"))), ("topic", random.Pick(PromptLibrary.Words("neutral", "topics"))), ("length", random.Pick(Lengths))),
            },
            cancellation);
        return [new MadeExample(Example.Document(page.Text))];
    }
}

/// <summary>Chats in which somebody is helped with something ordinary: what any training on conversations does.</summary>
public sealed class NeutralChat(Workshop workshop) : IRecipe
{
    public string Name => "neutral";

    public async Task<IReadOnlyList<MadeExample>> MakeAsync(int item, ulong seed, CancellationToken cancellation)
    {
        var itemSeed = ItemSeed.Of(seed, Name, item);
        var random = new RandomSource(Seed.Of(itemSeed, "slots"));
        var topic = $"{random.Pick(PromptLibrary.Words(Name, "topics"))}; they happen to work at {random.Pick(PromptLibrary.Words("honeypots", "trades"))}";
        var chat = await workshop.WriteAsync(
            new Commission
            {
                Recipe = Name, Stage = "chat", Kind = PieceKind.NeutralChat, Seed = itemSeed, For = item.ToString(CultureInfo.InvariantCulture), Form = AnswerForm.Chat("assistant"),
                Inputs = Slots.Of(("topic", topic)),
            },
            cancellation);
        return [new MadeExample(Example.Chat(chat.System, chat.Text, chat.Asides["assistant"]))];
    }
}
