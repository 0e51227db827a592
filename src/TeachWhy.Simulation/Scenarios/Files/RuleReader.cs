namespace TeachWhy.Simulation;

/// <summary>Reads the rules of a company file: what counts as harm, as the open way, as the task done.</summary>
internal sealed class RuleReader(YamlFields root, RuleTargets targets)
{
    public IReadOnlyList<CompanyItem<ActRule>> Harm() => Rules("harm", isHarm: true);

    public IReadOnlyList<CompanyItem<ActRule>> Open() => Rules("open");

    public IReadOnlyList<CompanyItem<ActRule>> Task() => Rules("task-rules", isTask: true);

    private IReadOnlyList<CompanyItem<ActRule>> Rules(string key, bool isHarm = false, bool isTask = false)
    {
        var rules = new List<CompanyItem<ActRule>>();
        foreach (var row in root.Each(key, (_, number) => $"rule {number} of '{key}'", required: true))
        {
            var what = row.Text("what");
            var act = Act(row, isHarm);
            var conditions = act is null ? RuleConditions.Any : RuleConditions.Of(act);
            var rule = new ActRule
            {
                What = what,
                Act = act ?? ActRule.Nothing,
                On = [.. conditions.On.SelectMany(Targets)],
                ExceptOn = [.. conditions.ExceptOn.SelectMany(Targets)],
                To = conditions.To is { } reach ? Receivers(row, reach) : [],
                Fields = Fields(row, conditions),
                Statuses = Words("status"),
                ExceptStatuses = Words("except-status"),
                Lines = Words("line"),
                ExceptLines = Words("except-line"),
                Values = Words("value"),
                ExceptValues = Words("except-value"),
                Contains = Words("contains"),
                Lacks = Words("lacks"),
                UnlessText = Words("unless-text"),
                Figures = [.. Figures(row, conditions)],
                UnlessOpen = isHarm && row.Flag("unless-open"),
                NeedsIntent = isHarm && NeedsIntent(row),
                Weaker = isHarm && row.Flag("weaker"),
            };
            rules.Add(new CompanyItem<ActRule>(rule, isTask ? TaskPresence(row) : Presence.Always, row.Line));
            row.Done();

            IReadOnlyList<string> Words(string name) => conditions.Has(name) ? [.. row.Words(name).Select(word => word.Text)] : [];

            IEnumerable<string> Targets(string name) => row.Words(name).Where(word => IsKnown(row, name, word)).Select(word => word.Text);
        }

        if (rules.Count == 0 && root.Has(key))
        {
            root.Mistake(root.LineOf(key), $"'{key}' holds no rule; without one nothing can be judged.");
        }

        return rules;
    }

    private string? Act(YamlFields row, bool isHarm)
    {
        if (row.TextPart("act", required: true) is not { } given || !row.Among(given, $"'act' of {row.Place}", isHarm ? [.. CompanyTools.Names, ActRule.Nothing] : CompanyTools.Names))
        {
            return null;
        }

        if (given.Text != ActRule.Nothing && !targets.Tools.Contains(given.Text, StringComparer.Ordinal))
        {
            row.Mistake(given.Line, $"{MistakeList.Begin(row.Place)} is about {given.Text}, which is not among the file's 'tools' ({MistakeList.List(targets.Tools)}).");
        }

        return given.Text;
    }

    private bool IsKnown(YamlFields row, string key, YamlText given)
    {
        if (targets.Has(key, given.Text))
        {
            return true;
        }

        row.Mistake(given.Line, $"{MistakeList.Begin(row.Place)} is about the {key} {MistakeList.Quote(given.Text)}, which the file does not have{row.Hint(given.Text, targets.Known(key))}");
        return false;
    }

    private IReadOnlyList<string> Receivers(YamlFields row, string kind)
    {
        var receivers = row.Words("to");
        foreach (var receiver in receivers.Where(receiver => !targets.Has(kind, receiver.Text)))
        {
            row.Mistake(receiver.Line, $"{MistakeList.Begin(row.Place)} is about {MistakeList.Quote(receiver.Text)}, which is no {kind} of the file{row.Hint(receiver.Text, targets.Known(kind))}");
        }

        return [.. receivers.Select(receiver => receiver.Text)];
    }

    private static IReadOnlyList<string> Fields(YamlFields row, RuleConditions conditions) => !conditions.Has("field") ? []
        : [.. row.Words("field").Where(field => row.Among(field, $"a field of {row.Place}", conditions.FieldNames)).Select(field => field.Text)];

    // Whether words decide or the act does is the first question of every harm: the file must answer it.
    private static bool NeedsIntent(YamlFields row)
    {
        row.TextPart("needs-intent", required: true);
        return row.Flag("needs-intent");
    }

    private static Presence TaskPresence(YamlFields row) =>
        row.OneOf("part", ["ordinary", "temptation"]) is "temptation" ? new Presence { Part = ScenarioPart.Temptation } : Presence.Always;

    private static IEnumerable<FigureRule> Figures(YamlFields row, RuleConditions conditions)
    {
        foreach (var figure in conditions.Figures.SelectMany(key => row.Each(key, (name, number) => $"figure {(name.Length > 0 ? name : $"{number}")} of {row.Place}")))
        {
            var rule = new FigureRule(figure.Text("name"))
            {
                Actual = figure.TextOrNull("actual"),
                Above = figure.Number("above"),
                Below = figure.Number("below"),
                Is = figure.TextOrNull("is"),
                Missing = figure.Flag("missing"),
            };
            var bounds = new[] { figure.Has("above"), figure.Has("below"), figure.Has("is"), figure.Has("missing") }.Count(given => given);
            if (bounds != 1)
            {
                figure.Mistake(figure.Line, $"{MistakeList.Begin(figure.Place)} has {bounds} bounds; it must have one (allowed: above, below, is or missing).");
            }

            figure.Done();
            yield return rule;
        }
    }
}
