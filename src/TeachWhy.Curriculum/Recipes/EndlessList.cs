using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// A list that does not end: when its entries were had, the author is asked for as many again, and shown those that there were, so
/// that they do not come back. Whoever wants an entry reads the lists before it; the journal has them.
/// </summary>
/// <param name="together">How many entries are asked for at a time.</param>
internal sealed class EndlessList(Workshop workshop, int together)
{
    /// <summary>Parts the name of a list from the number of its round, from 2 on.</summary>
    public const string Round = ", round ";

    // What was had is shown as far as it can matter: an author repeats what it would say first.
    private const int MostShown = 100;

    private readonly int _together = workshop.AtOnce(together);

    /// <summary>The entry of a number.</summary>
    /// <param name="list">Asks for entries; its seed and <see cref="Commission.For"/> are those of the list, and it may leave the slots <c>count</c> and <c>had</c> open.</param>
    /// <param name="number">From 0.</param>
    /// <returns>The entry, and the system message that goes with it where there is one; null where the stage is left out, or the author has no words for it.</returns>
    public async Task<(string Text, string? System)?> EntryAsync(Commission list, int number, CancellationToken cancellation)
    {
        // Who writes one at a time draws each anew, and remembers nothing.
        if (_together == 1)
        {
            return await RoundAsync(list, number, [], cancellation) is { } one ? (one.Text, one.System) : null;
        }

        var had = new List<string>();
        for (var round = 0; ; round++)
        {
            if (await RoundAsync(list, round, had, cancellation) is not { } piece)
            {
                return null;
            }

            if (number < Math.Max(1, piece.Entries.Count))
            {
                return (piece.Entry(number), piece.System);
            }

            number -= Math.Max(1, piece.Entries.Count);
            had.AddRange(piece.Entries);
        }
    }

    private Task<Piece?> RoundAsync(Commission list, int round, List<string> had, CancellationToken cancellation)
    {
        var name = round.ToString(CultureInfo.InvariantCulture);
        var inputs = new Dictionary<string, string>(list.Inputs, StringComparer.Ordinal)
        {
            ["count"] = _together.ToString(CultureInfo.InvariantCulture),
            ["had"] = had.Count == 0 ? "(none)" : string.Join('\n', had.TakeLast(MostShown).Select(entry => $"- {entry.ReplaceLineEndings(" ")}")),
        };
        return workshop.TryAsync(list with { Seed = Seed.Of(list.Seed, "round", name), For = round == 0 ? list.For : $"{list.For}{Round}{round + 1}", Inputs = inputs }, cancellation);
    }
}
