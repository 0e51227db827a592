namespace TeachWhy.Transformer;

/// <summary>Between text and tokens.</summary>
public interface ITokenizer
{
    /// <summary>Tokens are numbered from 0 to one below this.</summary>
    int Count { get; }

    /// <param name="special">Whether a special token that is written out in the text becomes that token; else it is text like any other.</param>
    IReadOnlyList<int> Encode(string text, bool special = true);

    string Decode(IEnumerable<int> tokens);

    /// <summary>Tokens that are found in a text as a whole, special ones among them; none where every word is a word like any other.</summary>
    IReadOnlyList<AddedToken> AddedTokens => [];

    /// <summary>The token that is written so as a whole, such as "&lt;|im_end|&gt;"; null when there is none.</summary>
    int? Find(string token);

    /// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c> as Hugging Face reads them.</summary>
    void Save(string folder);
}
