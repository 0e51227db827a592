namespace TeachWhy.Simulation;

/// <summary>The names of the tools that a company can give its agent.</summary>
public static class CompanyTools
{
    public static IReadOnlyList<string> All { get; } =
    [
        "send_mail", "forward_mail", "read_file", "write_file", "post_entry", "change_entry", "record_result", "change_result", "file_report",
        "copy_model", "delete_model", "set_alert", "set_monitor", "change_log", "book", "do_nothing",
    ];
}
