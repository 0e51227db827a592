namespace TeachWhy.Studies.Viewer;

/// <summary>A piece of a text.</summary>
/// <param name="Mark">Why it is marked, such as <c>evidence</c>; null where it is not.</param>
public readonly record struct TextPiece(string Text, string? Mark);

/// <summary>A text as a page shows it: so much of it, in pieces, some of them marked.</summary>
/// <param name="Part">How the whole of it is asked for, such as <c>m3</c>.</param>
/// <param name="Left">Characters that are not shown.</param>
public sealed record MarkedText(string Part, IReadOnlyList<TextPiece> Pieces, int Left)
{
    public bool IsEmpty => Pieces.Count == 0;

    /// <summary>Characters of the whole text.</summary>
    public int Length => Left + Pieces.Sum(piece => piece.Text.Length);

    /// <param name="most">Characters shown at most.</param>
    /// <param name="quotes">What to mark; a quote that is not there marks nothing. Earlier ones win where two overlap.</param>
    public static MarkedText Of(string part, string text, int most, IEnumerable<(string Quote, string Mark)> quotes)
    {
        var shown = text.Length > most ? text[..most] : text;
        var marks = new List<(int Start, int Length, string Mark)>();
        foreach (var (quote, mark) in quotes)
        {
            if (Quotes.Find(shown, quote) is { } found && !marks.Any(other => other.Start < found.Start + found.Length && found.Start < other.Start + other.Length))
            {
                marks.Add((found.Start, found.Length, mark));
            }
        }

        return new MarkedText(part, [.. PiecesOf(shown, marks.OrderBy(mark => mark.Start))], text.Length - shown.Length);
    }

    private static IEnumerable<TextPiece> PiecesOf(string text, IEnumerable<(int Start, int Length, string Mark)> marks)
    {
        var done = 0;
        foreach (var (start, length, mark) in marks)
        {
            if (start > done)
            {
                yield return new TextPiece(text[done..start], null);
            }

            yield return new TextPiece(text.Substring(start, length), mark);
            done = start + length;
        }

        if (done < text.Length)
        {
            yield return new TextPiece(text[done..], null);
        }
    }
}

/// <summary>Finds quoted words in a text.</summary>
public static class Quotes
{
    private const int MostLetters = 2_000;

    /// <summary>Where the quote stands, first as it is, then with any white space for white space and without regard to case; null where it does not.</summary>
    public static (int Start, int Length)? Find(string text, string quote)
    {
        quote = quote.Trim();
        if (quote.Length is 0 or > MostLetters)
        {
            return null;
        }

        var exact = text.IndexOf(quote, StringComparison.Ordinal);
        if (exact >= 0)
        {
            return (exact, quote.Length);
        }

        var first = char.ToUpperInvariant(quote[0]);
        for (var start = 0; start < text.Length; start++)
        {
            if (char.ToUpperInvariant(text[start]) == first && LengthAt(text, start, quote) is { } length)
            {
                return (start, length);
            }
        }

        return null;
    }

    private static int? LengthAt(string text, int start, string quote)
    {
        var place = start;
        for (var i = 0; i < quote.Length;)
        {
            if (char.IsWhiteSpace(quote[i]))
            {
                var before = place;
                while (place < text.Length && char.IsWhiteSpace(text[place]))
                {
                    place++;
                }

                while (i < quote.Length && char.IsWhiteSpace(quote[i]))
                {
                    i++;
                }

                if (place == before)
                {
                    return null;
                }
            }
            else if (place >= text.Length || char.ToUpperInvariant(text[place++]) != char.ToUpperInvariant(quote[i++]))
            {
                return null;
            }
        }

        return place - start;
    }
}
