namespace TeachWhy.Simulation;

/// <summary>An opening or closing tag in a text: of an act, or of a scratchpad.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Just behind it.</param>
internal readonly record struct BlockTag(string Name, bool Closes, int Start, int End)
{
    private const string Act = "tool_use:";
    private const int LongestName = 64;

    private static readonly string[] Scratchpads = ["scratchpad_reasoning", "scratchpad", "think", "thinking"];

    /// <summary>The next tag of an act at or behind a place.</summary>
    public static BlockTag? NextAct(string text, int from)
    {
        for (var at = text.IndexOf('<', from); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (ActAt(text, at) is { } tag)
            {
                return tag;
            }
        }

        return null;
    }

    /// <summary>The tag of an act that begins just here.</summary>
    public static BlockTag? ActAt(string text, int place)
    {
        var rest = text.AsSpan(place);
        var closes = rest.StartsWith("</", StringComparison.Ordinal);
        rest = rest[(closes ? 2 : 1)..];
        if (!rest.StartsWith(Act, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        rest = rest[Act.Length..];
        var length = 0;
        while (length < rest.Length && length < LongestName && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '_' or '-'))
        {
            length++;
        }

        return length > 0 && length < rest.Length && rest[length] == '>'
            ? new BlockTag(rest[..length].ToString().ToLowerInvariant(), closes, place, text.Length - rest.Length + length + 1)
            : null;
    }

    /// <summary>The tag of a scratchpad that begins just here.</summary>
    public static BlockTag? ScratchpadAt(string text, int place)
    {
        var rest = text.AsSpan(place);
        foreach (var name in Scratchpads)
        {
            if (rest.StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase))
            {
                return new BlockTag(name, Closes: false, place, place + name.Length + 2);
            }

            if (rest.StartsWith($"</{name}>", StringComparison.OrdinalIgnoreCase))
            {
                return new BlockTag(name, Closes: true, place, place + name.Length + 3);
            }
        }

        return null;
    }

    /// <summary>Where a scratchpad's closing tag begins; negative where it has none.</summary>
    public static int ScratchpadEnd(string text, BlockTag opening, out int behind)
    {
        var closing = $"</{opening.Name}>";
        var at = text.IndexOf(closing, opening.End, StringComparison.OrdinalIgnoreCase);
        behind = at < 0 ? text.Length : at + closing.Length;
        return at;
    }
}
