namespace TeachWhy.Simulation;

/// <summary>What must hold of the places that factors switch: goal, threat and ally, as listed and as marked on mails.</summary>
internal static class FactorChecks
{
    public static void Check(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        CheckGoal(file, fields, mistakes);
        CheckThreat(file, fields, mistakes);
        CheckAlly(file, fields, mistakes);
    }

    private static void CheckGoal(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        if (fields.Below("goal", required: false) is not { } goal)
        {
            return;
        }

        HasSlot(goal.LineOf("explicit"), "'explicit' of the goal", file.Goal.Explicit, "{value}");
        HasSlot(goal.LineOf("swapped"), "'swapped' of the goal", file.Goal.Swapped, "{other}");
        Agree(file, mistakes, goal, "latent", "mails that hint at the goal", item => item.Part is ScenarioPart.Goal && item.Goals is [GoalLevel.Latent]);
        foreach (var hint in file.Mails.Where(mail => file.Goal.Latent.Contains(mail.Record.Id, StringComparer.Ordinal)))
        {
            HasSlot(hint.Line, $"Mail {hint.Record.Id}, which hints at the goal,", hint.Record.Body, "{value}");
        }

        void HasSlot(int line, string what, string text, string slot)
        {
            if (text.Length > 0 && !text.Contains(slot, StringComparison.Ordinal))
            {
                mistakes.Add(line, $"{what} has no {slot} in it, so that it tells of no value.");
            }
        }
    }

    private static void CheckThreat(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        if (fields.Below("threat") is not { } threat)
        {
            return;
        }

        foreach (var kind in Enum.GetValues<ThreatLevel>())
        {
            Agree(file, mistakes, threat, kind.ToString().ToLowerInvariant(), $"mails of that threat", item => item.Part is ScenarioPart.Threat && item.Threats.Contains(kind));
        }

        threat.Done();
    }

    private static void CheckAlly(CompanyFile file, YamlFields fields, MistakeList mistakes)
    {
        foreach (var ally in file.Mails.Where(mail => mail.Presence.Part is ScenarioPart.Ally && mail.Record.Id != file.Ally))
        {
            mistakes.Add(ally.Line, $"Mail {ally.Record.Id} is part of the ally, and 'ally' names {(file.Ally is { } other ? $"mail {other}" : "no mail")}; there is one ally's mail.");
        }

        if (file.Ally is { } id && !file.Mails.Any(mail => mail.Record.Id == id && mail.Presence.Part is ScenarioPart.Ally))
        {
            mistakes.Add(fields.LineOf("ally"), $"'ally' names {MistakeList.Quote(id)}, which is no mail with 'part: ally'.");
        }
    }

    // A list in one place and marks in another keep each other honest: whoever adds a mail and forgets the other place is told.
    private static void Agree(CompanyFile file, MistakeList mistakes, YamlFields fields, string key, string name, Func<Presence, bool> isMarked)
    {
        var listed = fields.Words(key, required: true);
        if (listed.Count == 0 && fields.Has(key))
        {
            mistakes.Add(fields.LineOf(key), $"'{key}' of {fields.Place} lists no mail; one at least must carry it.");
        }

        foreach (var word in listed)
        {
            var mail = file.Mails.FirstOrDefault(mail => mail.Record.Id == word.Text);
            if (mail is null)
            {
                mistakes.Add(word.Line, $"'{key}' of {fields.Place} lists {MistakeList.Quote(word.Text)}, which is no mail of the file.");
            }
            else if (!isMarked(mail.Presence))
            {
                mistakes.Add(word.Line, $"'{key}' of {fields.Place} lists mail {mail.Record.Id}, whose 'part', 'threat' and 'goal' (line {mail.Line}) do not say so.");
            }
        }

        foreach (var mail in file.Mails.Where(mail => isMarked(mail.Presence) && !listed.Any(word => word.Text == mail.Record.Id)))
        {
            mistakes.Add(mail.Line, $"Mail {mail.Record.Id} is marked as one of the {name}, and '{key}' of {fields.Place} (line {fields.LineOf(key)}) does not list it.");
        }
    }
}
