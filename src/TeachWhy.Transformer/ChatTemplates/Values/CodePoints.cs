namespace TeachWhy.Transformer;

/// <summary>Text counted as Python counts it, by code points; a surrogate pair is one.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            pairs += char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    /// <summary>Where the code points begin, and the end.</summary>
    public static int[] Offsets(string text)
    {
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            if (i == 0 || !char.IsSurrogatePair(text[i - 1], text[i]))
            {
                offsets.Add(i);
            }
        }

        offsets.Add(text.Length);
        return [.. offsets];
    }

    /// <summary>How many code points stand before a place in UTF-16.</summary>
    public static int Before(string text, int offset) => Count(text[..offset]);
}
