namespace TeachWhy.Transformer;

/// <summary>What becomes of the matches and of what is between them.</summary>
internal enum SplitBehavior
{
    /// <summary>Each is a part of its own.</summary>
    Isolated,

    /// <summary>Matches are left out.</summary>
    Removed,

    /// <summary>A match belongs to the part before it.</summary>
    MergedWithPrevious,

    /// <summary>A match belongs to the part after it.</summary>
    MergedWithNext,

    /// <summary>Matches side by side are one part.</summary>
    Contiguous,
}

/// <summary>Cuts a text at the matches of a pattern.</summary>
/// <param name="Invert">Matches and what is between them change places.</param>
internal sealed record PatternSplitter(Pattern Pattern, SplitBehavior Behavior, bool Invert) : ITextSplitter
{
    public void Split(TextPiece piece, List<TextPiece> parts)
    {
        if (Behavior == SplitBehavior.Isolated)
        {
            Cut(piece, parts, null);
            return;
        }
        var (cut, matched) = (new List<TextPiece>(), new List<bool>());
        Cut(piece, cut, matched);
        if (Behavior == SplitBehavior.Removed)
        {
            parts.AddRange(cut.Where((part, index) => part.Length > 0 && !matched[index]));
            return;
        }
        if (Behavior == SplitBehavior.MergedWithNext)
        {
            cut.Reverse();
            matched.Reverse();
        }
        var joined = Join(cut, matched);
        if (Behavior == SplitBehavior.MergedWithNext)
        {
            joined.Reverse();
        }
        parts.AddRange(joined.Where(part => part.Length > 0));
    }

    /// <param name="matched">Whether each part is a match; null when nobody asks, and empty parts are left out then.</param>
    private void Cut(TextPiece piece, List<TextPiece> parts, List<bool>? matched)
    {
        var search = Pattern.Search(piece.Text, piece.Start, piece.End);
        var last = piece.Start;
        while (search.Next(out var start, out var end))
        {
            Add(last, start, isMatch: false, isGap: true);
            Add(start, end, isMatch: true, isGap: false);
            last = end;
        }
        Add(last, piece.End, isMatch: false, isGap: true);

        void Add(int start, int end, bool isMatch, bool isGap)
        {
            if (end > start || (matched is not null && !isGap))
            {
                parts.Add(new TextPiece(piece.Text, start, end));
                matched?.Add(isMatch != Invert);
            }
        }
    }

    private List<TextPiece> Join(List<TextPiece> cut, List<bool> matched)
    {
        var (joined, before) = (new List<TextPiece>(), false);
        for (var i = 0; i < cut.Count; i++)
        {
            var joins = Behavior == SplitBehavior.Contiguous ? matched[i] == before : matched[i] && !before;
            if (joins && joined.Count > 0)
            {
                var last = joined[^1];
                joined[^1] = last with { Start = Math.Min(last.Start, cut[i].Start), End = Math.Max(last.End, cut[i].End) };
            }
            else
            {
                joined.Add(cut[i]);
            }
            before = matched[i];
        }
        return joined;
    }
}
