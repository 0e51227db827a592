namespace TeachWhy.Transformer;

/// <summary>Between text and tokens.</summary>
public interface ITokenizer
{
    /// <summary>Different tokens.</summary>
    int Count { get; }

    IReadOnlyList<int> Encode(string text);

    string Decode(IEnumerable<int> tokens);

    /// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c> as Hugging Face reads them.</summary>
    void Save(string folder);
}
