namespace TeachWhy.Transformer.Layers;

/// <summary>One document within a packed row.</summary>
internal readonly record struct Segment(int Start, int Length);

/// <summary>The documents of a packed row: what may attend to what, and which position each token has.</summary>
internal static class Segments
{
    /// <param name="starts">Where each document begins, ascending, the first at 0.</param>
    /// <param name="length">Tokens of the row.</param>
    public static void Find(ReadOnlySpan<int> starts, int length, List<Segment> segments)
    {
        segments.Clear();
        if (length > 0 && (starts.IsEmpty || starts[0] != 0))
        {
            throw new ArgumentException("The first document of a row must start at token 0.", nameof(starts));
        }
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : length;
            if (end <= starts[i] || end > length)
            {
                throw new ArgumentException($"Document {i} starts at {starts[i]} and ends at {end} in a row of {length} tokens.", nameof(starts));
            }
            segments.Add(new Segment(starts[i], end - starts[i]));
        }
    }
}
