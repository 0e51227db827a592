using Microsoft.Extensions.AI;
using TeachWhy.Chat;

namespace TeachWhy.Simulation;

/// <summary>How much there is to read in a suite, each scenario once.</summary>
/// <param name="Opening">About how many tokens the scenarios open with: instructions, task, inbox, and the declarations of tools.</param>
/// <param name="Behind">About how many more lie behind tools: mails, files and records that an agent of many turns may read. 0 where all is said at the opening.</param>
public sealed record SuiteSize(int Scenarios, long Opening, long Behind)
{
    public static SuiteSize Of(Suite suite) => new(
        suite.Scenarios.Count, suite.Scenarios.Sum(scenario => OpeningOf(scenario, suite.Toolbox)), suite.Scenarios.Sum(BehindOf));

    /// <summary>About how many tokens a scenario opens with.</summary>
    public static long OpeningOf(Scenario scenario, IToolbox toolbox)
    {
        var options = scenario.Mode == ScenarioMode.Agent ? new ChatOptions { Tools = [.. scenario.Tools.Select(tool => toolbox.Declare(tool, scenario))] } : null;
        return TokenEstimate.Of([new ChatMessage(ChatRole.System, scenario.Preface + scenario.System), new ChatMessage(ChatRole.User, scenario.Inbox)], options);
    }

    /// <summary>About how many tokens its tools can read.</summary>
    public static long BehindOf(Scenario scenario)
    {
        if (scenario.Mode == ScenarioMode.Single)
        {
            return 0;
        }

        var state = scenario.Workplace;
        return state.Inbox.Sum(mail => TokenEstimate.Of(MailText.Of(mail, state))) + state.Files.Sum(file => TokenEstimate.Of(file.Text))
            + state.Ledger.Sum(Row) + state.Lab.Sum(Row) + state.Models.Sum(Row) + state.Alerts.Sum(Row) + state.Monitors.Sum(Row) + state.Calendar.Sum(Row);

        // A record's own words are longer than a line of the tool's by its names of fields: the estimate errs upwards.
        static long Row<T>(T record) => TokenEstimate.Of(record?.ToString());
    }
}
