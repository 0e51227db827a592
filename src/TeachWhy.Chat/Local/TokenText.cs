using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>Tokens one by one, as text in whole characters: a character that is spread over tokens is held back until it is whole.</summary>
public sealed class TokenText
{
    private const char Unknown = '\uFFFD';

    // Tokens whose bytes can still belong to one character. Four hold any; what is longer was never going to be one.
    private const int MostHeld = 8;

    private readonly ITokenizer _tokenizer;
    private readonly IReadOnlySet<int> _silent;

    // The last tokens that were let out stay in front of the new ones: what a token looks like may depend on the one before it.
    private readonly List<int> _tokens = [];
    private int _out;

    /// <param name="before">What the text goes on from; empty where it begins.</param>
    /// <param name="silent">Tokens that are no text.</param>
    public TokenText(ITokenizer tokenizer, IEnumerable<int> before, IReadOnlySet<int> silent)
    {
        (_tokenizer, _silent) = (tokenizer, silent);
        _tokens.AddRange(before);
        _out = _tokens.Count;
    }

    /// <summary>The text that this token makes whole; may be empty.</summary>
    public string Add(int token)
    {
        if (_silent.Contains(token))
        {
            return "";
        }

        _tokens.Add(token);
        var text = NewText();
        if (text.Length == 0 || (text[^1] == Unknown && _tokens.Count - _out < MostHeld))
        {
            return "";
        }

        _tokens.RemoveRange(0, _out);
        _out = _tokens.Count;
        return text;
    }

    /// <summary>What is held back when no token follows.</summary>
    public string Finish() => _tokens.Count > _out ? NewText() : "";

    private string NewText()
    {
        var before = _tokenizer.Decode(_tokens.Take(_out));
        var now = _tokenizer.Decode(_tokens);
        return now.Length > before.Length ? now[before.Length..] : "";
    }
}
