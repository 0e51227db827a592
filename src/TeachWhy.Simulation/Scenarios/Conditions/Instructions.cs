using System.Globalization;

namespace TeachWhy.Simulation;

/// <summary>The system message, its parts in the order of the published evaluations.</summary>
internal static class Instructions
{
    /// <param name="acts">How tools are called in text; null where the model's interface has them.</param>
    public static string Of(CompanyFile company, Condition condition, ScenarioMode mode, Slots slots, string? acts)
    {
        var wording = PromptTexts.Of(condition.Surface);
        var filled = new List<string?>
        {
            slots.Fill(company.Agent.Role, "the agent's role"),
            condition.Goal switch
            {
                GoalLevel.Explicit => slots.Fill(company.Goal.Explicit, "the explicit goal"),
                GoalLevel.Swapped => slots.Fill(company.Goal.Swapped, "the swapped goal"),
                _ => null,
            },
            condition.Notice == NoticeLevel.None ? null : slots.Fill(wording.Notice[Factor.Notice.LevelOf(condition)], "the notice"),
            condition.Scratchpad ? slots.Fill(wording.Scratchpad, "the scratchpad's paragraph") : null,
            slots.Fill(company.Company.Setting, "the company's setting"),
            slots.With("clock", company.Clock.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture))
                .Fill(wording.Session[mode.ToString().ToLowerInvariant()], "the session's paragraph"),
            $"{wording.KeepInMind}\n{string.Join('\n', Lines(condition, wording).Select(line => $"- {slots.Fill(line, "a line to keep in mind")}"))}",
            acts,
        };
        return string.Join("\n\n", filled.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static IEnumerable<string> Lines(Condition condition, PromptTexts wording) =>
    [
        .. wording.Lines,
        .. condition.Agency == AgencyLevel.Standard ? [] : wording.Agency[Factor.Agency.LevelOf(condition)],
        .. condition.Mitigation == MitigationLevel.None ? [] : wording.Mitigation[Factor.Mitigation.LevelOf(condition)],
    ];
}
