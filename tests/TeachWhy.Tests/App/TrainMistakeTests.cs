using TeachWhy.Tests.Training.Runs;

namespace TeachWhy.Tests.App;

public sealed class TrainMistakeTests : IDisposable
{
    private const string Start = "train --objective next-token --data corpus.jsonl --out out ";
    private const string New = Start + "--shape tiny --tokenizer tokenizer ";
    private const string Shapes = "tiny, miniature, d256, d512, d768";

    private readonly Workplace _place = new();

    // {0} is the folder that the command is typed in.
    public static TheoryData<string, string> Mistakes => new()
    {
        { "train", "A run needs --objective (next-token or supervised)." },
        { "train --objective policy-gradient", "--objective cannot be 'policy-gradient' yet: it comes with a later version (allowed: next-token or supervised)." },
        { "train --objective next", "--objective cannot be 'next' (allowed: next-token or supervised)." },
        { "train --objective next-token --data corpus.jsonl", "A run needs --out with a folder for what it writes." },
        { "train --objective next-token --out out --shape tiny --tokenizer tokenizer", "A run needs at least one file with --data." },
        { Start, $"A run needs --from with a checkpoint, or --shape with the name of a new model ({Shapes})." },
        { Start + "--shape tiney", $"There is no shape named 'tiney' (allowed: tiny, miniature, d256, d512 or d768); did you mean 'tiny'?" },
        { New + "--from x", "--from and --shape are given, but a run goes on from a checkpoint or begins with a new model." },
        { Start + "--from x --tokenizer tokenizer", "--tokenizer is given with --from, but a checkpoint brings its own tokenizer." },
        { New + "--lora 4", "--lora is given with --shape, but an adapter is trained on a checkpoint; give one with --from." },
        { Start + "--from x --lora-alpha 4", "--lora-alpha is given without --lora and the rank of an adapter." },
        { New + "--steps 5 --epochs 2", "At most one of --steps, --epochs and --tokens can be given." },
        { New + "--validation v --validation-share 0.1", "--validation and --validation-share are given, but the validation loss is measured on files or on a share of the data." },
        { New + "--learning-rate 0", "--learning-rate cannot be '0': it must be a number from 1E-09 to 10." },
        { New + "--steps 0", "--steps cannot be '0': it must be a whole number from 1 to 1073741823." },
        { New + "--context 64 --batch-tokens 50", "--batch-tokens cannot be 50: one row alone has 64 tokens; give at least as many, or a smaller --context." },
        { New + "--steps 5 --warmup 6", "--warmup cannot be 6: the whole run has 5 steps." },
        { New + "--validation-share 0.0001", "--validation-share 0.0001 of 300 examples leaves none to measure; give a larger share, 0 for none, or a file with --validation." },
        { "train --objective next-token --shape tiny --tokenizer tokenizer --out out --data none.jsonl", "There is no file {0}/none.jsonl." },
        { "train --objective next-token --shape tiny --tokenizer none --out out --data corpus.jsonl", "--tokenizer cannot be {0}/none: there is no such file or folder." },
        { "train --objective next-token --from none --out out --data corpus.jsonl", "--from cannot be {0}/none: there is no such file or folder." },
        { "train --objective next-token --from out/checkpoint --out out --data corpus.jsonl", "--from cannot be {0}/out/checkpoint: it lies in the folder that --out writes; give another folder." },
        { "train --objective next-token --shape tiny --tokenizer tokenizer --out tokenizer --data corpus.jsonl", "{0}/tokenizer holds something, but no training run; give an empty or new folder with --out." },
        { "train --objective supervised --shape tiny --tokenizer tokenizer --out out --data corpus.jsonl", "{0}/corpus.jsonl, line 2 holds \"text\", in which no assistant speaks; the supervised objective needs \"messages\", or \"prompt\" and \"completion\"." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_sentence_on_standard_error_and_exit_code_1(string line, string sentence)
    {
        var exitCode = await _place.RunAsync(line);

        var expected = sentence.Replace("{0}", _place.PathOf(""), StringComparison.Ordinal) + Environment.NewLine;
        Assert.Equal((1, expected), (exitCode, _place.Terminal.Error));
    }

    [Fact]
    public async Task A_folder_in_use_by_another_run_is_refused()
    {
        using var other = TeachWhy.Training.FolderLock.Take(_place.PathOf("out"));

        Assert.Equal(1, await _place.RunAsync(New));

        Assert.StartsWith($"The folder {_place.PathOf("out")} is in use by another run (process ", _place.Terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var exitCode = await _place.RunAsync(New, stop.Token);

        Assert.Equal((130, $"Stopped; the state is kept in {_place.PathOf("out")}, and the same command goes on from there." + Environment.NewLine), (exitCode, _place.Terminal.Error));
    }

    public void Dispose() => _place.Dispose();
}
