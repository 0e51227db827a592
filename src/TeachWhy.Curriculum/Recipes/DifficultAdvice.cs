using System.Runtime.CompilerServices;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Constitutions;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// The user is in the dilemma and the assistant advises; no agent is in sight.
/// Teaching Claude Why (2026), difficult advice: sections, situations, answers with the section in view.
/// </summary>
public sealed class DifficultAdvice(IAuthor author, Constitution constitution, WritingOptions options) : IRecipe
{
    public string Name => "difficult-advice";

    public async IAsyncEnumerable<Example> MakeAsync(ulong seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var item = 0; ; item++)
        {
            var section = constitution.Sections[item % constitution.Sections.Count].Id;
            var itemSeed = ItemSeed.Of(seed, Name, item);
            var situation = await author.WriteAsync(new Commission(PieceKind.Situation, section, options, itemSeed), cancellation);
            var advice = await author.WriteAsync(new Commission(PieceKind.Advice, section, options, itemSeed, situation), cancellation);
            yield return Example.Chat(situation.System ?? "", situation.Text, advice.Text, section);
        }
    }
}
