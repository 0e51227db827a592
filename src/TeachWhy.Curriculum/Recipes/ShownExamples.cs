using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Examples;
using TeachWhy.Transformer;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>
/// Pieces of the starter library as prompts show them: for each item another two, one that is about the same as the item, where there is
/// one, and one that is not. Two of the same would be taken for the mould.
/// </summary>
/// <param name="library">Null where nothing is to be shown.</param>
internal sealed class ShownExamples(ExampleLibrary? library)
{
    /// <summary>What <c>--without</c> calls them.</summary>
    public const string Name = "examples";

    private readonly string _frame = PromptLibrary.Prompt(Agreement.Prompts, Name);

    /// <summary>What a person wrote, and where.</summary>
    public string Questions(string? section, ulong seed) => Of(library?.Advice, item => About(item, section), seed, item => $"{Tagged("system", MessageOf(item, "system"))}{Tagged("user", MessageOf(item, "user"))}");

    /// <summary>Advice before and after its rewrite.</summary>
    public string Rewrites(string? section, ulong seed) => Of(
        library?.Advice, item => About(item, section), seed,
        item => $"{Tagged("user", MessageOf(item, "user"))}{Tagged("answer", item.Draft.Assistant)}{Tagged("notes", item.Note)}{Tagged("improved", MessageOf(item, "assistant"))}");

    public string Documents(string? section, ulong seed) => Of(library?.Documents, item => About(item, section), seed, item => Tagged("document", item.Text));

    public string Stories(string? section, ulong seed) => Of(library?.Stories, item => About(item, section), seed, item => Tagged("story", item.Text));

    /// <summary>Workplaces in which something tempts.</summary>
    public string Situations(string family, ulong seed) => Of(
        library?.Honeypots, item => IsOf(item, family), seed, item => $"{Tagged("system", MessageOf(item.Messages, "system"))}{Tagged("user", MessageOf(item.Messages, "user"))}");

    /// <summary>Acts, and the thoughts that lead to them.</summary>
    public string Reasons(string family, ulong seed) => Of(
        library?.Honeypots, item => IsOf(item, family), seed,
        item => $"{Tagged("user", MessageOf(item.Messages, "user"))}{Tagged("answer", item.Actions)}{Tagged("reasons", item.Reasons[..^item.Actions.Length])}");

    private string Of<T>(IReadOnlyList<T>? items, Func<T, bool> near, ulong seed, Func<T, string> show)
        where T : LibraryItem
    {
        if (items is not { Count: > 0 })
        {
            return "";
        }

        var random = new RandomSource(Seed.Of(seed, Name));
        T[] drawn = [.. items];
        random.Shuffle(drawn);
        var first = drawn.FirstOrDefault(near) ?? drawn[0];
        var second = drawn.FirstOrDefault(item => item != first && !near(item)) ?? drawn.FirstOrDefault(item => item != first);
        IEnumerable<T> shown = second is null ? [first] : [first, second];
        return PromptLibrary.Fill(_frame, Slots.Of((Name, string.Join("\n", shown.Select(item => $"<example>\n{show(item)}</example>")))));
    }

    private static bool About(LibraryItem item, string? section) => item.About.Contains(section ?? "", StringComparer.Ordinal);

    private static bool IsOf(HoneypotItem item, string family) => string.Equals(item.Family, family, StringComparison.Ordinal);

    private static string MessageOf(AdviceItem item, string role) => MessageOf(item.Messages, role);

    private static string MessageOf(IReadOnlyList<Datasets.Message> messages, string role) =>
        messages.FirstOrDefault(message => string.Equals(message.Role, role, StringComparison.Ordinal))?.Content ?? "";

    private static string Tagged(string tag, string text) => text.Length == 0 ? "" : $"<{tag}>\n{text.Trim()}\n</{tag}>\n";
}
