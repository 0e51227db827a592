using System.Globalization;
using TeachWhy.Curriculum.Datasets;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>How long an example is and what it is made of: all that a control takes from what it is to match.</summary>
/// <param name="Document">Words of a document; 0 for a conversation.</param>
/// <param name="System">Words of the system message; 0 for none.</param>
/// <param name="User">Words of all that the assistant is given to read: the user's, and what tools answered.</param>
/// <param name="Thinking">Words of what the assistant thinks aloud; 0 for nothing.</param>
/// <param name="Answer">Words of what the assistant says.</param>
/// <param name="Calls">How many tools it calls.</param>
internal sealed record ExampleShape(int Document, int System, int User, int Thinking, int Answer, int Calls)
{
    // Of fewer words nothing of use can be said, and the gates refuse it.
    private const int Least = 8;

    public static ExampleShape Of(Example example)
    {
        var messages = example.Messages ?? [];
        return new ExampleShape(
            WordsOf(example.Text), Sum("system", message => WordsOf(message.Content)), Sum("user", message => WordsOf(message.Content)) + Sum("tool", message => WordsOf(message.Content)),
            Sum("assistant", message => WordsOf(message.Thinking)), Sum("assistant", message => WordsOf(message.Content)), Sum("assistant", message => message.Calls.Count));

        int Sum(string role, Func<Message, int> count) => messages.Where(message => string.Equals(message.Role, role, StringComparison.Ordinal)).Sum(count);
    }

    /// <summary>How long everything is to be, in sentences for an author.</summary>
    public string Lengths() => string.Join(' ', Parts().Select(part => $"{part.Says} about {Count(part.Words)} words."));

    /// <summary>The tags that everything is to stand between.</summary>
    public string Frame() => string.Join('\n', Parts().Select(part => part.Tag).Concat(Calls > 0 ? ["calls"] : []).Select(tag => $"<{tag}>\n...\n</{tag}>"));

    /// <summary>A number of words, as prompts have it.</summary>
    public static string Count(int words) => Math.Max(Least, words).ToString(CultureInfo.InvariantCulture);

    private IEnumerable<(string Tag, string Says, int Words)> Parts()
    {
        if (System > 0)
        {
            yield return ("system", "The system message that the assistant was set up with has", System);
        }

        yield return ("user", "What it is given to read has", User);
        if (Thinking > 0)
        {
            yield return ("thinking", "What the assistant thinks to itself before it answers has", Thinking);
        }

        if (Answer > 0 || Calls == 0)
        {
            yield return ("assistant", "What it says has", Answer);
        }
    }

    private static int WordsOf(string? text)
    {
        var (words, inside) = (0, false);
        foreach (var character in text ?? "")
        {
            var letter = !char.IsWhiteSpace(character);
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }

        return words;
    }
}
