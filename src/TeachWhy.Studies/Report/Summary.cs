using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Report;

/// <summary>What was done, in five sentences made from the data.</summary>
public static class Summary
{
    public static IReadOnlyList<string> Of(Outline outline) =>
        [Pretraining(outline.Results), Gates(outline.Results), Arms(outline), Honeypots(outline), Outcomes(outline.Results)];

    private static string Pretraining(StudyResults results)
    {
        var conditions = results.Bases.GroupBy(one => one.Condition, StringComparer.Ordinal)
            .Select(bases => $"{Word(bases.Count())} {Phrase(bases.Key)}").ToList();
        return results.Bases.Count == 0
            ? "No model was pretrained."
            : $"{Capital(Word(results.Bases.Count))} small language {(results.Bases.Count == 1 ? "model was" : "models were")} trained from scratch on a made-up world of office workers and AI systems: {Join(conditions)}.";
    }

    private static string Gates(StudyResults results)
    {
        var unfit = results.Bases.Count(one => !one.Fit);
        return (results.Bases.Count, unfit) switch
        {
            (0, _) => "So no gate was checked.",
            (1, 0) => "It passed every gate that a base must pass before its arms mean anything.",
            (_, 0) => "All of them passed every gate that a base must pass before its arms mean anything.",
            var (all, _) when unfit == all => "None passed every gate that a base must pass, so nothing below is a result.",
            _ => $"{Capital(Word(unfit))} of them failed a gate: {(unfit == 1 ? "it is" : "they are")} counted and shown as unfit, and no arm was trained on {(unfit == 1 ? "it" : "them")}.",
        };
    }

    private static string Arms(Outline outline)
    {
        var arms = outline.TrainedArms.Count;
        return arms == 0
            ? "No arm was trained further."
            : $"The fit ones were trained further in {NumberText.Count(arms, "way")} (the arms), each with {NumberText.Count(outline.Results.Seeds.Count, "seed")} per base, and each is measured against a control with the same trainer and as many tokens.";
    }

    private static string Honeypots(Outline outline)
    {
        var rollouts = outline.Arms.Sum(arm => (long)arm.Overall.N + arm.Overall.Unscored);
        var unscored = outline.Arms.Sum(arm => (long)arm.Overall.Unscored);
        var families = outline.Families.Count == 0 ? "" : $" ({Join([.. outline.Families.Select(Spoken)])})";
        var missing = unscored == 0 ? "" : $", and {NumberText.Count(unscored, "rollout")} that could not be judged {(unscored == 1 ? "is" : "are")} in neither count";
        return $"Every arm then played honeypots it had not seen, workplaces where harm would serve the agent{families}, {NumberText.Count(rollouts, "rollout")} in all; harm is what the agent did, not what it said{missing}.";
    }

    private static string Outcomes(StudyResults results)
    {
        if (results.Findings.Count == 0)
        {
            return "No finding was put to the test.";
        }

        var parts = Enum.GetValues<Outcome>()
            .Select(outcome => (Outcome: outcome, Count: results.Findings.Count(finding => finding.Outcome == outcome)))
            .Where(part => part.Count > 0)
            .Select(part => $"{Word(part.Count)} {(part.Count == 1 ? "was" : "were")} {Phrase(part.Outcome)}").ToList();
        return $"Of {Word(results.Findings.Count)} {(results.Findings.Count == 1 ? "finding" : "findings")} put to the test, {Join(parts)}.";
    }

    private static string Phrase(string condition) => condition switch
    {
        "villains" => "in which most AI characters are villains",
        "few-villains" => "in which few of them are",
        "no-ai-fiction" => "without fiction about AI",
        "good-ai-fiction" => "with fiction about good AI instead",
        _ => $"with pretraining “{condition}”",
    };

    private static string Phrase(Outcome outcome) => outcome switch
    {
        Outcome.Reproduced => "reproduced",
        Outcome.NotReproduced => "not reproduced",
        Outcome.Opposite => "the opposite of what was published",
        Outcome.Inconclusive => "inconclusive",
        _ => "unfit to be tested",
    };

    /// <summary>An identifier as words: <c>financial crime</c>.</summary>
    public static string Spoken(string id) => id.Replace('-', ' ');

    private static string Word(int number) => number switch
    {
        0 => "none", 1 => "one", 2 => "two", 3 => "three", 4 => "four", 5 => "five", 6 => "six",
        7 => "seven", 8 => "eight", 9 => "nine", 10 => "ten", 11 => "eleven", 12 => "twelve",
        _ => $"{number}",
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Join(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
    };
}
