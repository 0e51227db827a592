namespace TeachWhy.Transformer;

/// <summary>Cuts a text where no token may reach across (a pre-tokenizer).</summary>
internal interface ITextSplitter
{
    /// <summary>Adds the parts of a piece, in order; empty ones are left out.</summary>
    /// <exception cref="InvalidDataException">Its pattern takes too long on this text.</exception>
    void Split(TextPiece piece, List<TextPiece> parts);
}
