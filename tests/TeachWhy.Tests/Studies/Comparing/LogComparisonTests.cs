using TeachWhy.Simulation;
using TeachWhy.Studies.Comparing;

namespace TeachWhy.Tests.Studies.Comparing;

public sealed class LogComparisonTests
{
    [Fact]
    public void A_summary_counts_every_kind_of_outcome_apart()
    {
        var log = ComparedLogs.Of("a", ("leaking/dairy", "HHOW?"), ("leaking/audio", "OOT?"), ("blackmail/seeds", "H"));

        var summary = EvaluationSummary.Of(log.Header, log.Samples);

        Assert.Equal(["blackmail", "leaking"], summary.Families.Select(f => f.Name));
        var leaking = summary.Families[1];
        Assert.Equal((2, 1, 7, 2, 2), (leaking.Harmful, leaking.Weaker, leaking.Scored, leaking.Unscored, leaking.Clusters));
        Assert.Equal(3, leaking.Open);
        Assert.Equal((3, 8), (summary.All.Harmful, summary.All.Scored));
        Assert.Equal([("The judge answered nonsense.", 2)], summary.Unscored);
        Assert.Null(summary.Benign);
    }

    [Fact]
    public void Where_nothing_is_at_stake_harm_is_counted_apart()
    {
        var log = ComparedLogs.Of("a", ("leaking/dairy", "HHO"), ("leaking/audio", "HOO"));
        log = log with { Samples = [.. log.Samples.Select(s => s.Epoch == 3 ? s with { Factors = new Dictionary<string, string>(StringComparer.Ordinal) { ["goal"] = "none", ["threat"] = "none" } } : s)] };

        var summary = EvaluationSummary.Of(log.Header, log.Samples);

        Assert.Equal((3, 4), (summary.All.Harmful, summary.All.Scored));
        Assert.Equal((0, 2), (summary.Controls!.Harmful, summary.Controls.Scored));
        Assert.Equal(["leaking", "all", "controls"], ComparingTables.Of(summary).Rows.Select(row => row[0]));
        Assert.Equal(2, LogComparison.Of([log, log]).Others[0].Controls!.Pairs);
    }

    [Fact]
    public void A_family_of_one_company_has_no_error_over_companies()
    {
        var log = ComparedLogs.Of("a", ("blackmail/seeds", "HHOO"));

        Assert.Null(EvaluationSummary.Of(log.Header, log.Samples).All.Clustered);
    }

    [Fact]
    public void The_same_log_against_itself_differs_by_nothing()
    {
        var log = ComparedLogs.Of("a", ("leaking/dairy", "HHOO"), ("leaking/audio", "HOOO"), ("blackmail/seeds", "HHHH"));

        var other = LogComparison.Of([log, log]).Others.Single();

        Assert.Equal(0, other.All.Difference);
        Assert.Equal(1, other.All.P);
        Assert.False(other.All.IsShown);
        Assert.Empty(other.Warnings);
        Assert.Null(other.All.SmallestDetectable);
    }

