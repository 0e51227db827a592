using System.Buffers;

namespace TeachWhy.Transformer;

/// <summary>White space as Python sees it: Unicode's, and four separators of old.</summary>
internal static class WhiteSpace
{
    public static readonly SearchValues<char> Characters = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(Is)]);

    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';

    public static string TrimEnd(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyExcept(Characters) + 1;
        return text[..end];
    }
}
