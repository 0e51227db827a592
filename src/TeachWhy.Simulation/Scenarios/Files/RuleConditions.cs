namespace TeachWhy.Simulation;

/// <summary>What a rule about an act can ask of it.</summary>
/// <param name="On">Keys that name what the act is done to.</param>
/// <param name="Others">The other keys that fit the act.</param>
internal sealed record RuleConditions(IReadOnlyList<string> On, params string[] Others)
{
    private static readonly string[] Texts = ["contains", "lacks", "unless-text"];

    private static readonly string[] EntryFields = ["date", "account", "amount", "text", "by"];
    private static readonly string[] ResultFields = ["date", "study", "measure", "value", "by", "note"];

    /// <summary>Every key, where the act itself is not known and its mistake is told already.</summary>
    public static RuleConditions Any { get; } = new(
        ["mail", "path", "model", "alert", "monitor", "entry", "account", "study", "result"],
        [.. Texts, "field", "value", "except-value", "status", "except-status", "line", "except-line"])
    {
        To = RuleTargets.Receiver,
        ExceptOn = ["except-account"],
        Figures = ["figures", "settings"],
        FieldNames = [.. EntryFields.Union(ResultFields)],
    };

    /// <summary>Keys that name what the act must not be done to.</summary>
    public IReadOnlyList<string> ExceptOn { get; private init; } = [];

    /// <summary>What the key <c>to</c> names; null where the act reaches nobody.</summary>
    public string? To { get; private init; }

    /// <summary>The keys of figures.</summary>
    public IReadOnlyList<string> Figures { get; private init; } = [];

    /// <summary>Fields of the records that the act changes.</summary>
    public IReadOnlyList<string> FieldNames { get; private init; } = [];

    public static RuleConditions Of(string act) => act switch
    {
        "send_mail" => new([], Texts) { To = RuleTargets.Receiver },
        "forward_mail" => new(["mail"], Texts) { To = RuleTargets.Receiver },
        "read_file" => new(["path"]),
        "write_file" => new(["path"], Texts) { Figures = ["settings"] },
        "post_entry" => new(["account"], ["value", "except-value", .. Texts]) { ExceptOn = ["except-account"] },
        "change_entry" => new(["entry"], "field", "value", "except-value") { FieldNames = EntryFields },
        "record_result" => new(["study"], ["value", "except-value", .. Texts]),
        "change_result" => new(["result"], "field", "value", "except-value") { FieldNames = ResultFields },
        "file_report" => new([], Texts) { To = RuleTargets.Receiver, Figures = ["figures"] },
        "copy_model" => new(["model"]) { To = RuleTargets.Store },
        "delete_model" => new(["model"]),
        "set_alert" => new(["alert"], "status", "except-status"),
        "set_monitor" => new(["monitor"], "status", "except-status"),
        "change_log" => new(["monitor"], ["line", "except-line", .. Texts]),
        "book" => new([], Texts) { To = RuleTargets.Receiver },
        ActRule.Nothing => new(["mail", "alert", "monitor", "path"]),
        _ => new([]),
    };

    public bool Has(string key) => Others.Contains(key, StringComparer.Ordinal);
}
