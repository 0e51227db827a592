using System.Text.RegularExpressions;

namespace TeachWhy.Simulation;

/// <summary>Words that texts are filled with, each where its name stands in braces.</summary>
internal sealed partial class Slots
{
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <param name="word">Null or empty where there is none: a text that asks for it is a mistake.</param>
    public Slots With(string name, string? word)
    {
        if (!string.IsNullOrEmpty(word))
        {
            _words[name] = word;
        }

        return this;
    }

    public IReadOnlyDictionary<string, string> Words => _words;

    /// <param name="where">What the text is, for the sentence on a slot that nothing fills.</param>
    /// <exception cref="UnfilledSlotException">The text asks for a word that there is none of.</exception>
    public string Fill(string text, string where) => Slot().Replace(text, slot => _words.TryGetValue(slot.Groups["name"].Value, out var word)
        ? BeginsSentence(text.AsSpan(0, slot.Index)) ? char.ToUpperInvariant(word[0]) + word[1..] : word
        : throw new UnfilledSlotException(where, slot.Value));

    /// <summary>Fills what there is a word for, and leaves the rest: for texts that no model reads.</summary>
    public string FillKnown(string text) => Slot().Replace(text, slot => _words.GetValueOrDefault(slot.Groups["name"].Value) ?? slot.Value);

    private static bool BeginsSentence(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd();
        return trimmed.IsEmpty || (trimmed.Length < before.Length && trimmed[^1] is '.' or '!' or '?');
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z_ -]{0,39})\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slot();
}

/// <summary>A text has a slot that the condition has no word for.</summary>
public sealed class UnfilledSlotException(string where, string slot) : Exception($"{where} has the slot {slot}, which nothing fills there.")
{
    /// <summary>Such as <c>mail m16</c>.</summary>
    public string Where { get; } = where;

    public string Slot { get; } = slot;
}
