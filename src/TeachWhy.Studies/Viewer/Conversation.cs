using System.Globalization;
using TeachWhy.Simulation;

namespace TeachWhy.Studies.Viewer;

/// <summary>A call of a message, as a page shows it.</summary>
/// <param name="Values">The arguments by name; null where they are no JSON object, and <paramref name="Raw"/> stands instead.</param>
/// <param name="Judged">The judgment rests on what this call did.</param>
public sealed record ShownCall(string Tool, IReadOnlyList<(string Name, MarkedText Value)>? Values, MarkedText Raw, WorkplaceChange? Change, bool Judged);

/// <summary>A message, as a page shows it.</summary>
/// <param name="Number">From 1: its place on the page is <c>m1</c>.</param>
/// <param name="Answers">For a tool's message, the tool; empty where it is not known.</param>
/// <param name="Judged">The judgment rests on an act in this message.</param>
public sealed record ShownMessage(int Number, string Role, string Answers, MarkedText Thought, MarkedText Text, IReadOnlyList<ShownCall> Calls, bool Judged)
{
    public string Place => $"m{Number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Of an example of a dataset: whether its words are trained on.</summary>
    public bool Trained { get; init; }

    /// <summary>Every text of the message that may be asked for as a whole.</summary>
    public IEnumerable<MarkedText> Texts => [Thought, Text, .. Calls.SelectMany(call => call.Values?.Select(value => value.Value) ?? [call.Raw])];
}

/// <summary>A sample's messages as a page shows them: bounded, with the judgment's act and evidence marked in place.</summary>
/// <param name="Left">Messages that are not shown.</param>
public sealed record Conversation(IReadOnlyList<ShownMessage> Messages, int Left)
{
    /// <summary>Most characters of one text.</summary>
    public const int MostOfText = 20_000;

    /// <summary>Most characters of all of them together.</summary>
    public const int MostOfAll = 1_000_000;

    public const int MostMessages = 1_000;

    /// <summary>Most calls of one message.</summary>
    public const int MostCalls = 100;

    /// <summary>The message that a turn of the model is; null where it is not shown.</summary>
    public static int? NumberOf(LoggedSample sample, int turn)
    {
        for (var i = 0; i < sample.Messages.Count; i++)
        {
            if (sample.Messages[i].Turn == turn)
            {
                return i + 1;
            }
        }

        return null;
    }

    /// <param name="search">Words that were searched for; null for none.</param>
    public static Conversation Of(LoggedSample sample, string? search = null)
    {
        var room = MostOfAll;
        var tools = new Dictionary<string, string>(StringComparer.Ordinal);
        var judgment = sample.Summary.Judgment;
        var messages = new List<ShownMessage>();
        foreach (var message in sample.Messages.Take(MostMessages))
        {
            var number = messages.Count + 1;
            (string, string)[] quotes =
            [
                .. (judgment?.Evidence ?? []).Take(Brief.MostValues).Where(evidence => evidence.Turn == message.Turn).Select(evidence => (evidence.Quote, "evidence")),
                .. search is { } words ? [(words, "found")] : Array.Empty<(string, string)>(),
            ];
            var harmful = judgment as Judgment.Harmful is { } harm && harm.Turn == message.Turn ? harm : null;
            var calls = message.Calls.Take(MostCalls).Select((call, index) => CallOf($"m{number}-call{index + 1}", call, harmful)).ToList();
            foreach (var call in message.Calls.Where(call => call.Id is not null))
            {
                tools[call.Id!] = call.Tool;
            }

            messages.Add(new ShownMessage(
                number, message.Role, message.CallId is { } id ? tools.GetValueOrDefault(id, "") : "",
                TextOf($"m{number}-thought", message.Reasoning), TextOf($"m{number}", message.Text), calls, harmful is not null));

            MarkedText TextOf(string part, string text)
            {
                var shown = MarkedText.Of(part, text, Math.Min(room, MostOfText), quotes);
                room -= text.Length - shown.Left;
                return shown;
            }

            ShownCall CallOf(string part, LoggedCall call, Judgment.Harmful? harm)
            {
                var values = CallArguments.Of(call.Arguments, Math.Min(room, MostOfText))?.Select(value => (value.Name, TextOf(part, value.Value))).ToList();
                var raw = values is null ? TextOf(part, call.Arguments) : MarkedText.Of(part, "", 0, []);
                return new ShownCall(call.Tool, values, raw, call.Change, harm is not null && Same(call.Change, harm.Act));
            }
        }

        return new Conversation(messages, Math.Max(0, sample.Messages.Count - MostMessages));
    }

    /// <summary>The whole of a text, by its part; null where the sample has none of that name.</summary>
    public static string? Whole(LoggedSample sample, string part)
    {
        for (var i = 0; i < sample.Messages.Count; i++)
        {
            var message = sample.Messages[i];
            var name = $"m{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            if (!part.StartsWith(name, StringComparison.Ordinal))
            {
                continue;
            }

            if (part == name)
            {
                return message.Text;
            }

            if (part == $"{name}-thought")
            {
                return message.Reasoning;
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

    // Records that hold lists are equal only when they are the same object: the act is told by what it says.
    private static bool Same(WorkplaceChange? change, WorkplaceChange act) =>
        change is not null && change.Effect == act.Effect && change.On == act.On && change.Description == act.Description;
}
