namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>What became of words.</summary>
public enum WordFate
{
    Same,
    Removed,
    Added,
}

/// <summary>Words that stayed, went or came, as they stand in their text, with the white space after them.</summary>
public readonly record struct DiffPiece(WordFate Fate, string Text);

/// <summary>
/// The difference of two texts by words: the shortest way from one to the other (E. Myers, An O(ND) difference algorithm, 1986).
/// The pieces that are not added are the first text, those that are not removed the second.
/// </summary>
public static class WordDiff
{
    /// <summary>Most words of both texts together.</summary>
    public const int MostWords = 60_000;

    /// <summary>Most words that went and came. The work is the words times these, the memory their square.</summary>
    public const int MostEdits = 2_500;

    // A word or two that stay between others that go are no help to a reader.
    private const int LeastSame = 2;

    /// <returns>Null where the texts are too long, or too different, for a difference that anybody would read.</returns>
    public static IReadOnlyList<DiffPiece>? Of(string before, string after)
    {
        var (left, right) = (WordsOf(before), WordsOf(after));
        if (left.Count + right.Count > MostWords)
        {
            return null;
        }

        // What both begin and end with needs no search.
        var start = 0;
        while (start < Math.Min(left.Count, right.Count) && left[start] == right[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(left.Count, right.Count) - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        var fates = FatesOf(left[start..^end], right[start..^end]);
        return fates is null ? null : Joined([.. Enumerable.Repeat(WordFate.Same, start), .. fates, .. Enumerable.Repeat(WordFate.Same, end)], left, right);
    }

    /// <summary>A text as words, each with the white space after it; signs stand alone. Together they are the text.</summary>
    internal static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        for (var place = 0; place < text.Length;)
        {
            var start = place;
            if (IsOfWord(text[place]))
            {
                while (place < text.Length && IsOfWord(text[place]))
                {
                    place++;
                }
            }
            else if (!char.IsWhiteSpace(text[place]))
            {
                place += char.IsSurrogatePair(text, place) ? 2 : 1;
            }

            while (place < text.Length && char.IsWhiteSpace(text[place]))
            {
                place++;
            }

            words.Add(text[start..place]);
        }

        return words;
    }

    // Furthest points on each diagonal, edit by edit; then the way back through them.
    private static List<WordFate>? FatesOf(List<string> left, List<string> right)
    {
        var trace = new List<int[]>();
        var furthest = new int[3];
        for (var edits = 0; edits <= Math.Min(left.Count + right.Count, MostEdits); edits++)
        {
            // Diagonals from -edits - 1 to edits + 1.
            var next = new int[(2 * edits) + 3];
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = edits == 0 ? 0
                    : Comes(furthest, edits, diagonal) ? furthest[diagonal + 1 + edits] : furthest[diagonal - 1 + edits] + 1;
                while (x < left.Count && x - diagonal < right.Count && left[x] == right[x - diagonal])
                {
                    x++;
                }

                next[diagonal + edits + 1] = x;
                if (x >= left.Count && x - diagonal >= right.Count)
                {
                    return WayBack(trace, left.Count, right.Count, edits);
                }
            }

            trace.Add(next);
            furthest = next;
        }

        return null;
    }

    // Whether the best way onto a diagonal is by a word that comes. The array is that of one edit less.
    private static bool Comes(int[] before, int edits, int diagonal) =>
        diagonal == -edits || (diagonal != edits && before[diagonal - 1 + edits] < before[diagonal + 1 + edits]);

    private static List<WordFate> WayBack(List<int[]> trace, int x, int y, int edits)
    {
        var fates = new List<WordFate>();
        for (; edits > 0; edits--)
        {
            var before = trace[edits - 1];
            var diagonal = x - y;
            var comes = Comes(before, edits, diagonal);
            var came = comes ? before[diagonal + 1 + edits] : before[diagonal - 1 + edits] + 1;
            fates.AddRange(Enumerable.Repeat(WordFate.Same, x - came));
            fates.Add(comes ? WordFate.Added : WordFate.Removed);
            (x, y) = comes ? (came, came - diagonal - 1) : (came - 1, came - diagonal);
        }

        fates.AddRange(Enumerable.Repeat(WordFate.Same, x));
        fates.Reverse();
        return fates;
    }

    // Runs of one fate as pieces; between two that stay, what went stands before what came.
    private static List<DiffPiece> Joined(List<WordFate> fates, List<string> left, List<string> right)
    {
        var pieces = new List<DiffPiece>();
        var (x, y) = (0, 0);
        for (var i = 0; i < fates.Count;)
        {
            var same = i;
            while (i < fates.Count && fates[i] == WordFate.Same)
            {
                i++;
            }

            Take(WordFate.Same, left, ref x, i - same);
            y += i - same;
            var (removed, added) = (0, 0);
            while (i < fates.Count && (fates[i] != WordFate.Same || IsShort(fates, i)))
            {
                removed += fates[i] == WordFate.Added ? 0 : 1;
                added += fates[i] == WordFate.Removed ? 0 : 1;
                i++;
            }

            Take(WordFate.Removed, left, ref x, removed);
            Take(WordFate.Added, right, ref y, added);
        }

        return pieces;

        void Take(WordFate fate, List<string> words, ref int place, int count)
        {
            if (count > 0)
            {
                pieces.Add(new DiffPiece(fate, string.Concat(words.GetRange(place, count))));
                place += count;
            }
        }
    }

    // A word that stays within others that do not, with no more than one beside it.
    private static bool IsShort(List<WordFate> fates, int place)
    {
        var (first, last) = (place, place);
        while (first > 0 && fates[first - 1] == WordFate.Same && place - first <= LeastSame)
        {
            first--;
        }

        while (last + 1 < fates.Count && fates[last + 1] == WordFate.Same && last - place <= LeastSame)
        {
            last++;
        }

        return last - first + 1 <= LeastSame && first > 0 && last + 1 < fates.Count;
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character is '\'' or '’' or '_';
}
