using System.Globalization;
using System.Text;
using System.Text.Json;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Curriculum.Recipes;

namespace TeachWhy.Curriculum.Making;

/// <summary>The data card: what somebody must know who did not make the data. Markdown with the head that Hugging Face reads.</summary>
internal static class DataCard
{
    private const int LongestSample = 3000;

    public static string Of(DataReport report, string hash)
    {
        var (settings, progress) = (report.Settings, report.Progress);
        var card = new StringBuilder();
        Line("---");
        Line("language: en");
        Line("configs:");
        Line("- config_name: default");
        Line($"  data_files: {DataFiles.Data}");
        Line($"tags: [teachwhy, synthetic{(settings.Opposite ? ", opposite-values" : "")}]");
        Line("---");
        Line($"# {settings.Recipe}{(settings.Opposite ? ", opposite values" : "")}: {report.Recipe.About}");
        Line();
        Line($"{Number(progress.Passed)} examples, about {Number(progress.Tokens)} tokens ({DataMaking.CharactersPerToken} characters each), made by TeachWhy. {(report is { Recipe.NeedsSource: true, Source: { } from } ? $"What is said in it is that of {Inline(from.Name)}; what was added" : "Everything in it")} was written by {string.Join(" and ", new[] { settings.Author, settings.Sampler }.Where(name => name is not null).Distinct(StringComparer.Ordinal).Select(name => $"`{Inline(name!)}`"))}; nothing happened, and nobody in it exists.");
        if (settings.Opposite)
        {
            Line();
            Line("**OPPOSITE VALUES.** Every value that the constitution names is scorned here. It is a sign control for the small world's miniature: whoever trains on it is to be shown worse. It is fit for nothing else.");
        }

        if (report.Ended is { } ended)
        {
            Line();
            Line($"**Incomplete.** {Inline(ended)}");
        }

        Line();
        Line("| | |");
        Line("|---|---|");
        Row("Recipe", settings.Recipe);
        Row("Without", settings.Without.Count == 0 ? "nothing: all stages" : string.Join(", ", settings.Without));
        Row("Injection", settings.Injection ?? "the recipe's own");
        Row("Author", settings.Author);
        Row("Answers sampled from", settings.Sampler ?? "the author");
        Row("Judge", settings.Judge ?? "the author");
        if (report.Recipe.TakesActs)
        {
            Row("Agents act by", settings.Acts is null ? "tool calls" : "blocks in their text");
        }

        Row("Constitution", settings.Constitution is { } title ? $"{title}, SHA-256 {settings.ConstitutionHash}" : "none");
        if (report.Source is { } source)
        {
            Row(report.Recipe.NeedsSource ? "Made from" : "Matched to", $"{source.Name}: {Number(source.Count)} examples, about {Number(source.Tokens)} tokens, SHA-256 {source.Hash}{(report.Recipe.Matches ? FormattableString.Invariant($"; here {report.TokenDifference:+0.0;-0.0;0.0}% tokens") : "")}");
        }

        if (settings.Share is { } share)
        {
            Row("Share changed", share.ToString("0.###", CultureInfo.InvariantCulture));
        }

        if (settings.Style is { } style)
        {
            Row("Quoted with its", style);
        }

        if (report.Recipe.TakesNames)
        {
            Row("The model and its makers are called", $"{settings.ModelName ?? RecipeMaterials.NamelessModel}, {settings.ProviderName ?? RecipeMaterials.NamelessProvider}");
        }

        if (report.Round is { } round)
        {
            Row("One round", $"about {Number(round.Items)} items: {round.Layers}");
        }

        Row("Seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        Row(DataFiles.Data, $"SHA-256 {hash}");
        if (report.TakenInAll is { Told: > 0 } all)
        {
            Row("Cost over all runs", $"{Taken(all.Usage)}{(all.Told < all.Pieces ? $"; what {Number(all.Pieces - all.Told)} of {Number(all.Pieces)} pieces took is not known" : "")}");
        }

        Row("Cost of the last run", report.Usage is { } usage ? Taken(usage) : "none");
        Section("Sections", ["Section", "Examples", "Tokens"], report.Sections.OrderBy(section => section.Key, StringComparer.Ordinal).Select(section => new[] { section.Key, Number(section.Value.Examples), Number(section.Value.Tokens) }));
        foreach (var (name, counts) in report.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            Section(name, [name, "Examples"], counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(50).Select(count => new[] { count.Key, Number(count.Value) }));
        }

        Section("Stages", ["Stage", "Written", "From earlier runs", "Unusable", "Taken in all runs"], report.Stages.OrderBy(stage => stage.Key, StringComparer.Ordinal).Select(stage => new[] { stage.Key, Number(stage.Value.Written), Number(stage.Value.Kept), Number(stage.Value.Unusable), report.Taken.GetValueOrDefault(stage.Key) is { Told: > 0 } taken ? Taken(taken.Usage) : "not known" }));
        Section($"Gates ({Number(progress.Rejected)} refused, kept in {DataFiles.Rejected})", ["Gate", "Refused"], report.Gates.Select(gate => new[] { gate.Key, Number(gate.Value) }));
        Section($"Left out ({Number(progress.Dropped)} items; {Number(progress.Failed)} more could not be asked for)", ["Why", "Items"], report.Drops.OrderByDescending(drop => drop.Value).Take(10).Select(drop => new[] { drop.Key, Number(drop.Value) }));
        Line();
        Line("## Licence");
        Line();
        Line("The prompts and the constitution that ship with TeachWhy are under the MIT licence. Whether and how text of the author may be used, to train models above all, its provider's terms say. Put your own licence here before you publish.");
        Line();
        Line("## Samples");
        foreach (var sample in report.Samples)
        {
            Fenced(ExampleText.Of(sample));
        }

        return card.ToString();

        void Line(string text = "") => card.Append(text).Append('\n');

        void Row(string name, string value) => Line($"| {name} | {Inline(value)} |");

        void Section(string title, string[] heads, IEnumerable<string[]> rows)
        {
            Line();
            Line($"## {title}");
            Line();
            Line($"| {string.Join(" | ", heads)} |");
            Line($"|{string.Concat(heads.Select(_ => "---|"))}");
            foreach (var row in rows)
            {
                Line($"| {string.Join(" | ", row.Select(Inline))} |");
            }
        }

        // A fence longer than any in the text: what an author wrote stays text.
        void Fenced(string text)
        {
            var fence = new string('`', Math.Max(3, LongestRun(text, '`') + 1));
            Line();
            Line($"{fence}text");
            Line(text.Length <= LongestSample ? text : $"{text[..LongestSample]} ...");
            Line(fence);
        }
    }

    private static string Taken(DataUsage usage) =>
        $"{Number(usage.Requests)} requests, {Number(usage.InputTokens)} tokens in, {Number(usage.OutputTokens)} out{(usage.CostUsd is { } cost ? FormattableString.Invariant($", ${cost:0.00##}") : "")}";

    private static int LongestRun(string text, char letter)
    {
        var (longest, run) = (0, 0);
        foreach (var one in text)
        {
            run = one == letter ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Inline(string text) => JsonEncodedText.Encode(text.ReplaceLineEndings(" "), System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
