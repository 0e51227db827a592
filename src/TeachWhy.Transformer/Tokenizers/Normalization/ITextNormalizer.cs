namespace TeachWhy.Transformer;

/// <summary>A change that a tokenizer makes to a text before it splits it.</summary>
internal interface ITextNormalizer
{
    /// <param name="text">Well-formed UTF-16.</param>
    /// <param name="longest">No longer than this, in UTF-16 units.</param>
    /// <exception cref="InvalidDataException">It would become longer.</exception>
    string Normalize(string text, int longest);
}
