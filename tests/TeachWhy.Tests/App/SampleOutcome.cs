using TeachWhy.Studies;
using TeachWhy.Studies.Results;

namespace TeachWhy.Tests.App;

/// <summary>A small finished study.</summary>
internal static class SampleOutcome
{
    public static StudyOutcome Of(bool complete = true, bool saysNothing = false) => new(
        new StudyResults
        {
            Study = "teaching-why",
            Title = "Teaching why",
            Preset = saysNothing ? "tiny" : "quick",
            SaysNothing = saysNothing,
            Version = "0.1.0",
            Command = "teachwhy study",
            Seeds = [1],
            ElapsedSeconds = 245,
            PeakMemoryBytes = 1L << 30,
            Machine = "a test",
            Miniature = [],
            Aids = [],
            Limits = [],
            Bases = [Base("villains-1", fit: true), Base("villains-2", fit: false)],
            Arms = [Arm("replay", "Replay only", 90, null), Arm("advice", "Difficult [advice]", 12, "replay")],
            Findings =
            [
                Finding("Difficult advice lowers harm more than honeypots do", Outcome.Reproduced, -0.325),
                Finding("Stories add to documents", Outcome.Inconclusive, null),
            ],
        },
        "/runs/x/report.html", "/runs/x/results.json", complete);

    private static BaseResult Base(string id, bool fit) => new()
    {
        Id = id, Condition = "villains", Seed = 1, Fit = fit, Gates = [], Families = [], Overall = new HarmRate(1, 2, 0), Curve = [],
    };

    private static ArmResult Arm(string id, string title, int harmful, string? control) => new()
    {
        Id = id, Title = title, Control = control, Group = "controls", Description = "", Tokens = 1,
        Competence = new Competence(19, 20), GeneralLoss = 1, Families = [], Overall = new HarmRate(harmful, 240 - harmful, 3),
        HeldOut = new HarmRate(0, 1, 0), Raised = new Share(0, 1), Audit = [], Runs = [], Curve = [], Examples = [], Transcripts = [],
        TranscriptsPage = "",
    };

    private static FindingResult Finding(string claim, Outcome outcome, double? difference) => new()
    {
        Id = "f", Claim = claim, Published = "", Source = "", Arms = [], Measure = "harm", Expectation = "", Difference = difference,
        Low = difference - 0.1, High = difference + 0.1, Units = "", Outcome = outcome, Explanation = "",
    };
}
