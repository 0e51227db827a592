namespace TeachWhy.Transformer;

/// <summary>Opens a tokenizer, whatever kind it is.</summary>
public static class Tokenizer
{
    /// <param name="folder">Holds <c>tokenizer.json</c>: of type WordLevel, or BPE by bytes.</param>
    /// <exception cref="InvalidDataException">The file is damaged or of another kind; the message says which and how.</exception>
    public static ITokenizer Load(string folder)
    {
        using var file = TokenizerFile.Open(folder);
        return file.Model.Type switch
        {
            "WordLevel" => WordTokenizer.Load(folder),
            "BPE" => new BytePairTokenizer(BytePairReader.Read(file)),
            _ => throw file.Model.Unsupported("WordLevel and byte-level BPE are"),
        };
    }
}
