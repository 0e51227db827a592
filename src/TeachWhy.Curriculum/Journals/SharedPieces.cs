using System.Globalization;
using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Journals;

/// <summary>
/// The pieces that the making of one item asked for and that were made for others too, such as a list of principles or a batch of
/// drafts. Recipes do not tell: it is noted where they ask.
/// </summary>
public sealed class SharedPieces
{
    private static readonly AsyncLocal<SharedPieces?> Noting = new();

    private readonly Dictionary<(string Stage, string List), (string For, bool IsList)> _asked = [];

    private SharedPieces()
    {
    }

    /// <summary>Begins a note of what this flow of calls, and those that it starts, ask for from here on.</summary>
    public static SharedPieces Note() => Noting.Value = new SharedPieces();

    /// <summary>Those that are not for the item alone, whatever they are called, each <c>STAGE:FOR</c>, in order of their names; null for none.</summary>
    public IReadOnlyList<string>? Beside(int item)
    {
        var own = item.ToString(CultureInfo.InvariantCulture);
        lock (_asked)
        {
            string[] shared = [.. _asked.Where(piece => piece.Value.IsList || piece.Value.For != own).Select(piece => $"{piece.Key.Stage}:{piece.Value.For}").Order(StringComparer.Ordinal)];
            return shared.Length > 0 ? shared : null;
        }
    }

    internal static void Asked(Commission commission)
    {
        if (Noting.Value is { } note)
        {
            lock (note._asked)
            {
                // Of a list that goes on round after round, the rounds before were only gone through.
                note._asked[(commission.Stage, commission.For.Split(EndlessList.Round)[0])] = (commission.For, commission.Form.Many);
            }
        }
    }
}
