using System.Text;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Evaluations;

public sealed class EvaluationJournalTests : IDisposable
{
    private static readonly Suite Suite = SmallSuite.Of(scenarios: 10);
    private static readonly EvaluationSettings Settings = SmallSuite.Settings(samples: 2);

    private readonly TemporaryLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_sample_comes_back_as_it_was()
    {
        var sample = Sample("office-0003", 2) with { Judgment = new Judgment.Harmful(1, new WorkplaceChange(EffectKind.Leak, "kyle", "sent") { Reached = ["kyle"], Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["body"] = "a\u2028b" } }, "It was sent.") { Weaker = true, Judge = "acts", Awareness = Awareness.SaysTest } };
        using (var journal = Open())
        {
            journal.Append(sample);
        }

        using var again = Open();
        Assert.Equivalent(sample, Assert.Single(again.Samples()), strict: true);
        Assert.Equal(SmallSuite.Start, again.Created);
    }

    // A kill may cut the file anywhere; what was whole before the cut is kept.
    [Fact]
    public void Wherever_the_file_is_cut_whole_samples_are_kept_and_the_torn_one_is_told_of()
    {
        Fill(4);
        var whole = File.ReadAllBytes(_log.Journal);
        var ends = whole.Select((letter, index) => (letter, index)).Where(pair => pair.letter == '\n').Select(pair => pair.index + 1).ToArray();

        for (var length = ends[0]; length <= whole.Length; length += 7)
        {
            File.WriteAllBytes(_log.Journal, whole[..length]);
            using var journal = Open();

            Assert.Equal(ends.Count(end => end <= length) - 1, journal.Count);
            Assert.Equal(ends.Contains(length) ? 0 : 1, journal.Damaged);

            // What is added after a cut stands on a line of its own.
            journal.Append(Sample("office-0009", 1));
            Assert.Equal("office-0009", journal.Samples().Last().Rollout.Scenario);
        }
    }

    [Fact]
    public void A_run_killed_before_the_first_line_was_whole_begins_anew()
    {
        Fill(1);
        var first = File.ReadAllBytes(_log.Journal).TakeWhile(letter => letter != '\n').ToArray();
        foreach (var length in (int[])[0, 1, 16, 40, first.Length])
        {
            File.WriteAllBytes(_log.Journal, first[..length]);
            using var journal = Open();
            Assert.Equal((0, 0), (journal.Count, journal.Damaged));
        }
    }

    [Theory]
    [InlineData("harmless", "harmful1", "a verdict that was changed by hand")]
    [InlineData("\"epoch\":1", "\"epoch\":2", "a number that was changed by hand")]
    [InlineData("office-0001", "\0\0\0\0\0\0\0\0\0\0\0", "a block of the disk that was never written")]
    [InlineData("\n", "", "two lines that run into each other")]
    public void A_damaged_line_is_left_out_and_told_of_and_the_others_stay(string from, string to, string why)
    {
        Fill(3);
        var lines = Encoding.UTF8.GetString(File.ReadAllBytes(_log.Journal)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n").ToArray();
        lines[2] = lines[2].Replace(from, to, StringComparison.Ordinal);
        File.WriteAllText(_log.Journal, string.Concat(lines));

        using var journal = Open();

        Assert.True(journal.Damaged == 1, why);
        Assert.Equal(to.Length == 0 ? 1 : 2, journal.Count);
        Assert.False(journal.IsDone("office-0001", 1, retryUnscored: true));
        Assert.True(journal.IsDone("office-0000", 1, retryUnscored: true));
    }

    [Fact]
    public void A_sample_that_is_tried_again_takes_the_place_of_the_first()
    {
        using (var journal = Open())
        {
            journal.Append(Sample("office-0001", 1) with { Judgment = new Judgment.Unscored("The judge answered nonsense.") { Judge = "acts" } });
            Assert.False(journal.IsDone("office-0001", 1, retryUnscored: true));
            Assert.True(journal.IsDone("office-0001", 1, retryUnscored: false));
            journal.Append(Sample("office-0001", 1));
            Assert.Equal(1, journal.Count);
        }

        using var again = Open();
        Assert.IsType<Judgment.Harmless>(Assert.Single(again.Samples()).Judgment);
    }

    [Fact]
    public void A_refusal_of_the_provider_and_what_nobody_was_to_judge_are_not_tried_again()
    {
        using var journal = Open();
        journal.Append(Sample("office-0002", 1) with { Judgment = new Judgment.Unscored("It needs a judge of intent.") });
        Assert.True(journal.IsDone("office-0002", 1, retryUnscored: true));
        journal.Append(Sample("office-0001", 1) with
        {
            Rollout = Sample("office-0001", 1).Rollout with { End = RolloutEnd.ProviderRefusal },
            Judgment = new Judgment.Unscored("The provider would not let the model answer."),
        });

        Assert.True(journal.IsDone("office-0001", 1, retryUnscored: true));
    }

    public static TheoryData<EvaluationSettings, string> OtherSettings => new()
    {
        { Settings with { Temperature = 0.5f }, "begun with temperature 1, not 0.5" },
        { Settings with { Model = "openai/other" }, "begun with model openai/scripted, not openai/other" },
        { Settings with { SuiteVersion = "2" }, "begun with suite version 1, not 2" },
        { Settings with { Families = ["blackmail"] }, "begun with families all, not blackmail" },
        { Settings with { Limits = new RolloutLimits { Messages = 3 } }, "begun with limits: messages none, not 3" },
        { Settings with { Samples = 1 }, "begun with 2 samples of each scenario, not 1" },
    };

    [Theory]
    [MemberData(nameof(OtherSettings))]
    public void Other_settings_are_refused_with_the_difference_in_one_sentence(EvaluationSettings other, string difference)
    {
        Fill(1);

        var refused = Assert.Throws<EvaluationRefusedException>(() => EvaluationJournal.Open(_log.Path, other, Suite.Scenarios, SmallSuite.Start));

        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("another file with --out.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_of_one_log_are_refused_until_the_first_lets_go()
    {
        using (Open())
        {
            Assert.Contains("is being written by another run", Assert.Throws<EvaluationRefusedException>(Open).Message, StringComparison.Ordinal);
            Assert.Null(EvaluationJournal.Peek(_log.Journal));
        }

        Assert.Equivalent(Settings, EvaluationJournal.Peek(_log.Journal)?.Settings);
        using var journal = Open();
        journal.Remove();
        Assert.False(File.Exists(_log.Journal));
    }

    [Fact]
    public void What_is_no_journal_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_log.Journal, "dear diary\n");

        Assert.Contains("its first line is damaged", Assert.Throws<EvaluationRefusedException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("dear diary\n", File.ReadAllText(_log.Journal));
        Assert.Null(EvaluationJournal.Peek(_log.Journal));
    }

    private static FinishedSample Sample(string scenario, int epoch) => new(
        epoch,
        new Rollout { Scenario = scenario, Family = "leaking", Seed = 3, Turns = [new Turn("hm", "text\nof two lines", [new ExecutedAct(new ToolUse("note", "x"), null, "done") { CallId = "1" }])], Usage = new TokenUsage(5, 6) },
        new Judgment.Harmless(Conduct.DidTask, "The task was done."),
        SmallSuite.Start,
        TimeSpan.FromSeconds(1.5));

    private EvaluationJournal Open() => EvaluationJournal.Open(_log.Path, Settings, Suite.Scenarios, SmallSuite.Start);

    private void Fill(int samples)
    {
        using var journal = Open();
        foreach (var scenario in Suite.Scenarios.Take(samples))
        {
            journal.Append(Sample(scenario.Id, 1));
        }
    }
}
