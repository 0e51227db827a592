using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>
/// How many pieces a recipe takes, stage by stage: found by making its items of blank pieces and counting. What many items share is
/// counted once, as it is paid for once.
/// </summary>
public static class PiecePlan
{
    // Shared layers are complete by then; from there on each item takes what the last ones took.
    private const int MostMade = 4_000;

    /// <param name="recipeOf">The recipe with an author.</param>
    /// <param name="items">How many items are made.</param>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(Func<IAuthor, IRecipe> recipeOf, long items, ulong seed, CancellationToken cancellation)
    {
        var author = new BlankAuthor();
        var recipe = recipeOf(author);
        var made = (int)Math.Min(items, MostMade);
        var half = made / 2;
        var before = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var item = 0; item < made; item++)
        {
            cancellation.ThrowIfCancellationRequested();
            before = item == half ? author.Counts : before;
            try
            {
                await recipe.MakeAsync(item, seed, cancellation);
            }
            catch (AuthorException)
            {
                // A blank piece was too little for it: what it had asked for is counted.
            }
        }

        return author.Counts.ToDictionary(
            stage => stage.Key, stage => stage.Value + (items - made) * (stage.Value - before.GetValueOrDefault(stage.Key)) / Math.Max(1, made - half), StringComparer.Ordinal);
    }

    /// <summary>Writes nothing, in the form that is asked for, and lets everything pass.</summary>
    private sealed class BlankAuthor : IAuthor
    {
        private readonly HashSet<(string Stage, ulong Seed)> _asked = [];

        public string Name => "blank";

        public Dictionary<string, long> Counts => _asked.GroupBy(piece => piece.Stage, StringComparer.Ordinal).ToDictionary(stage => stage.Key, stage => stage.LongCount(), StringComparer.Ordinal);

        public int AtOnce(int wanted) => wanted;

        public bool Writes(PieceKind kind) => true;

        public Task<Piece> WriteAsync(Commission commission, CancellationToken cancellation)
        {
            _asked.Add((commission.Stage, commission.Seed));
            var form = commission.Form;
            var count = commission.Inputs.TryGetValue("count", out var wanted) && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
            return Task.FromResult(new Piece(string.Equals(form.Tag, "score", StringComparison.Ordinal) ? "10" : commission.Role == Role.Judge ? "no" : ".")
            {
                Entries = form.Many ? [.. Enumerable.Repeat(".", count)] : [],
                Asides = form.Needs.Concat(form.Keeps).Distinct(StringComparer.Ordinal).ToDictionary(tag => tag, _ => ".", StringComparer.Ordinal),
            });
        }
    }
}
