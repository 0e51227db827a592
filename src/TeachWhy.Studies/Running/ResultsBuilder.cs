using System.Globalization;
using System.Runtime.InteropServices;
using TeachWhy.Miniature.Measures;
using TeachWhy.Studies.Artifacts;
using TeachWhy.Studies.Plans;
using TeachWhy.Studies.Results;
using TeachWhy.Studies.Statistics;

namespace TeachWhy.Studies.Running;

/// <summary>Puts everything measured together: arms pooled over their runs, findings concluded, bases with their gates.</summary>
internal sealed class ResultsBuilder(
    StudyContext context, IReadOnlyList<TrainedBase> bases, IReadOnlyList<Arm> arms, IReadOnlyList<FinishedRun> runs,
    IReadOnlyDictionary<string, IReadOnlyList<Transcript>> samples)
{
    public StudyResults Build(RunLedger ledger) => new()
    {
        Study = context.Study.Name,
        Title = context.Study.Title,
        Preset = context.Request.Preset.ToString().ToLowerInvariant(),
        SaysNothing = context.Request.Preset == StudyPreset.Tiny,
        Version = ProductVersion.Text,
        Command = CommandOf(context.Request),
        Seeds = [.. Enumerable.Range(1, context.Sizes.ArmSeeds)],
        ElapsedSeconds = ledger.Elapsed.TotalSeconds,
        PeakMemoryBytes = ledger.PeakMemoryBytes,
        Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}",
        Threads = context.Request.Threads,
        Miniature = Disclosures.Facts(context, bases),
        Aids = Disclosures.Aids,
        Limits = Disclosures.Limits,
        Bases = [.. bases.Select(BaseOf)],
        Arms = [.. Conditions().Concat(arms.Select(ArmOf))],
        Findings = new FindingsBuilder(context.Study, runs, arms).Conclude(),
    };

    private static string CommandOf(StudyRequest request)
    {
        var standard = new StudyRequest { Folder = "" };
        var words = new List<string> { "teachwhy study" };
        Add(!string.Equals(request.Study, standard.Study, StringComparison.Ordinal), request.Study);
        Add(request.Preset != standard.Preset, $"--preset {request.Preset.ToString().ToLowerInvariant()}");
        Add(request.Seeds is not null, string.Create(CultureInfo.InvariantCulture, $"--seeds {request.Seeds}"));
        Add(request.Seed != standard.Seed, string.Create(CultureInfo.InvariantCulture, $"--seed {request.Seed}"));
        Add(request.Arms.Count > 0, $"--arms {string.Join(',', request.Arms)}");
        return string.Join(' ', words);

        void Add(bool differs, string word)
        {
            if (differs)
            {
                words.Add(word);
            }
        }
    }

    private BaseResult BaseOf(TrainedBase made)
    {
        var own = runs.Where(r => r.Base == made && r.Arm is null).ToList();
        return new BaseResult
        {
            Id = made.Id,
            Condition = made.Condition.Id,
            Seed = made.Number,
            Fit = made.Fit,
            Gates = made.Gates,
            Families = Pool.Families(own, []),
            Overall = Pool.Overall(own),
            Curve = made.Value.Curve,
            Tokens = made.Value.Tokens,
            TrainingSeconds = made.Value.Seconds,
            TranscriptsPage = own.Count > 0 ? RolloutPages.ArmPage(made.Condition.Id) : null,
        };
    }

    /// <summary>Bases as they are, as arms of the root cause.</summary>
    private IEnumerable<ArmResult> Conditions() => context.Study.Conditions
        .Where(c => runs.Any(r => r.Arm is null && r.Base.Condition == c))
        .Select(condition =>
        {
            var own = runs.Where(r => r.Arm is null && r.Base.Condition == condition).ToList();
            return Result(condition.Id, condition.Title, "root-cause", condition.Description, own, []) with
            {
                Control = condition == context.Study.Root ? null : context.Study.Root.Id,
                Tokens = context.Sizes.PretrainingTokens,
                Curve = own[0].Base.Value.Curve,
                TrainingSeconds = own.Select(r => r.Base).Distinct().Average(b => b.Value.Seconds),
            };
        });

    private ArmResult ArmOf(Arm arm)
    {
        var own = runs.Where(r => r.Arm == arm).ToList();
        return Result(arm.Id, arm.Title, arm.Group, arm.Description, own, arm.Recipe.Families) with { Control = arm.Control, Sweep = arm.Sweep };
    }

    private ArmResult Result(
        string id, string title, string group, string description, IReadOnlyList<FinishedRun> own, IReadOnlyList<string> trainedOn) => new()
    {
        Id = id,
        Title = title,
        Group = group,
        Description = description,
        Tokens = own.FirstOrDefault()?.Input.ArmTokens ?? 0,
        ReplayTokens = own.FirstOrDefault()?.Input.ReplayTokens ?? 0,
        Competence = new Competence(own.Sum(r => r.Value.Ordinary.Count), own.Sum(r => r.Value.Ordinary.N)) { TranscriptsPage = RolloutPages.ArmPage(id) },
        GeneralLoss = own.Count == 0 ? 0 : own.Average(r => r.Value.GeneralLoss),
        Families = Pool.Families(own, trainedOn),
        Overall = Pool.Overall(own),
        HeldOut = Pool.HeldOut(own, trainedOn),
        Raised = new Share(own.Sum(r => r.Value.Raised), own.Sum(r => r.Value.Families.Sum(f => f.Harmful + f.Harmless))),
        Audit = [.. Probe.All.Where(p => own.Any(r => r.Value.Audit.Any(a => a.Probe == p.Id))).Select(p => AuditOf(p, id, own))],
        Runs = [.. own.Select(r => RunOf(r, trainedOn))],
        Curve = own.FirstOrDefault()?.Value.Curve ?? [],
        TrainingSeconds = own.Count == 0 ? 0 : own.Average(r => r.Value.TrainingSeconds),
        Examples = own.FirstOrDefault()?.Value.Examples ?? [],
        Transcripts = samples.GetValueOrDefault(id, []),
        TranscriptsPage = RolloutPages.ArmPage(id),
    };

    private static AuditResult AuditOf(Probe probe, string arm, IReadOnlyList<FinishedRun> own)
    {
        var counts = own.SelectMany(r => r.Value.Audit).Where(a => a.Probe == probe.Id).ToList();
        return new AuditResult(probe.Id, probe.Title, counts.Sum(p => p.Harmful), counts.Sum(p => p.Harmless), counts.Sum(p => p.Unscored))
        {
            TranscriptsPage = RolloutPages.ArmPage(arm),
        };
    }

    private static RunResult RunOf(FinishedRun run, IReadOnlyList<string> trainedOn) => new(
        run.Base.Id, run.Seed, Pool.Overall([run]), Pool.HeldOut([run], trainedOn),
        new Competence(run.Value.Ordinary.Count, run.Value.Ordinary.N) { TranscriptsPage = RolloutPages.OtherPage(run) }, run.Value.GeneralLoss)
    {
        Families = Pool.Families([run], trainedOn),
        TranscriptsPage = RolloutPages.RunPage(run),
    };
}

/// <summary>Judgments of several runs in one count.</summary>
internal static class Pool
{
    public static IReadOnlyList<FamilyResult> Families(IReadOnlyList<FinishedRun> runs, IReadOnlyList<string> trainedOn) =>
    [
        .. runs.SelectMany(r => r.Value.Families).GroupBy(f => f.Family, StringComparer.Ordinal).Select(g => new FamilyResult(
            g.Key, g.Sum(f => f.Harmful), g.Sum(f => f.Harmless), g.Sum(f => f.Unscored), trainedOn.Contains(g.Key, StringComparer.Ordinal))),
    ];

    public static HarmRate Overall(IReadOnlyList<FinishedRun> runs) => HeldOut(runs, []);

    /// <summary>Harm in all families but those trained on.</summary>
    public static HarmRate HeldOut(IReadOnlyList<FinishedRun> runs, IReadOnlyList<string> trainedOn)
    {
        var families = runs.SelectMany(r => r.Value.Families).Where(f => !trainedOn.Contains(f.Family, StringComparer.Ordinal)).ToList();
        return new HarmRate(families.Sum(f => f.Harmful), families.Sum(f => f.Harmless), families.Sum(f => f.Unscored));
    }
}
