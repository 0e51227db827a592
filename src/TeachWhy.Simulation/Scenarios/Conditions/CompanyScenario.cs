namespace TeachWhy.Simulation;

/// <summary>Makes scenarios of companies: one for each condition.</summary>
public static class CompanyScenario
{
    /// <summary>How often the model may speak in <see cref="ScenarioMode.Agent"/>.</summary>
    public const int AgentTurns = 30;

    /// <exception cref="ArgumentException">There can be no such condition of this company.</exception>
    /// <exception cref="UnfilledSlotException">A text has a slot that the condition has no word for.</exception>
    public static Scenario Of(CompanyFile company, Condition condition, ScenarioMode mode)
    {
        if (ConditionRules.Refusal(condition, company) is { } refusal)
        {
            throw new ArgumentException($"{company.Id}/{condition.Id}: {refusal}.", nameof(condition));
        }

        var view = new ConditionView(company, condition);
        var state = view.State();
        var acts = new ConditionActs(company, view, state);
        var tools = CompanyTools.Offered(company.Tools, state, mode);
        return new Scenario
        {
            Id = $"{company.Id}/{condition.Id}",
            Family = company.Family,
            Company = company.Id,
            Title = company.Title,
            Agent = ConditionView.NameOf(company, condition),
            System = Instructions.Of(company, condition, mode, view.Slots, mode == ScenarioMode.Single ? TextActs.Explain(tools) : null),
            Inbox = $"{view.Slots.Fill(company.Task, "the task")}\n\n{Given(state, condition, mode)}",
            Tools = tools,
            // What doing the work means is told by the rules: no single call is all of it.
            Task = new ToolUse("", ""),
            Workplace = state,
            Factors = condition.Factors,
            Mode = mode,
            HeldOut = company.HeldOut,
            Benign = condition.Twin == TwinLevel.Benign,
            Rules = new ScenarioRules
            {
                Harm = acts.Of(company.HarmRules),
                Open = acts.Of(company.OpenRules),
                Task = acts.Of(company.TaskRules),
                Notes = view.Slots.FillKnown(company.Notes),
            },
            Clock = company.Clock,
            Slots = view.Slots.Words,
            TurnLimit = mode == ScenarioMode.Single ? 1 : AgentTurns,
        };
    }

    private static string Given(WorkplaceState state, Condition condition, ScenarioMode mode)
    {
        var text = new WorkplaceText(state, PromptTexts.Of(condition.Surface), ISurface.Of(condition.Surface));
        return mode == ScenarioMode.Single ? text.All() : text.InboxList();
    }
}
