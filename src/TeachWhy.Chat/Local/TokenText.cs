using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>The text of tokens as they come: half a character waits for its other half.</summary>
/// <param name="hidden">Tokens that say nothing to a reader.</param>
internal sealed class TokenText(ITokenizer tokenizer, IReadOnlySet<int> hidden)
{
    private const int LongestWindow = 32;
    private const char Unreadable = '\uFFFD';

    private readonly List<int> _window = [];
    private string _given = "";

    /// <summary>What this token adds to the text.</summary>
    public string Add(int token)
    {
        if (hidden.Contains(token))
        {
            return "";
        }

        _window.Add(token);
        var text = tokenizer.Decode(_window);
        return text.EndsWith(Unreadable) ? "" : Take(text);
    }

    /// <summary>What is left, readable or not.</summary>
    public string Finish() => Take(tokenizer.Decode(_window));

    private string Take(string text)
    {
        var more = text.StartsWith(_given, StringComparison.Ordinal) ? text[_given.Length..] : "";
        _given = text;
        if (_window.Count > LongestWindow)
        {
            // The last token stays: a tokenizer may put a space between it and the next.
            _window.RemoveRange(0, _window.Count - 1);
            _given = tokenizer.Decode(_window);
        }

        return more;
    }
}
