using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Reads a message line by line, once, and never backwards.</summary>
internal sealed class TextReader(string text, bool takesActs)
{
    private readonly StringBuilder _thought = new();
    private readonly StringBuilder _said = new();
    private readonly List<TextAct> _acts = [];
    private (char Sign, int Length)? _fence;

    public SpokenText Read()
    {
        var place = 0;
        while (place < text.Length)
        {
            place = _fence is null && Special(place) is { } behind ? behind : Line(place);
        }

        return new SpokenText(_thought.ToString().Trim(), _said.ToString().Trim(), _acts);
    }

    /// <summary>Takes a scratchpad or an act that begins on this line.</summary>
    /// <returns>Where reading goes on; null where neither begins.</returns>
    private int? Special(int place)
    {
        var first = place;
        while (first < text.Length && text[first] is ' ' or '\t')
        {
            first++;
        }

        if (first == text.Length || text[first] != '<')
        {
            return null;
        }

        if (BlockTag.ScratchpadAt(text, first) is { } pad)
        {
            return pad.Closes ? CloseUnopened(pad) : Think(pad);
        }

        return takesActs && BlockTag.ActAt(text, first) is { Closes: false } opening ? Act(opening) : null;
    }

    private int Think(BlockTag opening)
    {
        // One that is never closed holds all the rest: what is only thought does nothing.
        var end = BlockTag.ScratchpadEnd(text, opening, out var behind);
        _thought.Append(text.AsSpan(opening.End, (end < 0 ? text.Length : end) - opening.End)).Append('\n');
        return behind;
    }

    /// <summary>Some models' scratchpad is opened by their template: the text has only its end.</summary>
    private int? CloseUnopened(BlockTag closing)
    {
        if (_thought.Length > 0 || _acts.Exists(act => act.Problem is null))
        {
            return null;
        }

        _thought.Append(_said);
        _said.Clear();
        return closing.End;
    }

    private int Act(BlockTag opening)
    {
        if (Closing(opening) is not { } closing)
        {
            // Nobody can say where it was to end, so nothing behind it is an act either.
            _acts.Add(new TextAct(new ToolUse(BlockText.ToolOf(opening.Name), "{}"), TextActs.NotClosed));
            _said.Append(text.AsSpan(opening.Start));
            return text.Length;
        }

        _acts.Add(new TextAct(BlockText.Parse(opening.Name, text[opening.End..closing.Start]), Problem: null));
        return closing.End;
    }

    /// <summary>The tag that closes an act; blocks within it are its words.</summary>
    private BlockTag? Closing(BlockTag opening)
    {
        var open = new Stack<string>([opening.Name]);
        for (var tag = BlockTag.NextAct(text, opening.End); tag is { } next; tag = BlockTag.NextAct(text, next.End))
        {
            if (!next.Closes)
            {
                open.Push(next.Name);
            }
            else if (string.Equals(next.Name, open.Peek(), StringComparison.Ordinal))
            {
                open.Pop();
            }

            if (open.Count == 0)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Takes a line of plain words, quoted ones and fences among them.</summary>
    private int Line(int place)
    {
        var end = text.IndexOf('\n', place);
        end = end < 0 ? text.Length : end + 1;
        var line = text.AsSpan(place, end - place);
        _said.Append(line);
        if (_fence is not null && takesActs && line.TrimStart() is { Length: > 0 } words && BlockTag.ActAt(text, end - words.Length) is { Closes: false } shown)
        {
            _acts.Add(new TextAct(new ToolUse(BlockText.ToolOf(shown.Name), "{}"), TextActs.Fenced));
        }

        Fence(line.Trim());
        return end;
    }

    private void Fence(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~'))
        {
            return;
        }

        var length = line.IndexOfAnyExcept(line[0]) is >= 0 and var other ? other : line.Length;
        if (_fence is not { } fence)
        {
            // Back quotes behind the opening ones make it words in a line, not a fence.
            _fence = length >= 3 && (line[0] == '~' || line[length..].IndexOf('`') < 0) ? (line[0], length) : null;
        }
        else if (line[0] == fence.Sign && length >= fence.Length && length == line.Length)
        {
            _fence = null;
        }
    }
}
