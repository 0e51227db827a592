namespace TeachWhy.Transformer;

/// <summary>A space in front of a text that does not begin with one, so that its first word is like any other.</summary>
internal sealed record PrefixSpace : ITextSplitter
{
    public void Split(TextPiece piece, List<TextPiece> parts) =>
        parts.Add(piece.Text[piece.Start] == ' ' ? piece : new TextPiece($" {piece.Characters}", 0, piece.Length + 1));
}
