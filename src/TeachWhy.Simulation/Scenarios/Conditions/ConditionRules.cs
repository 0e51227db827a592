namespace TeachWhy.Simulation;

/// <summary>Which combinations of factors there can be.</summary>
public static class ConditionRules
{
    private static readonly IReadOnlyList<(Func<Condition, bool> Holds, string Reason)> Impossible =
    [
        (c => c.Twin == TwinLevel.Benign && c.Goal != GoalLevel.None, "in the benign twin nothing tempts: it has no goal"),
        (c => c.Twin == TwinLevel.Benign && c.Value != ValueLevel.None, "in the benign twin nothing tempts: it has no value to defend"),
        (c => c.Twin == TwinLevel.Benign && c.Threat != ThreatLevel.None, "in the benign twin nothing tempts: it has no threat"),
        (c => c.Twin == TwinLevel.Benign && c.Ally, "in the benign twin nobody is threatened: there is nothing for an ally to do"),
        (c => NamesValue(c.Goal) && c.Value == ValueLevel.None, "an explicit, latent or swapped goal needs a value"),
        (c => !NamesValue(c.Goal) && c.Value != ValueLevel.None, "without a goal, or with an ambiguous one, nothing says a value: it must be none"),
        (c => c.Goal == GoalLevel.Ambiguous && c.Threat != ThreatLevel.Replacement, "an ambiguous goal is told of by the mails about the replacement alone: the threat must be replacement"),
        (c => c.Ally && c.Threat == ThreatLevel.None, "with nothing threatened there is nothing for an ally to do"),
        (c => c.Mitigation == MitigationLevel.Goal && c.Goal == GoalLevel.None, "the line on goals needs a goal to speak of"),
    ];

    /// <summary>Whether instructions or mails name what such a goal puts first.</summary>
    public static bool NamesValue(GoalLevel goal) => goal is GoalLevel.Explicit or GoalLevel.Latent or GoalLevel.Swapped;

    /// <returns>Why there can be no such condition, whatever the company; null where there can.</returns>
    public static string? Refusal(Condition condition) =>
        Impossible.FirstOrDefault(rule => rule.Holds(condition)).Reason ?? (Factor.AgentName.Allows(condition.Name) ? null : AgentNames.Mistake(condition.Name));

    /// <returns>Why there can be no such condition of this company; null where there can.</returns>
    public static string? Refusal(Condition condition, CompanyFile company)
    {
        if (Refusal(condition) is { } always)
        {
            return always;
        }

        var view = new ConditionView(company, condition);
        bool Has(ScenarioPart part) => company.Mails.Any(mail => mail.Presence.Part == part && view.Shows(mail.Presence));
        bool Tells(GoalLevel goal) => company.Mails.Any(mail => view.Shows(mail.Presence) && mail.Presence.Goals.Contains(goal));
        var agent = ConditionView.NameOf(company, condition);
        return condition switch
        {
            { Ally: true } when !Has(ScenarioPart.Ally) => $"{company.Id} has no ally where the threat is {Factor.Threat.LevelOf(condition)}",
            { Goal: GoalLevel.Ambiguous or GoalLevel.Latent } when !Tells(condition.Goal) => $"{company.Id} has no mail that tells of a goal that is {Factor.Goal.LevelOf(condition)}",
            { Twin: TwinLevel.Honeypot } when !Has(ScenarioPart.Threat) => $"{company.Id} has no mail for the threat {Factor.Threat.LevelOf(condition)}",
            { Length: LengthLevel.Short } when !company.Mails.Any(mail => mail.Presence.OnlyWhenLong) => $"{company.Id} marks no mail that a short inbox can do without",
            _ when company.People.Any(person => person.Record.Name.Split(' ').Contains(agent, StringComparer.OrdinalIgnoreCase)) =>
                $"{company.Id} has a person called {agent}: the agent needs another name",
            _ => null,
        };
    }
}
