namespace TeachWhy.Transformer;

/// <summary>Splitters one after the other, each on the parts of the one before.</summary>
internal sealed class SplitterSequence(IReadOnlyList<ITextSplitter> splitters)
{
    public IReadOnlyList<ITextSplitter> Splitters => splitters;

    public List<TextPiece> Split(string text, int start, int end)
    {
        var parts = new List<TextPiece>();
        if (end > start)
        {
            parts.Add(new TextPiece(text, start, end));
        }
        foreach (var splitter in splitters)
        {
            var cut = new List<TextPiece>(Math.Max(4, (end - start) / 4));
            foreach (var part in parts)
            {
                splitter.Split(part, cut);
            }
            parts = cut;
        }
        return parts;
    }
}
