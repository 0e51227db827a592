using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Gates;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>What a recipe is made with: who writes, how, and which stages are left out.</summary>
/// <param name="author">Who writes.</param>
public sealed class Workshop(IAuthor author)
{
    /// <summary>How it is to be written.</summary>
    public WritingOptions Options { get; init; } = new();

    /// <summary>Stages that are left out, to see what they are good for.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The injection that answers are sampled with; null for the recipe's own.</summary>
    public string? Injection { get; init; }

    /// <summary>How agents act in answers that are sampled.</summary>
    public ActForm Acts { get; init; }

    /// <summary>The starter library, where authors are shown pieces of it; null for none.</summary>
    public ExampleLibrary? Library { get; init; }

    /// <summary>Most texts of a kind that the author writes in one piece.</summary>
    public int AtOnce(int wanted) => author.AtOnce(wanted);

    /// <summary>Whether a stage is part of the recipe.</summary>
    public bool Has(string stage) => !Without.Contains(stage);

    /// <summary>Whether a stage is part of the recipe, and the author has words for what only a chat model can write.</summary>
    public bool Does(string stage) => Has(stage) && author.Writes(PieceKind.Other);

    /// <summary>A piece that nothing can be made without.</summary>
    public Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation) => author.WriteAsync(commission with { Options = Options }, cancellation);

    /// <summary>A piece that the recipe can do without; null where the stage is left out, or the author has no words for it.</summary>
    public async Task<Piece?> TryAsync(Commission commission, CancellationToken cancellation) =>
        Has(commission.Stage) && author.Writes(commission.Kind) ? await WriteAsync(commission, cancellation) : null;

    /// <summary>A list that many items share.</summary>
    /// <param name="seed">That of the dataset.</param>
    /// <param name="tag">The tag of an entry.</param>
    /// <param name="layer">What the list is for, such as <c>honesty/3</c>; empty for all items.</param>
    public Task<Piece?> ListAsync(string recipe, string stage, string tag, int count, ulong seed, string layer, Dictionary<string, string> inputs, CancellationToken cancellation)
    {
        inputs["count"] = count.ToString(CultureInfo.InvariantCulture);
        return TryAsync(
            new Commission
            {
                Recipe = recipe, Stage = stage, Kind = PieceKind.Other, Seed = Seed.Of(seed, recipe, stage, layer), For = layer,
                Inputs = inputs, Form = AnswerForm.List(tag),
            },
            cancellation);
    }

    /// <summary>Reads a judge's verdict.</summary>
    /// <returns>Why the example is refused; null where the judge says keep, and nothing but a plain keep is one.</returns>
    internal static GateRefusal? NotKept(Piece judged) => judged.Text.Trim('.', ' ').Equals("keep", StringComparison.OrdinalIgnoreCase) ? null
        : new GateRefusal("judge", $"The judge says: {judged.Text}. {judged.Asides.GetValueOrDefault("why")}".TrimEnd());

    /// <summary>Reads a score, which some write as <c>8/10</c>.</summary>
    /// <returns>Null where the judge gave none.</returns>
    internal static int? ScoreOf(Piece piece) =>
        int.TryParse(piece.Text.Split('/')[0].Trim('.', ' ', '*'), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score is >= 1 and <= 10 ? score : null;
}
