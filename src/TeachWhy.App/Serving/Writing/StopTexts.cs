namespace TeachWhy.App.Serving;

/// <summary>Watches for the texts that end an answer. What may be the beginning of one is held back until it is decided.</summary>
internal sealed class StopTexts(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>A stop text came; nothing behind it counts.</summary>
    public bool Found { get; private set; }

    /// <summary>The text that is now known to belong to the answer.</summary>
    public string Add(string text)
    {
        if (stops.Count == 0)
        {
            return text;
        }

        var all = _held + text;
        var first = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        Found = first >= 0;
        var end = Found ? first : all.Length - HeldLength(all);
        _held = Found ? "" : all[end..];
        return all[..end];
    }

    /// <summary>What is held back when no text follows.</summary>
    public string Finish()
    {
        var held = _held;
        _held = "";
        return held;
    }

    /// <summary>The longest end of the text that begins a stop text.</summary>
    private int HeldLength(string text)
    {
        var longest = Math.Min(text.Length, stops.Max(stop => stop.Length) - 1);
        for (var length = longest; length > 0; length--)
        {
            var end = text.AsSpan(text.Length - length);
            foreach (var stop in stops)
            {
                if (stop.Length > length && stop.AsSpan().StartsWith(end, StringComparison.Ordinal))
                {
                    return length;
                }
            }
        }

        return 0;
    }
}
