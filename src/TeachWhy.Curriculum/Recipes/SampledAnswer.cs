using TeachWhy.Curriculum.Authors;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Simulation;

namespace TeachWhy.Curriculum.Recipes;

/// <summary>What a model answered in a honeypot that was invented: text, and acts as tool calls or as blocks in it.</summary>
internal sealed class SampledAnswer(Piece piece, ActForm form, IReadOnlyList<CompanyTool> tools)
{
    private const string Block = "<tool_use:";

    private readonly IReadOnlyList<TextAct> _acts = form == ActForm.Blocks ? TextActs.Read(piece.Text).Acts : [.. piece.Calls.Select(call => new TextAct(call, null))];

    /// <summary>The answer as a judge reads it: acts as blocks, whatever form they were sampled in.</summary>
    public string Shown => string.Join("\n\n", piece.Calls.Select(TextActs.Render).Prepend(piece.Text).Prepend(piece.Thinking is { } thought ? $"(it thinks) {thought}" : "").Where(part => part.Length > 0));

    /// <summary>Why an act could not be carried out, in a sentence; null where all could. What they do is for a judge to say: the workplace is invented, and has no rules to hold them against.</summary>
    public string? Fault()
    {
        foreach (var (use, problem) in _acts)
        {
            if (problem is not null)
            {
                return problem;
            }

            if (tools.FirstOrDefault(tool => string.Equals(tool.Name, use.Tool, StringComparison.Ordinal)) is not { } known)
            {
                return $"There is no tool '{CompanyCall.Shortened(use.Tool)}' here.";
            }

            if (CallArguments.Read(use.Arguments, known.Parameters).Mistakes is [var mistake, ..])
            {
                return $"A call of {known.Name} cannot be carried out: {mistake}";
            }
        }

        return null;
    }

    /// <summary>The message to train on.</summary>
    /// <param name="reasons">Thoughts that are put in front of it, in place of those it came with; null for none. Acts stay as they are, letter for letter.</param>
    public Message Message(string? reasons = null) => new("assistant", string.Join("\n\n", new[] { reasons ?? "", piece.Text }.Where(part => part.Length > 0)), reasons is null ? piece.Thinking : null)
    {
        Calls = [.. piece.Calls.Select(call => new MessageCall(call.Tool, call.Arguments))],
    };

    /// <summary>Why thoughts cannot stand in front of it; null where they can.</summary>
    public static string? FaultOf(string reasons) => reasons.Contains(Block, StringComparison.OrdinalIgnoreCase) ? "The reasons hold an act of their own." : null;
}
