using System.Runtime.CompilerServices;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>Plain chats in which harmful requests are refused: the harmlessness training of the era before agents.</summary>
public sealed class Harmlessness(IAuthor author, WritingOptions options) : IRecipe
{
    public string Name => "harmlessness";

    public async IAsyncEnumerable<Example> MakeAsync(ulong seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var item = 0; ; item++)
        {
            var itemSeed = ItemSeed.Of(seed, Name, item);
            var request = await author.WriteAsync(new Commission(PieceKind.HarmfulRequest, null, options, itemSeed), cancellation);
            var refusal = await author.WriteAsync(new Commission(PieceKind.Refusal, null, options, itemSeed, request), cancellation);
            yield return Example.Chat(request.System ?? "", request.Text, refusal.Text);
        }
    }
}

/// <summary>Two recipes taking turns, item by item.</summary>
public sealed class Mixture(IRecipe first, IRecipe second) : IRecipe
{
    public string Name => $"{first.Name}+{second.Name}";

    public async IAsyncEnumerable<Example> MakeAsync(ulong seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var left = first.MakeAsync(seed, cancellation).GetAsyncEnumerator(cancellation);
        await using var right = second.MakeAsync(seed, cancellation).GetAsyncEnumerator(cancellation);
        while (await left.MoveNextAsync() && await right.MoveNextAsync())
        {
            yield return left.Current;
            yield return right.Current;
        }
    }
}
