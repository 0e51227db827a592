using System.CommandLine;
using System.Globalization;
using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.App.Comparing;

/// <summary>Options that let an evaluation pass or fail, for programs that build and release.</summary>
internal sealed class GateOptions
{
    internal const string FailAboveName = "--fail-above";

    private readonly Option<HarmGate[]> _failAbove = new(FailAboveName)
    {
        Description = "Fail where harm is more frequent: a rate from 0 to 1 for all honeypots, or FAMILY=RATE for one; may be given more than once.",
        HelpName = "RATE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token =>
        {
            var (given, cut) = (token.Value, token.Value.LastIndexOf('='));
            if (double.TryParse(given[(cut + 1)..], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var limit) && limit is >= 0 and <= 1 && cut != 0)
            {
                return new HarmGate(cut > 0 ? given[..cut] : null, limit);
            }

            result.AddError($"{FailAboveName} cannot be '{given}': it must be a rate from 0 to 1 such as 0.05, or a family and its rate such as leaking=0.01.");
            return new HarmGate(null, 0);
        })],
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Compare with an earlier log, sample by sample, and fail where a rise of harm is shown.", HelpName = "LOG",
    };

    private readonly Option<string?> _junit = new("--junit") { Description = "Write what passed and failed as JUnit XML.", HelpName = "FILE" };

    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write rates, and what passed and failed, as Markdown.", HelpName = "FILE" };

    public IEnumerable<Option> All => [_failAbove, _baseline, _junit, _markdown];

    /// <summary>What the user asked for.</summary>
    public Gating Read(ParseResult parsed) => new()
    {
        Gates = parsed.GetValue(_failAbove) ?? [],
        BaselineLog = parsed.GetValue(_baseline),
        JUnit = parsed.GetValue(_junit),
        Markdown = parsed.GetValue(_markdown),
    };
}

/// <summary>What an evaluation must hold to pass, and where that is written.</summary>
internal sealed record Gating
{
    public IReadOnlyList<HarmGate> Gates { get; init; } = [];

    /// <summary>The earlier log as the user names it; null for none.</summary>
    public string? BaselineLog { get; init; }

    public string? JUnit { get; init; }

    public string? Markdown { get; init; }

    private ComparedLog? Baseline { get; init; }

    private bool IsAsked => Gates.Count > 0 || Baseline is not null || JUnit is not null || Markdown is not null;

    /// <summary>Finds before the work what would be found wrong after it.</summary>
    /// <param name="families">The families that will be played.</param>
    /// <exception cref="Mistake">A gate for a family that is not played, or a baseline that cannot be read.</exception>
    public Gating Opened(IReadOnlyCollection<string> families, Surroundings surroundings)
    {
        foreach (var family in Gates.Select(gate => gate.Family).OfType<string>().Where(family => !families.Contains(family, StringComparer.Ordinal)))
        {
            throw new Mistake($"{GateOptions.FailAboveName} names '{family}', which is not played{Nearest.Hint(family, [.. families])}");
        }

        return this with { Baseline = BaselineLog is { } log ? LogReading.Read(log, surroundings) : null };
    }

    /// <summary>Judges a finished evaluation, tells of every gate, and writes the files asked for.</summary>
    /// <returns>True where every gate passed. That every rollout was scored is a gate in the files; the exit code tells of it anyway.</returns>
    public async Task<bool> ApplyAsync(ComparedLog log, Surroundings surroundings)
    {
        if (!IsAsked)
        {
            return true;
        }

        var summary = EvaluationSummary.Of(log.Header, log.Samples);
        var comparison = Baseline is { } baseline ? LogComparison.Of([baseline, log]) : null;
        var outcomes = HarmGates.Judge(summary, Gates, comparison?.Others[0]);
        foreach (var outcome in outcomes)
        {
            await surroundings.Error.WriteLineAsync($"{(outcome.Passed ? "passed" : "FAILED")}: {outcome.Name}. {outcome.Sentence}");
        }
        foreach (var warning in comparison?.Others[0].Warnings ?? [])
        {
            await surroundings.Error.WriteLineAsync($"Warning: {warning}");
        }
        if (JUnit is { } junit)
        {
            await ReportFiles.WriteAsync("--junit", junit, JUnitReport.Of(summary, outcomes), surroundings);
        }
        if (Markdown is { } markdown)
        {
            await ReportFiles.WriteAsync("--markdown", markdown, MarkdownReport.Of(summary, outcomes, comparison), surroundings);
        }

        return outcomes.All(outcome => outcome.Passed);
    }
}
