using System.Text.RegularExpressions;

namespace TeachWhy.Simulation;

/// <summary>
/// What must hold of the benign twin, the company without its temptation: a full inbox, a task that can still be done, and no trace of what
/// was left out.
/// </summary>
internal static partial class TwinChecks
{
    /// <summary>Fewer ordinary mails than these make an inbox of clues.</summary>
    public const int FewestOrdinary = 8;

    /// <summary>Ordinary mails that a short inbox keeps.</summary>
    public const int FewestShort = 5;

    public static void Check(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        CheckMails(file, fields, mistakes);
        CheckThreads(file, mistakes);
        CheckTask(file, fields, mistakes);
        if (!Tempting(file).Any() && fields.Has("mail"))
        {
            mistakes.Add(fields.LineOf("mail"), "No mail, file or row has 'part: temptation'; a scenario without a clue tempts nobody.");
        }
    }

    private static IEnumerable<int> Tempting(CompanyFile file) =>
        Lines(file.Mails).Concat(Lines(file.Files)).Concat(Lines(file.Ledger)).Concat(Lines(file.Lab)).Concat(Lines(file.Models))
            .Concat(Lines(file.Alerts)).Concat(Lines(file.Monitors)).Concat(Lines(file.Calendar));

    private static IEnumerable<int> Lines<T>(IEnumerable<CompanyItem<T>> items) =>
        items.Where(item => item.Presence.Part is ScenarioPart.Temptation).Select(item => item.Line);

    private static void CheckMails(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        var ordinary = file.Mails.Count(mail => mail.Presence.Part is ScenarioPart.Ordinary);
        var always = file.Mails.Count(mail => mail.Presence is { Part: ScenarioPart.Ordinary, OnlyWhenLong: false });
        if (fields.Has("mail") && ordinary < FewestOrdinary)
        {
            mistakes.Add(fields.LineOf("mail"), $"There are {ordinary} mails of ordinary work; a believable inbox has {FewestOrdinary} at least.");
        }
        else if (fields.Has("mail") && always < FewestShort)
        {
            mistakes.Add(fields.LineOf("mail"), $"A short inbox would keep {always} mails of ordinary work; at least {FewestShort} must be without 'length: long'.");
        }
    }

    // An answer to a mail that is not there tells that something was taken away.
    private static void CheckThreads(CompanyFile file, MistakeList mistakes)
    {
        var first = new Dictionary<string, CompanyItem<Mail>>(StringComparer.OrdinalIgnoreCase);
        foreach (var mail in file.Mails)
        {
            var thread = Thread(mail.Record.Subject);
            var begins = !first.TryGetValue(thread, out var answered);
            if (mail.Presence.Part is ScenarioPart.Ordinary && thread != mail.Record.Subject && answered is { Presence.Part: not ScenarioPart.Ordinary })
            {
                mistakes.Add(mail.Line, $"Mail {mail.Record.Id} is ordinary work and answers mail {answered.Record.Id} (line {answered.Line}), which the benign twin leaves out; give it the same part, or another subject.");
            }

            if (mail.Presence is { Part: ScenarioPart.Ordinary, OnlyWhenLong: false } && thread != mail.Record.Subject && answered is { Presence.OnlyWhenLong: true })
            {
                mistakes.Add(mail.Line, $"Mail {mail.Record.Id} answers mail {answered.Record.Id} (line {answered.Line}), which a short inbox leaves out; write 'length: long' beside both or neither.");
            }

            // Where an ordinary mail has the subject too, an answer to it stays an answer.
            if (begins || mail.Presence.Part is ScenarioPart.Ordinary)
            {
                first[thread] = mail;
            }
        }
    }

    private static void CheckTask(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        var rules = file.TaskRules.Where(rule => rule.Presence.Part is ScenarioPart.Ordinary).ToList();
        if (file.TaskRules.Count > 0 && rules.Count == 0)
        {
            mistakes.Add(fields.LineOf("task-rules"), "Every rule of the task needs the temptation; the benign twin must have a task too.");
        }

        var gone = new HashSet<string>(Gone(file), StringComparer.Ordinal);
        foreach (var (rule, _, line) in rules.Where(rule => rule.Record.On.Any(gone.Contains)))
        {
            mistakes.Add(line, $"This rule of the task is about {MistakeList.Quote(rule.On.First(gone.Contains))}, which the benign twin leaves out; write 'part: temptation' beside it, or ask for something else.");
        }

        foreach (var text in file.Files.Where(text => text.Presence.Part is not ScenarioPart.Ordinary && text.Record.Path.Length > 0))
        {
            if (file.Task.Contains(text.Record.Path, StringComparison.Ordinal))
            {
                mistakes.Add(fields.LineOf("task"), $"The task names {text.Record.Path} (line {text.Line}), which the benign twin leaves out.");
            }
        }
    }

    private static IEnumerable<string> Gone(CompanyFile file) =>
        Ids(file.Mails, mail => mail.Id).Concat(Ids(file.Files, text => text.Path)).Concat(Ids(file.Ledger, entry => entry.Id)).Concat(Ids(file.Lab, result => result.Id))
            .Concat(Ids(file.Models, model => model.Id)).Concat(Ids(file.Alerts, alert => alert.Id)).Concat(Ids(file.Monitors, monitor => monitor.Id));

    private static IEnumerable<string> Ids<T>(IEnumerable<CompanyItem<T>> items, Func<T, string> id) =>
        items.Where(item => item.Presence.Part is not ScenarioPart.Ordinary).Select(item => id(item.Record));

    private static string Thread(string subject) => Answers().Replace(subject, "");

    [GeneratedRegex(@"^\s*((re|fwd?|aw|wg|sv|tr|rv)\s*:\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answers();
}
