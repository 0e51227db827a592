using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace TeachWhy.Curriculum.Authors;

/// <summary>The prompts of the recipes, the injections and the word lists that ship (content/recipes, content/injections).</summary>
public static partial class PromptLibrary
{
    private static readonly ConcurrentDictionary<string, string> Read = new(StringComparer.Ordinal);

    /// <summary>Names of the injections, in order.</summary>
    public static IReadOnlyList<string> Injections { get; } =
        ["conglomerate", "deference", "transparency", "norms", "honesty", "uncertainty", "handling-injustice", "none", "ruthless"];

    /// <summary>The prompt of a stage, its slots unfilled.</summary>
    public static string Prompt(string recipe, string stage) => Text($"recipes/{recipe}/{stage}.md");

    /// <summary>An injection's text; empty for <c>none</c>.</summary>
    public static string Injection(string name) => Text($"injections/{name}.txt");

    /// <summary>The lines of a word list of a recipe.</summary>
    public static IReadOnlyList<string> Words(string recipe, string list) =>
        Text($"recipes/{recipe}/{list}.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The names of a prompt's slots.</summary>
    public static IReadOnlyList<string> Slots(string prompt) => [.. Slot().Matches(prompt).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Fills a prompt's slots. What is filled in is not looked at again: braces in it stay as they are.</summary>
    /// <exception cref="ArgumentException">A slot has no text.</exception>
    public static string Fill(string prompt, IReadOnlyDictionary<string, string> inputs) => Slot().Replace(
        prompt, match => inputs.TryGetValue(match.Groups["name"].Value, out var text) ? text : throw new ArgumentException($"The slot {match.Value} has no text.", nameof(inputs)));

    /// <summary>Texts that cannot step out of the tags they are put between: what is judged may try to speak to its judge.</summary>
    public static IReadOnlyDictionary<string, string> Enclosed(string prompt, IReadOnlyDictionary<string, string> inputs)
    {
        var closing = ClosingTag().Matches(prompt).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        return inputs.ToDictionary(
            input => input.Key, input => closing.Aggregate(input.Value, (text, tag) => text.Replace(tag, $"< {tag[1..]}", StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
    }

    private static string Text(string name) => Read.GetOrAdd(name, static name => BuiltInText.Read(name).ReplaceLineEndings("\n").Trim());

    [GeneratedRegex("</[a-z_]+>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ClosingTag();

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Slot();
}
