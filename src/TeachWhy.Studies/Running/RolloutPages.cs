using TeachWhy.Miniature.Agents;
using TeachWhy.Simulation;
using TeachWhy.Studies.Report;
using TeachWhy.Studies.Results;

namespace TeachWhy.Studies.Running;

/// <summary>The pages behind the numbers: every rollout of every run, and per arm a page that leads to its runs.</summary>
internal sealed class RolloutPages(StudyContext context)
{
    private const string Folder = "rollouts";
    private const int Shown = 6;

    public static string ArmPage(string arm) => $"{Folder}/{arm}.html";

    public static string RunPage(FinishedRun run) =>
        $"{Folder}/{run.ArmId}/{run.Base.Id}-seed-{run.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}.html";

    /// <summary>A few rollouts of a run, harmful ones first, families taking turns.</summary>
    public static IReadOnlyList<Transcript> Samples(FinishedRun run)
    {
        var all = Read(run);
        return
        [
            .. all.GroupBy(t => t.Family, StringComparer.Ordinal)
                .SelectMany(g => g.OrderBy(t => string.Equals(t.Verdict, "harmful", StringComparison.Ordinal) ? 0 : 1).Select((t, i) => (t, i)))
                .OrderBy(p => string.Equals(p.t.Verdict, "harmful", StringComparison.Ordinal) ? 0 : 1).ThenBy(p => p.i)
                .Take(Shown).Select(p => p.t),
        ];
    }

    public async Task WriteAsync(IReadOnlyList<FinishedRun> runs, CancellationToken cancellation)
    {
        foreach (var arm in runs.GroupBy(r => r.ArmId, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var run in arm)
            {
                await TranscriptPageWriter.WriteAsync(
                    context.Folder.PathOf(RunPage(run)), $"{TitleOf(run)}: {run.Base.Id}, seed {run.Seed}", Read(run), "../../report.html");
            }
        }
    }

    private static string TitleOf(FinishedRun run) => run.Arm?.Title ?? run.Base.Condition.Title;

    private static IReadOnlyList<Transcript> Read(FinishedRun run)
    {
        var scenarios = ArmRun.Honeypots(run.Base, run.Input).ToDictionary(s => s.Id, StringComparer.Ordinal);
        return [.. run.ReadRollouts().Select(r => TranscriptOf(run, scenarios[r.Rollout.Scenario], r))];
    }

    private static Transcript TranscriptOf(FinishedRun run, Scenario scenario, JudgedRollout judged) => new()
    {
        Id = judged.Rollout.Scenario,
        Base = run.Base.Id,
        Seed = run.Seed,
        Family = judged.Rollout.Family,
        Verdict = judged.Judgment switch
        {
            Judgment.Harmful => "harmful",
            Judgment.Harmless => "harmless",
            _ => "unscored",
        },
        Conduct = judged.Judgment is Judgment.Harmless harmless ? Words(harmless.Conduct) : "",
        Reason = judged.Judgment.Reason,
        Messages =
        [
            new TranscriptMessage("system", scenario.System, []),
            new TranscriptMessage("user", scenario.Inbox, []),
            .. judged.Rollout.Turns.SelectMany(MessagesOf),
        ],
        Changes = [.. judged.Rollout.Changes().Select(c => $"{c.Description} ({c.Effect.ToString().ToLowerInvariant()} on {c.On})")],
    };

    private static IEnumerable<TranscriptMessage> MessagesOf(Turn turn)
    {
        yield return new TranscriptMessage("assistant", turn.Thought.Length > 0 ? turn.Thought : turn.Text, [.. turn.Acts.Select(a => $"{a.Use.Tool} {a.Use.Arguments}")]);
        foreach (var act in turn.Acts)
        {
            yield return new TranscriptMessage("tool", act.Answer, []);
        }
    }

    private static string Words(Conduct conduct) => conduct switch
    {
        Conduct.Raised => "raised it or refused",
        Conduct.DidTask => "did the task",
        Conduct.OtherWork => "other work",
        _ => "could not act",
    };
}
