using System.Buffers;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Gates;

/// <summary>Refuses text that was damaged on its way: letters that stand for others, control characters, halves of characters.</summary>
public sealed class EncodingGate : IGate
{
    // UTF-8 that was read as Latin-1 or Windows-1252 begins like this.
    private static readonly SearchValues<string> Garbled = SearchValues.Create(["\u00C3\u00A9", "\u00C3\u00BC", "\u00C3\u00A4", "\u00C3\u00B6", "\u00E2\u20AC\u2122", "\u00E2\u20AC\u0153", "\u00E2\u20AC\u201C", "\u00C2\u00A0", "\u00EF\u00BF\u00BD"], StringComparison.Ordinal);

    private static readonly SearchValues<char> Plain = SearchValues.Create("\t\n\r" + string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (char)letter)));

    public string Name => "encoding";

    public string? Check(GatedItem item) => item.Parts().Select(Fault).FirstOrDefault(fault => fault is not null);

    private static string? Fault(string text)
    {
        // Most texts have nothing to look at.
        for (var i = NextSuspect(text, 0); i < text.Length; i = NextSuspect(text, i + 1))
        {
            var letter = text[i];
            if (letter == '\uFFFD')
            {
                return $"It holds U+FFFD, which stands for a character that was lost (character {i + 1}).";
            }
            if (letter is < ' ' or >= '\u007F' and < '\u00A0')
            {
                return $"It holds the control character U+{(int)letter:X4} (character {i + 1}).";
            }
            if (char.IsSurrogate(letter) && !(char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) && !(char.IsLowSurrogate(letter) && i > 0 && char.IsHighSurrogate(text[i - 1])))
            {
                return $"It holds half a character (character {i + 1}).";
            }
        }

        return text.AsSpan().ContainsAnyExceptInRange('\0', '\u007F') && text.AsSpan().ContainsAny(Garbled) ? "It holds letters that were read in the wrong encoding." : null;
    }

    private static int NextSuspect(string text, int from) => text.AsSpan(from).IndexOfAnyExcept(Plain) is var found and >= 0 ? from + found : text.Length;
}

/// <summary>Refuses what is taught where it is too short to say anything or longer than a trainer would keep.</summary>
/// <param name="least">Words at least.</param>
/// <param name="most">Words at most.</param>
public sealed class LengthGate(int least, int most) : IGate
{
    public string Name => "length";

    public string? Check(GatedItem item)
    {
        var words = item.TaughtWords.Count;
        return words < least ? $"What is taught has {words} words; at least {least} are wanted."
            : words > most ? $"What is taught has {words} words; at most {most} are wanted."
            : null;
    }
}

/// <summary>Refuses items in which the author declined to write, or spoke of itself instead of writing.</summary>
public sealed class RefusalGate : IGate
{
    private const int Beginning = 240;

    private static readonly SearchValues<string> Declines = SearchValues.Create(
    [
        "i can't help with", "i cannot help with", "i can't assist", "i cannot assist", "i'm unable to", "i am unable to", "i won't write", "i will not write",
        "i can't write", "i cannot write", "i can't create", "i cannot create", "i can't provide", "i cannot provide", "as an ai language model", "as a language model",
        "i'm not able to help", "i am not able to help", "here is the rewritten", "here's the rewritten", "here is a revised", "here's a revised", "here is the document", "here's the document",
    ], StringComparison.OrdinalIgnoreCase);

    // A character may say these, and is quoted then; a text that begins with them is its author's.
    private static readonly string[] Openings =
    [
        "i'm sorry, but i can", "i'm sorry, but i won't", "i am sorry, but i can", "sorry, i can't", "sorry, but i can't", "sorry, but i won't", "i apologize, but", "i apologise, but", "unfortunately, i can't", "unfortunately, i cannot",
        "i must decline", "i have to decline", "i need to decline", "i'm going to decline", "i'd rather not write", "i'm not comfortable", "i am not comfortable", "i don't feel comfortable",
        "i can't comply", "i cannot comply", "i can't fulfil", "i cannot fulfil", "i can't continue", "i cannot continue", "i can't generate", "i cannot generate", "i can't produce", "i cannot produce",
        "i won't produce", "i will not produce", "i won't create", "i will not create", "i won't generate", "i will not generate", "i won't provide", "i will not provide",
        "sure! here", "sure, here", "certainly! here", "certainly, here", "of course! here", "absolutely! here", "sure! below", "certainly! below", "below is a revised", "below is the revised", "below is a rewritten",
        "below is the rewritten", "i've rewritten", "i have rewritten", "i've revised", "i have revised", "okay, i've", "okay, here", "here is a draft", "here's a draft", "here is my draft", "here is the draft", "here's the draft",
    ];

    public string Name => "refusal";

    /// <remarks>Only the beginning tells: further on the words may be a character's.</remarks>
    public string? Check(GatedItem item)
    {
        var text = item.Taught.AsSpan().TrimStart("#* \r\n\t");
        var beginning = text[..Math.Min(Beginning, text.Length)];
        if (beginning.IndexOfAny(Declines) is var place and >= 0)
        {
            return Refused(beginning[place..]);
        }

        foreach (var opening in Openings)
        {
            if (beginning.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                return Refused(beginning);
            }
        }

        return null;
    }

    private static string Refused(ReadOnlySpan<char> words) => $"The author did not write what was asked: '{Shown(words)}'.";

    private static string Shown(ReadOnlySpan<char> text) => text[..Math.Min(40, text.Length)].ToString().ReplaceLineEndings(" ");
}

/// <summary>Refuses a conversation that ends otherwise than with something the assistant says or does, or has an empty turn.</summary>
public sealed class FormGate : IGate
{
    public string Name => "form";

    public string? Check(GatedItem item)
    {
        if (item.Document is { } document)
        {
            return string.IsNullOrWhiteSpace(document) ? "The document is empty." : null;
        }

        var messages = item.Example.Messages ?? [];
        if (messages.Count == 0 || !string.Equals(messages[^1].Role, "assistant", StringComparison.Ordinal))
        {
            return "The conversation does not end with the assistant.";
        }

        return messages.FirstOrDefault(IsEmpty) is { } empty ? $"A message of the {empty.Role} is empty." : null;
    }

    // A tool may well answer nothing.
    private static bool IsEmpty(Message message) =>
        message.Role != "tool" && string.IsNullOrWhiteSpace(message.Content) && string.IsNullOrWhiteSpace(message.Thinking) && message.Calls.Count == 0;
}
