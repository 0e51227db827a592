namespace TeachWhy.Transformer;

/// <summary>Trims, splits and replaces text, each stretch keeping its origin.</summary>
internal static class TextCutting
{
    /// <param name="characters">What is taken away; null for white space.</param>
    public static TracedText Strip(TracedText text, TracedText? characters, bool start = true, bool end = true)
    {
        var value = text.Value;
        var (from, to) = (0, value.Length);
        while (start && from < to && Goes(value[from]))
        {
            from++;
        }

        while (end && to > from && Goes(value[to - 1]))
        {
            to--;
        }

        return text.Slice(from, to - from);

        bool Goes(char character) => characters is null ? WhiteSpace.Is(character) : characters.Value.Contains(character, StringComparison.Ordinal);
    }

    /// <param name="separator">Null for runs of white space.</param>
    /// <param name="most">Cuts at most; negative for no limit.</param>
    public static ListValue Split(Rendering rendering, TracedText text, TracedText? separator, long most, bool fromEnd)
    {
        if (separator?.Length == 0)
        {
            throw new ChatTemplateException("a text cannot be split at an empty separator.");
        }

        if (separator is null)
        {
            return fromEnd ? WordsFromEnd(rendering, text, most) : Words(rendering, text, most);
        }

        var cuts = Places(text.Value, separator.Value, fromEnd);
        if (most >= 0 && cuts.Count > most)
        {
            cuts.RemoveRange(fromEnd ? 0 : (int)most, cuts.Count - (int)most);
        }

        return Pieces(rendering, text, cuts);
    }

    public static TracedText Replace(Rendering rendering, TracedText text, TracedText old, TracedText with, long most)
    {
        var places = old.Length > 0 ? Places(text.Value, old.Value, fromEnd: false) : [.. CodePoints.Offsets(text.Value).Select(at => (at, 0))];
        if (most >= 0 && places.Count > most)
        {
            places.RemoveRange((int)most, places.Count - (int)most);
        }

        if (places.Count == 0)
        {
            return text;
        }

        rendering.Spend((long)places.Count * (1 + text.Runs.Length));
        var builder = new TracedTextBuilder(rendering);
        var at = 0;
        foreach (var (start, length) in places)
        {
            builder.Append(text.Slice(at, start - at));
            builder.Append(with);
            at = start + length;
        }

        builder.Append(text.Slice(at, text.Length - at));
        return builder.ToText();
    }

    /// <summary>Lines without their ends.</summary>
    public static ListValue Lines(Rendering rendering, TracedText text)
    {
        var ends = new List<(int Start, int Length)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Value[i] is '\n' or '\r' or '\v' or '\f' or '\u001c' or '\u001d' or '\u001e' or '\u0085' or '\u2028' or '\u2029')
            {
                var length = text.Value[i] == '\r' && i + 1 < text.Length && text.Value[i + 1] == '\n' ? 2 : 1;
                ends.Add((i, length));
                i += length - 1;
            }
        }

        var pieces = Pieces(rendering, text, ends);

        // An end at the very end, or nothing at all, begins no further line.
        return text.Length == 0 || (ends.Count > 0 && ends[^1].Start + ends[^1].Length == text.Length) ? new ListValue([.. pieces.Items.SkipLast(1)]) : pieces;
    }

    /// <summary>Words between white space; once enough are cut off, the rest is one.</summary>
    private static ListValue Words(Rendering rendering, TracedText text, long most)
    {
        var words = new List<object?>();
        for (var at = 0; (at = NextOf(text.Value, at, isSpace: false)) < text.Length;)
        {
            rendering.Spend(1 + text.Runs.Length);
            var end = words.Count == most ? text.Length : NextOf(text.Value, at, isSpace: true);
            words.Add(text.Slice(at, end - at));
            at = end;
        }

        return new ListValue(words);
    }

    private static ListValue WordsFromEnd(Rendering rendering, TracedText text, long most)
    {
        var words = new List<object?>();
        for (var end = text.Length; (end = LastOf(text.Value, end, isSpace: false)) > 0;)
        {
            rendering.Spend(1 + text.Runs.Length);
            var at = words.Count == most ? 0 : LastOf(text.Value, end, isSpace: true);
            words.Add(text.Slice(at, end - at));
            end = at;
        }

        words.Reverse();
        return new ListValue(words);
    }

    private static int NextOf(string text, int at, bool isSpace)
    {
        while (at < text.Length && WhiteSpace.Is(text[at]) != isSpace)
        {
            at++;
        }

        return at;
    }

    private static int LastOf(string text, int end, bool isSpace)
    {
        while (end > 0 && WhiteSpace.Is(text[end - 1]) != isSpace)
        {
            end--;
        }

        return end;
    }

    private static ListValue Pieces(Rendering rendering, TracedText text, List<(int Start, int Length)> cuts)
    {
        rendering.Spend((long)(cuts.Count + 1) * (1 + text.Runs.Length));
        var pieces = new List<object?>(cuts.Count + 1);
        var at = 0;
        foreach (var (start, length) in cuts)
        {
            pieces.Add(text.Slice(at, start - at));
            at = start + length;
        }

        pieces.Add(text.Slice(at, text.Length - at));
        return new ListValue(pieces);
    }

    private static List<(int Start, int Length)> Places(string text, string part, bool fromEnd)
    {
        var places = new List<(int, int)>();
        if (!fromEnd)
        {
            for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length)
            {
                places.Add((at, part.Length));
            }

            return places;
        }

        var end = text.Length;
        while (end >= part.Length && text.AsSpan(0, end).LastIndexOf(part) is var found and >= 0)
        {
            places.Add((found, part.Length));
            end = found;
        }

        places.Reverse();
        return places;
    }
}