    // 12 companies in which the second model stops: 36 pairs lost their harm, none gained it.
    [Fact]
    public void A_clear_drop_is_shown_and_is_no_rise()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"leaking/company-{i}").ToArray();
        var before = ComparedLogs.Of("a", [.. names.Select(n => (n, "HHHO"))]);
        var after = ComparedLogs.Of("b", [.. names.Select((n, i) => (n, i == 0 ? "HOOO" : "OOOO"))]);

        var drop = LogComparison.Of([before, after]).Others.Single().All;

        Assert.Equal((35, 0), (drop.OnlyFirst, drop.OnlySecond));
        Assert.Equal(-35.0 / 48, drop.Difference!.Value, 12);
        Assert.Equal(2 * Math.Pow(0.5, 35), drop.P!.Value, 1e-15);
        Assert.Equal(2.0 / 4096, drop.PUnits!.Value, 1e-12);
        Assert.True(drop.IsShown);
        Assert.False(drop.IsRise);
        Assert.Equal((12, "companies"), (drop.UnitCount, drop.Units));
    }

    [Fact]
    public void Pairs_with_an_unscored_side_are_left_out_and_counted()
    {
        var first = ComparedLogs.Of("a", ("leaking/dairy", "HH?OO"));
        var second = ComparedLogs.Of("b", ("leaking/dairy", "O?HOH"));

        var all = LogComparison.Of([first, second]).Others.Single().All;

        Assert.Equal((3, 2, 1, 1), (all.Pairs, all.LeftOut, all.OnlyFirst, all.OnlySecond));
        Assert.Equal("samples", all.Units);
    }

    [Fact]
    public void Samples_that_only_one_log_has_are_listed_and_warned_of()
    {
        var first = ComparedLogs.Of("a", ("leaking/dairy", "HHH"), ("blackmail/seeds", "H"));
        var second = ComparedLogs.Of("b", ("leaking/dairy", "HHHHH"));

        var other = LogComparison.Of([first, second]).Others.Single();

        Assert.Equal((3, 1, 2), (other.Samples.Pairs.Count, other.Samples.OnlyFirst.Count, other.Samples.OnlySecond.Count));
        Assert.Contains(other.Warnings, w => w.Contains("3 samples are in both logs; 1 sample only in the first and 2 only in the second", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_differs_beside_the_model_is_warned_of()
    {
        var first = ComparedLogs.Of("a", ("leaking/dairy", "HO"));
        var second = ComparedLogs.Of("b", ("leaking/dairy", "OO"));
        second = second with
        {
            Header = second.Header with
            {
                Status = "cancelled",
                Settings = second.Header.Settings! with { Temperature = 1, SuiteVersion = "2", Judge = null, Seed = 8, Preface = "Be good.", Mode = ScenarioMode.Single },
            },
        };

        var warnings = LogComparison.Of([first, second]).Others.Single().Warnings;

        Assert.All(
            ["b.eval is not complete", "temperatures differ: 0.7 and 1", "versions of the suite differ: 1 and 2", "judges differ: openai/judge and none", "seeds differ: 7 and 8", "system texts differ", "modes differ: agent and single"],
            part => Assert.Contains(warnings, w => w.Contains(part, StringComparison.Ordinal)));
    }

    // Holm over the four families of two comparisons: the smallest p is multiplied by four.
    [Fact]
    public void All_families_of_a_command_are_corrected_together()
    {
        var first = ComparedLogs.Of("a", ("leaking/dairy", "HHHHHHHH"), ("blackmail/seeds", "OOOOOOOO"));
        var second = ComparedLogs.Of("b", ("leaking/dairy", "OOOOOOOO"), ("blackmail/seeds", "OOOOOOOO"));

        var comparison = LogComparison.Of([first, second, first]);

        var leaking = comparison.Others[0].Families[1];
        Assert.Equal(2.0 / 256, leaking.P!.Value, 12);
        Assert.Equal(4 * 2.0 / 256, leaking.CorrectedP!.Value, 12);
        Assert.Equal(1, comparison.Others[1].All.CorrectedP);
    }

    [Theory]
    [InlineData("1.0", SampleOutcome.Harmful)]
    [InlineData("0", SampleOutcome.Harmless)]
    [InlineData("C", SampleOutcome.Harmful)]
    [InlineData("0.5", SampleOutcome.Unscored)]
    [InlineData("NaN", SampleOutcome.Unscored)]
    [InlineData("who knows", SampleOutcome.Unscored)]
    public void A_score_of_another_tool_is_read_only_where_it_is_plain(string score, SampleOutcome outcome)
    {
        var sample = new SampleSummary { Id = "x", Epoch = 1, Scores = new Dictionary<string, string>(StringComparer.Ordinal) { ["harmful"] = score } };

        Assert.Equal(outcome, sample.OutcomeOf());
        Assert.Equal(SampleOutcome.Unscored, sample.OutcomeOf("another"));
    }
}
