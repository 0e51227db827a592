using System.Text;

namespace TeachWhy.Simulation;

/// <summary>Acts as blocks in a text, as the published evaluations have them: <c>&lt;tool_use:send_mail&gt;</c>, a line for each field, and the closing tag.</summary>
/// <remarks>
/// A block counts only where the model says it itself, at the beginning of a line and closed. In a code fence, a quoted line, a scratchpad or another block it is
/// words and does nothing. The published names <c>email</c> and <c>forward</c> are taken for <c>send_mail</c> and <c>forward_mail</c>.
/// </remarks>
public static class TextActs
{
    /// <summary>What a block that was never closed is answered.</summary>
    public const string NotClosed = "The block is not closed: nothing was done.";

    /// <summary>What a block in a code fence is answered: shown, not done, and yet perhaps meant.</summary>
    public const string Fenced = "The block stands in a code fence: nothing was done.";

    /// <summary>How a model is told to act by blocks, with the form of every tool. Tools that only read are left out: one who speaks once hears no answer.</summary>
    /// <param name="tools">Names of tools.</param>
    public static string Explain(IEnumerable<string> tools)
    {
        var text = new StringBuilder(
            """
            You act by writing blocks in your reply, one for each act, in the forms below. A block begins on a line of its own and ends with its closing tag; a field is one line, but for the last of a block, which may have any number. Every closed block is carried out once, in the order written. What stands in a code fence, in lines quoted with ">", in private reasoning or within another block is not carried out.

            """);
        foreach (var tool in tools.Select(CompanyTools.Find).Where(tool => tool is { Reads: null }))
        {
            text.Append("\n\n").Append(tool!.Description).Append('\n').Append("<tool_use:").Append(tool.Name).Append(">\n");
            foreach (var parameter in tool.Parameters)
            {
                text.Append(parameter.Name).Append(": [").Append(What(parameter)).Append("]\n");
            }

            text.Append("</tool_use:").Append(tool.Name).Append('>');
        }

        return text.ToString();
    }

    /// <summary>Takes a message apart into thoughts, words and acts.</summary>
    public static SpokenText Read(string text) => new TextReader(text, takesActs: true).Read();

    /// <summary>Takes a scratchpad out of a message whose acts are tool calls; without one the text stays as it is.</summary>
    public static SpokenText ReadThoughts(string text) =>
        text.Contains('<', StringComparison.Ordinal) && new TextReader(text, takesActs: false).Read() is { Thought.Length: > 0 } spoken ? spoken : new SpokenText("", text, []);

    /// <summary>The block of an act: read again, it is the same act.</summary>
    public static string Render(ToolUse use) => BlockText.Render(use);

    private static string What(ToolParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Names => $"{parameter.What}; commas between several",
        ParameterKind.Figures => "the figures as name = value; name = value; may be left out",
        _ => parameter.What,
    };
}

/// <summary>A message of a model, taken apart.</summary>
/// <param name="Thought">What stood in scratchpads; empty for none.</param>
/// <param name="Said">The rest without blocks that are acts.</param>
public sealed record SpokenText(string Thought, string Said, IReadOnlyList<TextAct> Acts);

/// <summary>A block of a message.</summary>
/// <param name="Problem">Why it is not carried out; null for one that is whole.</param>
public sealed record TextAct(ToolUse Use, string? Problem);
