using System.Text.Json;
using TeachWhy.Studies;
using TeachWhy.Studies.Events;
using TeachWhy.Studies.Plans;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Training;

namespace TeachWhy.Tests.App;

public sealed class StudyCommandTests
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task Without_options_the_standard_study_runs_in_a_folder_named_after_it()
    {
        var runner = new ScriptedRunner();

        Assert.Equal(0, await _terminal.RunAsync("study", runner));

        var request = runner.Request!;
        Assert.Equal(
            ("teaching-why", StudyPreset.Quick, null, 1, "/work-here/runs/teaching-why-quick"),
            (request.Study, request.Preset, request.Seeds, request.Seed, request.Folder));
        Assert.Empty(request.Arms);
        Assert.InRange(request.Threads, 1, 4);
    }

    [Fact]
    public async Task Every_option_arrives()
    {
        var runner = new ScriptedRunner();

        await _terminal.RunAsync("study another --preset full --seeds 7 --seed 5 --arms advice,stories,advice --threads 3 --out here", runner);

        var request = runner.Request!;
        Assert.Equal(
            ("another", StudyPreset.Full, 7, 5, 3, "/work-here/here"),
            (request.Study, request.Preset, request.Seeds, request.Seed, request.Threads, request.Folder));
        Assert.Equal(["advice", "stories"], request.Arms);
    }

    [Fact]
    public async Task Another_seed_gets_a_folder_of_its_own()
    {
        var runner = new ScriptedRunner();

        await _terminal.RunAsync("study --preset tiny --seed 2", runner);

        Assert.Equal("/work-here/runs/teaching-why-tiny-seed-2", runner.Request!.Folder);
    }

    [Fact]
    public async Task A_study_file_runs_in_a_folder_named_after_it()
    {
        var runner = new ScriptedRunner();

        await _terminal.RunAsync("study mine/sleeper.yaml", runner);

        Assert.Equal(("/work-here/mine/sleeper.yaml", "/work-here/runs/sleeper-quick"), (runner.Request!.Study, runner.Request.Folder));
    }

    [Fact]
    public async Task A_study_file_with_a_mistake_is_a_mistake()
    {
        var exitCode = await _terminal.RunAsync("study mine.yaml", Throws(new StudyFileException("mine.yaml, line 3: no.")));

        Assert.Equal((1, "mine.yaml, line 3: no." + Environment.NewLine), (exitCode, _terminal.Error));
    }

    [Fact]
    public async Task A_finished_study_shows_rates_findings_and_where_the_report_is()
    {
        await _terminal.RunAsync("study", new ScriptedRunner());

        Assert.Contains("12 of 240", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("5.0% (2.9% to 8.5%)", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("Difficult [advice]", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("-32.5 (-42.5 to -22.5)", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("reproduced", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 bases were unfit", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("/runs/x/report.html", _terminal.Output, StringComparison.Ordinal);
        Assert.Contains("4 min 5 s", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tiny_study_says_that_it_says_nothing()
    {
        await _terminal.RunAsync("study --preset tiny", Ends(SampleOutcome.Of(saysNothing: true)));

        Assert.Contains("too small to say anything", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_study_is_shown_and_fails()
    {
        var exitCode = await _terminal.RunAsync("study", Ends(SampleOutcome.Of(complete: false)));

        Assert.Equal((2, "The study is incomplete; what is missing and why stands in /runs/x/report.html." + Environment.NewLine), (exitCode, _terminal.Error));
        Assert.Contains("12 of 240", _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_study_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        var runner = new ScriptedRunner
        {
            Script = async (_, cancellation) =>
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return SampleOutcome.Of();
            },
        };

        var exitCode = await _terminal.RunAsync("study --out here", runner, stop.Token);

        Assert.Equal((130, "Stopped; what is finished is kept in /work-here/here, and the same command goes on from there." + Environment.NewLine), (exitCode, _terminal.Error));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_a_mistake()
    {
        var exitCode = await _terminal.RunAsync("study", Throws(new WorkFolderException("The folder x cannot be written: permission denied.")));

        Assert.Equal((1, "The folder x cannot be written: permission denied." + Environment.NewLine), (exitCode, _terminal.Error));
    }

    [Fact]
    public async Task A_disk_that_fills_up_is_a_failure()
    {
        var exitCode = await _terminal.RunAsync("study", Throws(WorkFolderException.Writing("x/y", new IOException("No space left on device", 28))));

        Assert.Equal(
            (2, "Could not write x/y: no space is left on the disk; what was finished before is kept, and the same command goes on from there." + Environment.NewLine),
            (exitCode, _terminal.Error));
    }

    [Fact]
    public async Task A_failing_disk_that_no_artifact_noticed_is_a_failure_too()
    {
        var exitCode = await _terminal.RunAsync("study --out here", Throws(new IOException("No space left on device", 28)));

        Assert.Equal(
            (2, "Could not write /work-here/here: no space is left on the disk; what was finished before is kept, and the same command goes on from there." + Environment.NewLine),
            (exitCode, _terminal.Error));
    }

    [Fact]
    public async Task What_nobody_foresaw_is_one_sentence_with_the_details_in_a_file()
    {
        using var folder = new TemporaryFolder();

        var exitCode = await _terminal.RunAsync($"study --out {folder.FullPath}", Throws(new InvalidOperationException("first line\nsecond line")));

        Assert.Equal(
            (2, $"The work failed in a way that TeachWhy did not foresee (InvalidOperationException: first line second line); the details are in {folder.PathOf("failure.txt")}." + Environment.NewLine),
            (exitCode, _terminal.Error));
        Assert.Contains(nameof(Throws), await File.ReadAllTextAsync(folder.PathOf("failure.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_per_event_and_nothing_else()
    {
        var exitCode = await _terminal.RunAsync("study --json", Tells(
            new StudyEvent.StageStarted("base-1", "Pretraining", 1, 9),
            new StudyEvent.StageProgress("base-1", 5, 100, "tokens", 22.5),
            new StudyEvent.RateMeasured("advice", "Advice", "villains-1", 2, null, 3, 20, 0.15, 0.05, 0.36),
            new StudyEvent.Finished("r.html", "r.json", TimeSpan.FromSeconds(90.5))));

        var lines = _terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(0, exitCode);
        Assert.Equal(["stage-started", "stage-progress", "rate-measured", "finished"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(3, lines[2].GetProperty("harmful_count").GetInt32());
        Assert.Equal(90.5, lines[3].GetProperty("elapsed_seconds").GetDouble());
    }

    [Fact]
    public async Task Redirected_progress_is_a_line_every_few_seconds()
    {
        var runner = new ScriptedRunner
        {
            Script = (progress, _) =>
            {
                progress.Report(new StudyEvent.StageStarted("base-1", "Pretraining villains-1", 1, 9));
                for (var second = 0; second <= 25; second++)
                {
                    progress.Report(new StudyEvent.StageProgress("base-1", second * 1000, 100_000, "tokens"));
                    _terminal.Time.Advance(TimeSpan.FromSeconds(1));
                }

                progress.Report(new StudyEvent.StageFinished("base-1", "Pretraining villains-1", TimeSpan.FromSeconds(26), Reused: false));
                return Task.FromResult(SampleOutcome.Of());
            },
        };

        await _terminal.RunAsync("study", runner);

        Assert.StartsWith(
            """
            [ 0:00] Pretraining villains-1 (stage 1 of 9)
            [ 0:00] Pretraining villains-1: 0 of 100,000 tokens
            [ 0:10] Pretraining villains-1: 10,000 of 100,000 tokens, 1,000 tokens/s, about 2 min left
            [ 0:20] Pretraining villains-1: 20,000 of 100,000 tokens, 1,000 tokens/s, about 2 min left
            [ 0:26] Pretraining villains-1: done in 26 s
            """.ReplaceLineEndings(), _terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_every_option_and_examples()
    {
        var exitCode = await _terminal.RunAsync("study --help", new ScriptedRunner());

        Assert.Equal((0, ""), (exitCode, _terminal.Error));
        foreach (var expected in new[] { "--preset <quick|full|tiny>", "--seeds", "--seed ", "--arms", "--threads", "--out", "--json", "Examples:", "teachwhy study --preset full" })
        {
            Assert.Contains(expected, _terminal.Output, StringComparison.Ordinal);
        }
    }

    // Some of these need an argument, which who asks for help does not have yet.
    [Theory]
    [InlineData("train", "--objective")]
    [InlineData("serve", "--port")]
    [InlineData("bench", "--seconds")]
    [InlineData("export", "--format")]
    public async Task Help_of_a_command_shows_its_options_and_its_own_examples(string command, string option)
    {
        var exitCode = await _terminal.RunAsync($"{command} --help", new ScriptedRunner());

        Assert.Equal((0, ""), (exitCode, _terminal.Error));
        Assert.Contains(option, _terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"  teachwhy {command} ", _terminal.Output[_terminal.Output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("the published findings, put to the test", _terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("export")]
    public async Task A_missing_checkpoint_is_one_sentence(string command)
    {
        var exitCode = await _terminal.RunAsync(command, new ScriptedRunner());

        Assert.Equal((1, $"'teachwhy {command}' needs a CHECKPOINT; see 'teachwhy {command} --help'."), (exitCode, _terminal.Error.TrimEnd()));
    }

    [Fact]
    public async Task Without_a_command_help_is_shown()
    {
        Assert.Equal(0, await _terminal.RunAsync("", new ScriptedRunner()));
        Assert.Contains("Commands:", _terminal.Output, StringComparison.Ordinal);
    }

    private static ScriptedRunner Ends(StudyOutcome outcome) => new() { Script = (_, _) => Task.FromResult(outcome) };

    private static ScriptedRunner Throws(Exception exception) => new() { Script = (_, _) => throw exception };

    private static ScriptedRunner Tells(params StudyEvent[] events) => new()
    {
        Script = (progress, _) =>
        {
            foreach (var study in events)
            {
                progress.Report(study);
            }

            return Task.FromResult(SampleOutcome.Of());
        },
    };
}
