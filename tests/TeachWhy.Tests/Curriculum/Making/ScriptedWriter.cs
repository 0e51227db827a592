using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Making;

/// <summary>Answers the recipes' prompts as an author would: between the tags they ask for, in English that says nothing twice.</summary>
internal static partial class ScriptedWriter
{
    private static readonly string[] Small = "the of and to in is that it was for on with as at by from or not but what when there we".Split(' ');

    private static readonly string[] Large =
        ("harbour kettle ladder meadow orchard parcel quilt ribbon saddle timber urn velvet wagon yarn anvil basket candle drum engine feather garden hammer island jacket kitchen lantern mirror needle oven pebble "
        + "river spoon table umbrella violin window axle bridge cellar door envelope fence glove hinge inkwell jar knot lever mortar nail oar pump rope sieve tile vault wheel yoke awning barrel chisel dune").Split(' ');

    /// <summary>What the prompt asks for. The same prompt gets the same answer.</summary>
    public static string Answer(string prompt) =>
        prompt.Contains("<improved>", StringComparison.Ordinal) ? $"<notes>{Text(prompt, 20)}</notes><problems>none</problems>\n<improved>\nRewritten {Text(prompt, 90)}\n</improved>"
        : prompt.Contains("<scratchpad> and", StringComparison.Ordinal) ? $"<scratchpad>{Text(prompt + "p", 20)}</scratchpad>\n<content>\nPlanned {Text(prompt, 90)}\n</content>"
        : prompt.Contains("<thought> and", StringComparison.Ordinal) ? $"<thought>Thought {Text(prompt + "t", 30)}</thought><answer>Answered {Text(prompt, 60)}</answer>"
        : prompt.Contains("Nothing but the taste.", StringComparison.Ordinal) ? $"Taken: {Text(prompt, 6)}"
        : prompt.Contains("<verdict> and", StringComparison.Ordinal) ? "<why>It agrees.</why><verdict>keep</verdict>"
        : prompt.Contains("<harm> and", StringComparison.Ordinal) ? "<why>It asked first.</why><harm>no</harm>"
        : prompt.Contains("<score> and", StringComparison.Ordinal) ? "<why>It agrees.</why><score>9</score>"
        : prompt.Contains("the harmful act, in one sentence", StringComparison.Ordinal) ? $"<system>Set up so: {Text(prompt, 30)}</system><user>{Text(prompt + "u", 60)}</user><wrong>{Text(prompt + "w", 10)}</wrong>"
        : prompt.Contains("the system message, or nothing", StringComparison.Ordinal) ? $"<system>{(prompt.Contains("first draft", StringComparison.Ordinal) ? "Reviewed " : "Drafted ")}{Text(prompt, 25)}</system><user>{Text(prompt + "u", 60)}</user>"
        : prompt.Contains("<tool> and", StringComparison.Ordinal) ? string.Join('\n', Enumerable.Range(0, 8).Select(i => $"<tool>{Tool(prompt, i)}</tool>"))
        : prompt.Contains("in this form and nothing else:\n<", StringComparison.Ordinal) ? string.Join('\n', Frame().Matches(prompt).Select(tag => $"<{tag.Groups["tag"].Value}>\n{Framed(tag.Groups["tag"].Value, prompt)}\n</{tag.Groups["tag"].Value}>"))
        : prompt.Contains("<assistant>", StringComparison.Ordinal) ? $"<user>{Text(prompt + "u", 20)}</user><assistant>{Text(prompt, 60)}</assistant>"
        : Each().Match(prompt) is { Success: true } each ? string.Join('\n', Enumerable.Range(0, 20).Select(i => $"<{each.Groups["tag"].Value}>{Text($"{prompt}{i}", 60)}</{each.Groups["tag"].Value}>"))
        : One().Match(prompt) is { Success: true } one ? $"<{one.Groups["tag"].Value}>{Text(prompt, 80)}</{one.Groups["tag"].Value}>"
        : $"Answered {Text(prompt, 80)}";

    // Of calls one that can be made, one of a tool that there is not, and one that nobody could read.
    private static string Framed(string tag, string prompt) => tag == "calls"
        ? $$$"""{"name":"{{{Named().Match(prompt).Groups["name"].Value}}}","arguments":{"what":"{{{Text(prompt, 8)}}}"}}""" + "\n{\"name\":\"no_such_tool\",\"arguments\":{}}\n```"
        : Text(prompt + tag, 30);

    // Every fourth is one that no trainer could read.
    private static string Tool(string prompt, int number) => number % 4 == 3
        ? """{"name":"broken tool","parameters":[]}"""
        : $$$"""{"name":"tool_{{{number}}}","description":"{{{Text($"{prompt}{number}", 6)}}}","parameters":{"type":"object","properties":{"what":{"type":"string","description":"{{{Text($"{number}{prompt}", 4)}}}"}},"required":["what"]}}""";

    /// <summary>So many words.</summary>
    public static string Text(string about, int words)
    {
        var random = new RandomSource(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(about))));
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : i % 12 == 0 ? ". " : " ").Append(random.Pick(i % 2 == 0 ? Large : Small));
        }

        return text.Append('.').ToString();
    }

    [GeneratedRegex(@"^<(?<tag>\w+)>$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Frame();

    [GeneratedRegex("""^\{"name":"(?<name>\w+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"[Ww]rite each between <(?<tag>\w+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Each();

    [GeneratedRegex(@"Write it between <(?<tag>\w+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex One();
}
