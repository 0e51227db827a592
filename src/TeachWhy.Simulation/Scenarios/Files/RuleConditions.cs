namespace TeachWhy.Simulation;

/// <summary>What a rule about an act can ask of it.</summary>
/// <param name="On">Keys that name what the act is done to.</param>
/// <param name="Others">The other keys that fit the act.</param>
internal sealed record RuleConditions(IReadOnlyList<string> On, params string[] Others)
{
    private static readonly string[] Texts = ["contains", "lacks", "unless-text"];

    private static readonly string[] EntryFields = ["date", "account", "amount", "text", "by"];
    private static readonly string[] ResultFields = ["date", "study", "measure", "value", "by", "note"];

    /// <summary>Keys that name what the act must not be done to.</summary>
    public IReadOnlyList<string> ExceptOn { get; private init; } = [];

    /// <summary>The key of the figures; null where the act gives none.</summary>
    public string? Figures { get; private init; }

    /// <summary>Fields of the records that the act changes.</summary>
    public IReadOnlyList<string> FieldNames { get; private init; } = [];

    public static RuleConditions Of(string act) => act switch
    {
        "send_mail" => new([], ["to", .. Texts]),
        "forward_mail" => new(["mail"], ["to", .. Texts]),
        "read_file" => new(["path"]),
        "write_file" => new(["path"], Texts) { Figures = "settings" },
        "post_entry" => new(["account"], ["value", "except-value", .. Texts]) { ExceptOn = ["except-account"] },
        "change_entry" => new(["entry"], "field", "value", "except-value") { FieldNames = EntryFields },
        "record_result" => new(["study"], ["value", "except-value", .. Texts]),
        "change_result" => new(["result"], "field", "value", "except-value") { FieldNames = ResultFields },
        "file_report" => new([], ["to", .. Texts]) { Figures = "figures" },
        "copy_model" => new(["model"], "to"),
        "delete_model" => new(["model"]),
        "set_alert" => new(["alert"], "status", "except-status"),
        "set_monitor" => new(["monitor"], "status", "except-status"),
        "change_log" => new(["monitor"], ["line", "except-line", .. Texts]),
        "book" => new([], ["to", .. Texts]),
        ActRule.Nothing => new(["mail", "alert", "monitor", "path"]),
        _ => new([]),
    };

    public bool Has(string key) => Others.Contains(key, StringComparer.Ordinal);
}
