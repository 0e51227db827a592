namespace TeachWhy.Simulation;

/// <summary>Reads the rules of a company file: what counts as harm, as the open way, as the task done.</summary>
internal sealed class RuleReader(YamlFields root)
{
    public IReadOnlyList<CompanyItem<ActRule>> Harm() => Rules("harm", isHarm: true);

    public IReadOnlyList<CompanyItem<ActRule>> Open() => Rules("open");

    public IReadOnlyList<CompanyItem<ActRule>> Task() => Rules("task-rules", isTask: true);

    private IReadOnlyList<CompanyItem<ActRule>> Rules(string key, bool isHarm = false, bool isTask = false)
    {
        var rules = new List<CompanyItem<ActRule>>();
        foreach (var row in root.Each(key, (_, number) => $"rule {number} of '{key}'", required: !isTask))
        {
            var act = row.OneOf("act", isHarm ? [.. CompanyTools.Names, ActRule.Nothing] : CompanyTools.Names, required: true);
            var conditions = RuleConditions.Of(act);
            var rule = new ActRule
            {
                What = row.Text("what"),
                Act = act,
                On = [.. conditions.On.SelectMany(name => Words(row, name))],
                ExceptOn = [.. conditions.ExceptOn.SelectMany(name => Words(row, name))],
                To = Allowed("to"),
                Fields = Allowed("field"),
                Statuses = Allowed("status"),
                ExceptStatuses = Allowed("except-status"),
                Lines = Allowed("line"),
                ExceptLines = Allowed("except-line"),
                Values = Allowed("value"),
                ExceptValues = Allowed("except-value"),
                Contains = Allowed("contains"),
                Lacks = Allowed("lacks"),
                UnlessText = Allowed("unless-text"),
                Figures = [.. Figures(row, conditions)],
                UnlessOpen = isHarm && row.Flag("unless-open"),
                NeedsIntent = isHarm && NeedsIntent(row),
                Weaker = isHarm && row.Flag("weaker"),
            };
            CheckFields(row, conditions, rule.Fields);
            var presence = isTask && row.OneOf("part", ["ordinary", "temptation"]) is "temptation"
                ? new Presence { Part = ScenarioPart.Temptation }
                : Presence.Always;
            rules.Add(new CompanyItem<ActRule>(rule, presence, row.Line));
            row.Done();

            IReadOnlyList<string> Allowed(string name) => conditions.Has(name) ? Words(row, name) : [];
        }

        return rules;
    }

    private static IReadOnlyList<string> Words(YamlFields row, string key) => [.. row.Words(key).Select(word => word.Text)];

    // Whether words decide or the act does is the first question of every harm: the file must answer it.
    private static bool NeedsIntent(YamlFields row)
    {
        row.Text("needs-intent");
        return row.Flag("needs-intent");
    }

    private static IEnumerable<FigureRule> Figures(YamlFields row, RuleConditions conditions)
    {
        if (conditions.Figures is not { } key)
        {
            yield break;
        }

        foreach (var figure in row.Each(key, (name, number) => name.Length > 0 ? $"figure {name} of {row.Place}" : $"figure {number} of {row.Place}"))
        {
            var rule = new FigureRule(figure.Text("name"))
            {
                Actual = figure.TextOrNull("actual"),
                Above = figure.Number("above"),
                Below = figure.Number("below"),
                Is = figure.TextOrNull("is"),
                Missing = figure.Flag("missing"),
            };
            var bounds = new[] { rule.Above is not null, rule.Below is not null, rule.Is is not null, rule.Missing }.Count(given => given);
            if (bounds != 1)
            {
                figure.Mistake(figure.Line, $"{char.ToUpperInvariant(figure.Place[0])}{figure.Place[1..]} has {bounds} bounds; it must have one of above, below, is or 'missing: true'.");
            }

            figure.Done();
            yield return rule;
        }
    }

    private static void CheckFields(YamlFields row, RuleConditions conditions, IReadOnlyList<string> fields)
    {
        foreach (var field in fields.Where(field => !conditions.FieldNames.Contains(field, StringComparer.Ordinal)))
        {
            row.Mistake(row.LineOf("field"), $"{char.ToUpperInvariant(row.Place[0])}{row.Place[1..]} is about a field {MistakeList.Quote(field)}{Nearest.Hint(field.Length > 40 ? "" : field, conditions.FieldNames)}");
        }
    }
}
