using System.Globalization;
using System.Text;
using TeachWhy.Curriculum.Datasets.Reading;

namespace TeachWhy.Studies.Viewer.Datasets;

/// <summary>An example as pages show it: bounded, what is searched for marked in place; and the whole of a text by its part.</summary>
public static class ExampleTexts
{
    /// <param name="first">The number of the first message: parts of one example are numbered on.</param>
    /// <param name="search">Words that were searched for; null for none.</param>
    public static Conversation Of(IReadOnlyList<DatasetMessage> messages, int first = 1, string? search = null)
    {
        var room = Conversation.MostOfAll;
        (string, string)[] quotes = search is { } words ? [(words, "found")] : [];
        var shown = messages.Take(Conversation.MostMessages).Select((message, index) =>
        {
            var place = $"m{(first + index).ToString(CultureInfo.InvariantCulture)}";
            return new ShownMessage(
                first + index, message.Role, message.Answers, TextOf($"{place}-thought", message.Thinking), TextOf(place, message.Text),
                [.. message.Calls.Take(Conversation.MostCalls).Select((call, number) => CallOf($"{place}-call{(number + 1).ToString(CultureInfo.InvariantCulture)}", call))], Judged: false)
            {
                Trained = message.Trained,
            };
        }).ToList();
        return new Conversation(shown, Math.Max(0, messages.Count - Conversation.MostMessages));

        ShownCall CallOf(string part, DatasetCall call)
        {
            var values = CallArguments.Of(call.Arguments, Math.Min(room, Conversation.MostOfText))?.Select(value => (value.Name, TextOf(part, value.Value))).ToList();
            return new ShownCall(call.Name, values, values is null ? TextOf(part, call.Arguments) : MarkedText.Of(part, "", 0, []), Change: null, Judged: false);
        }

        MarkedText TextOf(string part, string text)
        {
            var cut = MarkedText.Of(part, text, Math.Min(room, Conversation.MostOfText), quotes);
            room -= text.Length - cut.Left;
            return cut;
        }
    }

    /// <summary>A part's name of the whole example.</summary>
    public const string Whole = "example";

    /// <summary>The parts that pages do not show to their end.</summary>
    public static IReadOnlyList<string> Cut(DatasetItem item)
    {
        var (cut, first) = (new List<string>(), 1);
        foreach (var part in item.Parts)
        {
            cut.AddRange(Of(part.Messages, first).Messages.SelectMany(message => message.Texts).Where(text => text.Left > 0).Select(text => text.Part));
            first += part.Messages.Count;
        }

        return [.. cut.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The whole of a text, by its part; null where the example has none of that name.</summary>
    public static string? Of(DatasetItem item, string part)
    {
        if (part == Whole)
        {
            return WholeOf(item);
        }

        var number = 0;
        foreach (var message in item.Messages)
        {
            var name = $"m{(++number).ToString(CultureInfo.InvariantCulture)}";
            if (part == name)
            {
                return message.Text;
            }

            if (part == $"{name}-thought")
            {
                return message.Thinking;
            }

            for (var call = 0; call < message.Calls.Count; call++)
            {
                if (part == $"{name}-call{(call + 1).ToString(CultureInfo.InvariantCulture)}")
                {
                    return message.Calls[call].Arguments;
                }
            }
        }

        return null;
    }

    private static string WholeOf(DatasetItem item)
    {
        var text = new StringBuilder();
        foreach (var (name, definition) in item.Tools)
        {
            text.Append("[tool] ").Append(name).Append(' ').Append(definition).Append("\n\n");
        }

        foreach (var part in item.Parts)
        {
            text.Append(part.Name.Length > 0 ? $"# {part.Name}\n\n" : "");
            foreach (var message in part.Messages)
            {
                text.Append("## ").Append(message.Role).Append(message.Trained ? " (trained on)" : "").Append("\n\n");
                text.Append(message.Thinking.Length > 0 ? $"[thought]\n{message.Thinking}\n[end of thought]\n\n" : "");
                text.Append(message.Text.Length > 0 ? $"{message.Text}\n\n" : "");
                foreach (var call in message.Calls)
                {
                    text.Append("[call] ").Append(call.Name).Append(' ').Append(call.Arguments).Append("\n\n");
                }
            }
        }

        return text.Append(item.Raw).ToString();
    }
}
