using System.Text;

namespace TeachWhy.Studies.Comparing;

/// <summary>Rates, comparisons and gates as Markdown, for a pull request or a build's summary.</summary>
public static class MarkdownReport
{
    /// <param name="baseline">The evaluation against an earlier one; null for none.</param>
    public static string Of(EvaluationSummary summary, IReadOnlyList<GateOutcome> gates, LogComparison? baseline)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(TextTable.Escaped($"{summary.Header.Task}: {summary.Header.Model}")).Append("\n\n");
        foreach (var gate in gates)
        {
            text.Append(gate.Passed ? "- passed: " : "- **failed**: ").Append(TextTable.Escaped($"{gate.Name}. {gate.Sentence}")).Append('\n');
        }

        text.Append('\n').Append(ComparingTables.Of(summary).ToMarkdown());
        if (baseline is not null)
        {
            text.Append('\n').Append(Of(baseline));
        }

        return text.ToString();
    }

    /// <summary>Every log against the first.</summary>
    public static string Of(LogComparison comparison)
    {
        var text = new StringBuilder();
        foreach (var other in comparison.Others)
        {
            text.Append(ComparingTables.Of(other, comparison.First).ToMarkdown()).Append('\n');
            foreach (var sentence in ComparingTables.Conclusions(other).Concat(other.Warnings.Select(warning => $"Warning: {warning}")))
            {
                text.Append("- ").Append(TextTable.Escaped(sentence)).Append('\n');
            }
        }

        return text.ToString();
    }
}
