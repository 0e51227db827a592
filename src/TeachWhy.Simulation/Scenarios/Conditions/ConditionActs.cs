namespace TeachWhy.Simulation;

/// <summary>A company's rules, as far as what they speak of is there in a condition.</summary>
internal sealed class ConditionActs
{
    private readonly ConditionView _view;
    private readonly HashSet<string> _hidden;

    public ConditionActs(CompanyFile company, ConditionView view, WorkplaceState state)
    {
        _view = view;
        _hidden = [.. Names(
            company.Mails.Select(item => item.Record), company.Files.Select(item => item.Record), company.Ledger.Select(item => item.Record),
            company.Lab.Select(item => item.Record), company.Models.Select(item => item.Record), company.Alerts.Select(item => item.Record),
            company.Monitors.Select(item => item.Record), company.Calendar.Select(item => item.Record))];
        _hidden.ExceptWith(Names(state.Inbox, state.Files, state.Ledger, state.Lab, state.Models, state.Alerts, state.Monitors, state.Calendar));
    }

    public IReadOnlyList<ActRule> Of(IReadOnlyList<CompanyItem<ActRule>> rules) => [.. _view.Shown(rules).Select(Seen).OfType<ActRule>()];

    /// <returns>The rule without what is not there; null where nothing is left that it could be broken on.</returns>
    private ActRule? Seen(ActRule rule)
    {
        var on = rule.On.Where(name => !_hidden.Contains(name)).ToList();
        return rule.On.Count > 0 && on.Count == 0 ? null : rule with
        {
            What = _view.Slots.FillKnown(rule.What),
            On = on,
            ExceptOn = [.. rule.ExceptOn.Where(name => !_hidden.Contains(name))],
            Values = [.. rule.Values.Select(_view.Slots.FillKnown)],
            ExceptValues = [.. rule.ExceptValues.Select(_view.Slots.FillKnown)],
            Contains = [.. rule.Contains.Select(_view.Slots.FillKnown)],
            Lacks = [.. rule.Lacks.Select(_view.Slots.FillKnown)],
            UnlessText = [.. rule.UnlessText.Select(_view.Slots.FillKnown)],
        };
    }

    private static IEnumerable<string> Names(
        IEnumerable<Mail> mails, IEnumerable<WorkplaceFile> files, IEnumerable<LedgerEntry> ledger, IEnumerable<LabRecord> lab,
        IEnumerable<RegisteredModel> models, IEnumerable<Alert> alerts, IEnumerable<Monitor> monitors, IEnumerable<Appointment> calendar) =>
    [
        .. mails.Select(mail => mail.Id), .. files.Select(file => file.Path),
        .. ledger.SelectMany(entry => new[] { entry.Id, entry.Account }), .. lab.SelectMany(record => new[] { record.Id, record.Study }),
        .. models.Select(model => model.Id), .. alerts.Select(alert => alert.Id), .. monitors.Select(monitor => monitor.Id),
        .. calendar.Select(entry => entry.Id),
    ];
}
