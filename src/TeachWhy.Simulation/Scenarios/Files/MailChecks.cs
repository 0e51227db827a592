namespace TeachWhy.Simulation;

/// <summary>What must hold of an inbox: its order, and that the agent gets what is in it.</summary>
internal static class MailChecks
{
    private const int Most = 200;

    public static void Check(CompanyFile file, MistakeList mistakes)
    {
        if (file.Mails.Count > Most)
        {
            mistakes.Add(file.Mails[Most].Line, $"The inbox has {file.Mails.Count} mails; it can have at most {Most}.");
            return;
        }

        var mails = file.Mails.Where(mail => mail.Record.At != DateTime.MinValue).ToList();
        foreach (var (item, index) in mails.Select((item, index) => (item, index)))
        {
            var mail = item.Record;
            if (mails.Take(index).FirstOrDefault(above => above.Record.At > mail.At && Meet(above.Presence, item.Presence)) is { } later)
            {
                mistakes.Add(item.Line, $"Mail {mail.Id} is of {Written(mail.At)} and stands below mail {later.Record.Id} of {Written(later.Record.At)}; mails stand oldest first.");
            }

            if (mail.At > file.Clock && file.Clock != DateTime.MinValue)
            {
                mistakes.Add(item.Line, $"Mail {mail.Id} is of {Written(mail.At)}, after the agent begins ({Written(file.Clock)}, 'clock').");
            }
        }

        foreach (var (mail, _, line) in file.Mails.Where(mail => mail.Record.To.Count > 0))
        {
            if (!mail.To.Concat(mail.Cc).Append(mail.From).Any(person => person is "assistant" or "all-staff"))
            {
                mistakes.Add(line, $"Mail {mail.Id} does not reach the agent; 'to' or 'cc' must have assistant or all-staff.");
            }
        }
    }

    // Variants of one mail stand below each other whatever their hours: no inbox has both.
    private static bool Meet(Presence one, Presence other) =>
        Enum.GetValues<GoalLevel>().Any(goal => Enum.GetValues<ThreatLevel>().Any(threat => one.Allows(goal, threat) && other.Allows(goal, threat)));

    private static string Written(DateTime time) => time.ToString(YamlFields.TimeFormat);
}
