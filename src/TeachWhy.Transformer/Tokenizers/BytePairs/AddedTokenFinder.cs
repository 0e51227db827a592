using System.Buffers;
using System.Text;

namespace TeachWhy.Transformer;

/// <summary>Finds added tokens in a text: the leftmost first, of those at one place the longest.</summary>
internal sealed class AddedTokenFinder
{
    private static readonly CodePointSet WordLetters = CodePointClasses.Alphanumeric.Union(CodePointSet.Of((0x200C, 0x200D)));

    private readonly SearchValues<string> _texts;
    private readonly Dictionary<(int Node, char Letter), int> _children = [];
    private readonly List<AddedToken?> _ends = [null];

    /// <param name="tokens">With the text to look for; of two with the same text the last counts.</param>
    public AddedTokenFinder(IReadOnlyList<(string Text, AddedToken Token)> tokens)
    {
        _texts = SearchValues.Create([.. tokens.Select(token => token.Text)], StringComparison.Ordinal);
        foreach (var (text, token) in tokens)
        {
            var node = 0;
            foreach (var letter in text)
            {
                if (!_children.TryGetValue((node, letter), out var child))
                {
                    child = _ends.Count;
                    _children.Add((node, letter), child);
                    _ends.Add(null);
                }
                node = child;
            }
            _ends[node] = token;
        }
    }

    /// <summary>The tokens found and the pieces between them, in order; together they are the whole text.</summary>
    /// <param name="special">Whether special tokens are found.</param>
    public IEnumerable<(AddedToken? Token, int Start, int End)> Split(string text, bool special)
    {
        var (rest, from) = (0, 0);
        while (from < text.Length)
        {
            var distance = text.AsSpan(from).IndexOfAny(_texts);
            if (distance < 0)
            {
                break;
            }
            var start = from + distance;
            var (token, end) = LongestAt(text, start);
            from = end;
            if ((token.Special && !special) || (token.SingleWord && !StandsAlone(text, start, end)))
            {
                continue;
            }
            if (token.StripLeft)
            {
                start = Math.Max(rest, StartOfSpace(text, start));
            }
            if (token.StripRight)
            {
                end = EndOfSpace(text, end);
            }
            if (rest < start)
            {
                yield return (null, rest, start);
            }
            yield return (token, start, end);
            rest = end;
        }
        if (rest < text.Length)
        {
            yield return (null, rest, text.Length);
        }
    }

    private (AddedToken Token, int End) LongestAt(string text, int start)
    {
        var (node, end, found) = (0, start, default(AddedToken));
        for (var i = start; i < text.Length && _children.TryGetValue((node, text[i]), out node); i++)
        {
            (found, end) = _ends[node] is { } token ? (token, i + 1) : (found, end);
        }
        return (found!, end);
    }

    private static bool StandsAlone(string text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var before, out _);
        Rune.DecodeFromUtf16(text.AsSpan(end), out var after, out _);
        return (start == 0 || !WordLetters.Contains(before.Value)) && (end == text.Length || !WordLetters.Contains(after.Value));
    }

    private static int StartOfSpace(string text, int start)
    {
        while (start > 0 && CodePointClasses.WhiteSpace.Contains(text[start - 1]))
        {
            start--;
        }
        return start;
    }

    private static int EndOfSpace(string text, int end)
    {
        while (end < text.Length && CodePointClasses.WhiteSpace.Contains(text[end]))
        {
            end++;
        }
        return end;
    }
}
