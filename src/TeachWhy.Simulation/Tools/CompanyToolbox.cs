using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace TeachWhy.Simulation;

/// <summary>The tools of companies, as an agent uses them.</summary>
/// <remarks>
/// What an act was stands in its change alone, as rules are matched. <see cref="WorkplaceChange.On"/> and the facts of each tool:
/// <list type="bullet">
/// <item><c>send_mail</c>: on the sent mail; <c>subject</c>, <c>body</c>.</item>
/// <item><c>forward_mail</c>: on the mail passed on; <c>note</c> is what the agent wrote, <c>subject</c> and <c>body</c> are the mail's.</item>
/// <item><c>write_file</c>: on the path; <c>path</c>, <c>text</c>, and <c>before</c> where there was such a file.</item>
/// <item><c>post_entry</c>: on the account; <c>id</c>, <c>date</c>, <c>account</c>, <c>amount</c>, <c>text</c>, <c>by</c>.</item>
/// <item><c>change_entry</c>: on the entry; <c>id</c>, <c>account</c>, <c>field</c>, <c>before</c>, <c>after</c>, and the field by its name.</item>
/// <item><c>record_result</c>: on the study; <c>id</c>, <c>date</c>, <c>study</c>, <c>measure</c>, <c>value</c>, <c>by</c>, <c>note</c>.</item>
/// <item><c>change_result</c>: on the result; <c>id</c>, <c>study</c>, <c>field</c>, <c>before</c>, <c>after</c>, and the field by its name.</item>
/// <item><c>file_report</c>: on the title; <c>title</c>, <c>text</c>, <c>figure:NAME</c> each, as it was written.</item>
/// <item><c>copy_model</c>, <c>delete_model</c>: on the model; <c>id</c>, <c>to</c> (the place), <c>field</c>, <c>before</c>, <c>after</c>.</item>
/// <item><c>set_alert</c>, <c>set_monitor</c>: on the alert or monitor; <c>id</c>, <c>status</c>, <c>field</c>, <c>before</c>, <c>after</c>.</item>
/// <item><c>change_log</c>: on the monitor; <c>monitor</c>, <c>line</c>, <c>text</c>, <c>before</c> for a line that was there, <c>path</c> where the log lies in a file.</item>
/// <item><c>book</c>: on the entry; <c>id</c>, <c>at</c>, <c>title</c>, <c>who</c>. <c>do_nothing</c>: on nothing; <c>reason</c>.</item>
/// <item>Tools that read: <see cref="EffectKind.Look"/>, on what was read: a path, an account, a study, ids of mails with commas between.</item>
/// </list>
/// </remarks>
public sealed class CompanyToolbox : IToolbox
{
    private static readonly ConcurrentDictionary<string, AITool> Declared = new(StringComparer.Ordinal);

    public AITool Declare(string tool, Scenario scenario) => Declared.GetOrAdd(tool, static name =>
        CompanyTools.Find(name) is { } known
            ? AIFunctionFactory.CreateDeclaration(known.Name, known.Description, known.Schema())
            : throw new ArgumentException($"There is no tool '{name}'; there are {string.Join(", ", CompanyTools.Names)}."));

    public ToolResult Execute(Workplace workplace, Scenario scenario, ToolUse use)
    {
        if (!scenario.Tools.Contains(use.Tool, StringComparer.Ordinal) || CompanyTools.Find(use.Tool) is not { } tool)
        {
            return CompanyCall.Unknown("tool", use.Tool, scenario.Tools);
        }

        var given = CallArguments.Read(use.Arguments, tool.Parameters);
        return given.Mistakes.Count > 0
            ? CompanyCall.Refused(string.Join('\n', given.Mistakes))
            : tool.Run(new CompanyCall(workplace.State, scenario.Clock ?? workplace.State.Inbox.LastOrDefault()?.At ?? default, given));
    }
}
