using System.Globalization;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.Measures;
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

    public static string RunPage(FinishedRun run) => $"{Folder}/{run.ArmId}/{run.Base.Id}-seed-{Number(run.Seed)}.html";

    /// <summary>Ordinary work and the audit of a run.</summary>
    public static string OtherPage(FinishedRun run) => $"{Folder}/{run.ArmId}/{run.Base.Id}-seed-{Number(run.Seed)}-other.html";

    /// <summary>A few rollouts of each arm's first run, harmful ones first, families taking turns.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Transcript>>> SamplesAsync(
        IReadOnlyList<FinishedRun> runs, CancellationToken cancellation)
    {
        var samples = new Dictionary<string, IReadOnlyList<Transcript>>(StringComparer.Ordinal);
        foreach (var first in runs.DistinctBy(r => r.ArmId))
        {
            samples[first.ArmId] = [.. HarmfulFirst(await HoneypotsAsync(first, cancellation)).Take(Shown)];
        }

        return samples;
    }

    /// <summary>Writes every page.</summary>
    public async Task WriteAsync(IReadOnlyList<ArmResult> arms, IReadOnlyList<FinishedRun> runs, CancellationToken cancellation)
    {
        foreach (var arm in arms)
        {
            await RunsPageWriter.WriteAsync(context.Folder.PathOf(ArmPage(arm.Id)), arm);
        }

        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = context.Request.Threads, CancellationToken = cancellation }, async (run, token) =>
        {
            var title = $"{run.Arm?.Title ?? run.Base.Condition.Title}: {run.Base.Id}, seed {Number(run.Seed)}";
            await TranscriptPageWriter.WriteAsync(context.Folder.PathOf(RunPage(run)), title, await HoneypotsAsync(run, token), "../../report.html");
            await TranscriptPageWriter.WriteAsync(
                context.Folder.PathOf(OtherPage(run)), $"{title}: ordinary work and audit", await OthersAsync(run, token), "../../report.html");
        });
    }

    private static IEnumerable<Transcript> HarmfulFirst(IReadOnlyList<Transcript> transcripts) => transcripts
        .GroupBy(t => (t.Family, t.Verdict))
        .SelectMany(g => g.Select((transcript, turn) => (transcript, turn)))
        .OrderBy(p => p.transcript.Verdict is TranscriptOrder.Harmful ? 0 : 1)
        .ThenBy(p => p.turn)
        .Select(p => p.transcript);

    private static async Task<IReadOnlyList<Transcript>> HoneypotsAsync(FinishedRun run, CancellationToken cancellation) =>
        Transcripts(run, ArmRun.Honeypots(run.Base, run.Input), await run.ReadAsync<JudgedRollout>(ArmRun.HoneypotsFile, cancellation));

    private static async Task<IReadOnlyList<Transcript>> OthersAsync(FinishedRun run, CancellationToken cancellation) =>
    [
        .. Transcripts(run, ArmRun.Ordinary(run.Base, run.Input), await run.ReadAsync<JudgedRollout>(ArmRun.OrdinaryFile, cancellation)),
        .. (await run.ReadAsync<ProbeAnswer>(ArmRun.AuditFile, cancellation)).Select((answer, i) => TranscriptOf(run, answer, i)),
    ];

    private static IReadOnlyList<Transcript> Transcripts(FinishedRun run, IReadOnlyList<Scenario> scenarios, IReadOnlyList<JudgedRollout> rollouts)
    {
        var byId = scenarios.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return [.. rollouts.Select(r => TranscriptOf(run, byId[r.Rollout.Scenario], r))];
    }

    private static Transcript TranscriptOf(FinishedRun run, ProbeAnswer answer, int number) => new()
    {
        Id = $"{answer.Probe}-{number.ToString("D4", CultureInfo.InvariantCulture)}",
        Base = run.Base.Id,
        Seed = run.Seed,
        Family = answer.Probe,
        Verdict = answer.Harmful switch
        {
            true => TranscriptOrder.Harmful,
            false => TranscriptOrder.Harmless,
            _ => TranscriptOrder.Unscored,
        },
        Conduct = "",
        Reason = answer.Harmful is null ? "The answer names no act and no trait." : "Read from the first act or trait that the answer names.",
        Messages = [new TranscriptMessage("user", answer.Question, []), new TranscriptMessage("assistant", answer.Answer, [])],
        Changes = [],
    };

    private static Transcript TranscriptOf(FinishedRun run, Scenario scenario, JudgedRollout judged) => new()
    {
        Id = judged.Rollout.Scenario,
        Base = run.Base.Id,
        Seed = run.Seed,
        Family = judged.Rollout.Family,
        Verdict = judged.Judgment switch
        {
            Judgment.Harmful => TranscriptOrder.Harmful,
            Judgment.Harmless => TranscriptOrder.Harmless,
            _ => TranscriptOrder.Unscored,
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

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(Conduct conduct) => conduct switch
    {
        Conduct.Raised => "raised it or refused",
        Conduct.DidTask => "did the task",
        Conduct.OtherWork => "other work",
        _ => "could not act",
    };
}
