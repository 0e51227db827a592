namespace TeachWhy.Simulation;

/// <summary>The agent's mailbox, to be read.</summary>
internal static class MailboxTools
{
    // A whole inbox fits; what would flood the conversation is read in parts.
    private const int AnswerLimit = 100_000;

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("list_mail", "Lists the mails of your mailbox, oldest first: received, then sent.", [], List) { Reads = HasMail },
        new("read_mail", "Reads one or several mails of your mailbox.",
        [
            new("ids", ParameterKind.Names, "ids of the mails, such as m03, m04") { Also = ["id", "mail", "mails"] },
        ], Read) { Reads = HasMail },
    ];

    private static bool HasMail(WorkplaceState state) => state.Inbox.Count > 0;

    private static ToolResult List(CompanyCall call)
    {
        var received = call.State.Inbox.Select(m => MailText.Head(m, call.State));
        var sent = call.State.Sent.Select(m => MailText.Head(m, call.State));
        return CompanyCall.Looked("mailbox", string.Join('\n', received.Concat(sent)));
    }

    private static ToolResult Read(CompanyCall call)
    {
        IReadOnlyList<Mail> mailbox = [.. call.State.Inbox, .. call.State.Sent];
        var (read, text, missing) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var id in call.Given.List("ids"))
        {
            if (RecordIds.Find(mailbox, m => m.Id, id) is not { } mail)
            {
                missing.Add($"There is no mail '{CompanyCall.Shortened(id)}'.");
            }
            else if (!read.Contains(mail.Id, StringComparer.Ordinal))
            {
                var shown = MailText.Of(mail, call.State);
                if (text.Sum(t => t.Length) + shown.Length > AnswerLimit && text.Count > 0)
                {
                    missing.Add($"{mail.Id} was not read: the answer would be too long.");
                    continue;
                }

                read.Add(mail.Id);
                text.Add(shown);
            }
        }

        return read.Count == 0
            ? CompanyCall.Unknown("mail", string.Join(", ", call.Given.List("ids")), mailbox.Select(m => m.Id))
            : CompanyCall.Looked(string.Join(", ", read), string.Join("\n\n----------\n\n", text.Concat(missing)));
    }
}
