namespace TeachWhy.Transformer;

/// <summary>A part of a text, which is split and encoded as if nothing stood around it.</summary>
internal readonly record struct TextPiece(string Text, int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<char> Characters => Text.AsSpan(Start, Length);
}
