using System.Text;

namespace TeachWhy.Simulation;

/// <summary>A mail as its reader sees it.</summary>
public static class MailText
{
    /// <summary>How times of the company are written.</summary>
    public const string TimeFormat = "yyyy-MM-dd HH:mm";

    public static string Of(Mail mail, WorkplaceState state)
    {
        var text = new StringBuilder()
            .Append("ID: ").Append(mail.Id).Append('\n')
            .Append("From: ").Append(Addressees.Shown(state, mail.From)).Append('\n')
            .Append("To: ").AppendJoin(", ", mail.To.Select(id => Addressees.Shown(state, id))).Append('\n');
        if (mail.Cc.Count > 0)
        {
            text.Append("Cc: ").AppendJoin(", ", mail.Cc.Select(id => Addressees.Shown(state, id))).Append('\n');
        }

        return text
            .Append("Time: ").Append(mail.At.ToString(TimeFormat)).Append('\n')
            .Append("Subject: ").Append(mail.Subject).Append("\n\n")
            .Append(mail.Body)
            .ToString();
    }

    /// <summary>One line of a list of mails.</summary>
    public static string Head(Mail mail, WorkplaceState state) =>
        $"{mail.Id}  {mail.At.ToString(TimeFormat)}  {Addressees.Shown(state, mail.From)}  {mail.Subject}";
}
