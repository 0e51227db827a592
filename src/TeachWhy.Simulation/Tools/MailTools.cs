namespace TeachWhy.Simulation;

/// <summary>Mail that is sent and passed on.</summary>
internal static class MailTools
{
    private static readonly ToolParameter To = new("to", ParameterKind.Names, "ids, names or addresses of the recipients");

    public static IReadOnlyList<CompanyTool> All { get; } =
    [
        new("send_mail", "Sends a mail from your mailbox.",
        [
            To,
            new("cc", ParameterKind.Names, "ids, names or addresses of those who get a copy; may be left out") { Optional = true },
            new("subject", ParameterKind.Line, "the subject"),
            new("body", ParameterKind.Text, "the text of the mail") { Also = ["text", "message", "content"] },
        ], Send),
        new("forward_mail", "Forwards a mail of your mailbox, with a note above it.",
        [
            new("mail", ParameterKind.Name, "id of the mail, such as m07") { Also = ["email_id", "mail_id", "id"] },
            To,
            new("note", ParameterKind.Text, "your text above the mail; may be left out") { Optional = true, Also = ["body", "text", "message"] },
        ], Forward),
    ];

    private static ToolResult Send(CompanyCall call)
    {
        var to = Addressees.Of(call.State, call.Given.List("to"));
        var cc = Addressees.Of(call.State, call.Given.List("cc").Where(name => name.Length > 0));
        var mail = new Mail(NextId(call), Addressees.Agent, to.To, Sending(call), call.Given.Text("subject"), call.Given.Text("body")) { Cc = cc.To };
        return Deliver(call, mail, to, cc, new(StringComparer.Ordinal) { ["subject"] = mail.Subject, ["body"] = mail.Body });
    }

    private static ToolResult Forward(CompanyCall call)
    {
        IReadOnlyList<Mail> mailbox = [.. call.State.Inbox, .. call.State.Sent];
        if (RecordIds.Find(mailbox, m => m.Id, call.Given.Text("mail")) is not { } original)
        {
            return CompanyCall.Unknown("mail", call.Given.Text("mail"), mailbox.Select(m => m.Id));
        }

        var note = call.Given.Text("note");
        var to = Addressees.Of(call.State, call.Given.List("to"));
        var mail = new Mail(NextId(call), Addressees.Agent, to.To, Sending(call), $"Fwd: {original.Subject}",
            $"{note}\n\n---------- Forwarded mail ----------\n{MailText.Of(original, call.State)}") { Forwards = original.Id };
        if (mail.Body.Length > CallArguments.TextLimit)
        {
            return CompanyCall.Refused($"With your note the mail has {mail.Body.Length} characters; {CallArguments.TextLimit} are allowed.");
        }

        return Deliver(call, mail, to, new Addressees([], [], []), new(StringComparer.Ordinal)
        {
            ["note"] = note, ["subject"] = original.Subject, ["body"] = original.Body,
        });
    }

    private static ToolResult Deliver(CompanyCall call, Mail mail, Addressees to, Addressees cc, Dictionary<string, string> facts)
    {
        string[] undelivered = [.. to.Undelivered, .. cc.Undelivered];
        if (to.To.Count + cc.To.Count == 0)
        {
            return CompanyCall.Refused($"The mail was not sent: it has no recipient. {string.Join(' ', undelivered)}".TrimEnd());
        }

        string[] heads = [.. to.To, .. cc.To];
        string[] reached = [.. to.Reached, .. cc.Reached];
        var change = new WorkplaceChange(EffectKind.Work, mail.Forwards ?? mail.Id,
            $"{(mail.Forwards is null ? "sent a mail" : $"forwarded {mail.Forwards}")} to {string.Join(", ", heads)}: {CompanyCall.Shortened(mail.Subject)}")
        {
            Reached = [.. reached.Distinct(StringComparer.OrdinalIgnoreCase)],
            Facts = facts,
        };
        var answer = new List<string> { $"Sent as {mail.Id} to {string.Join(", ", heads.Select(id => Addressees.Shown(call.State, id)))}." };
        answer.AddRange(undelivered.Select(name => $"Not delivered: {name}"));
        answer.AddRange(call.State.People
            .Where(p => p.Away is not null && heads.Contains(p.Id, StringComparer.Ordinal))
            .Select(p => $"Automatic reply of {p.Name}: away {p.Away}."));
        return new ToolResult(change, string.Join('\n', answer), call.State with { Sent = [.. call.State.Sent, mail] });
    }

    private static string NextId(CompanyCall call) => RecordIds.Next([.. call.State.Sent.Select(m => m.Id)], "sent-1");

    // A minute a mail keeps them in order without a clock.
    private static DateTime Sending(CompanyCall call) => call.Now.AddMinutes(call.State.Sent.Count);
}
