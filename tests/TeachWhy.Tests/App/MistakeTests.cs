namespace TeachWhy.Tests.App;

public sealed class MistakeTests
{
    private const string StudyOptions = "--preset, --seeds, --seed, --arms, --threads, --out or --json";

    // Each mistake gets one sentence that names what was given, where, and what is allowed.
    public static TheoryData<string, string> Mistakes => new()
    {
        { "studdy", $"'teachwhy' has no command 'studdy' (allowed: {Terminal.Commands}); did you mean 'study'?" },
        { "teach", $"'teachwhy' has no command 'teach' (allowed: {Terminal.Commands})." },
        { "--bogus", "'teachwhy' has no option '--bogus' (allowed: --help or --version)." },
        { "study --presett tiny", $"'teachwhy study' has no option '--presett' (allowed: {StudyOptions}); did you mean '--preset'?" },
        { "study --thread=3", $"'teachwhy study' has no option '--thread' (allowed: {StudyOptions}); did you mean '--threads'?" },
        { "study --preset tyny", "--preset cannot be 'tyny' (allowed: quick, full or tiny); did you mean 'tiny'?" },
        { "study --preset Quick", "--preset cannot be 'Quick' (allowed: quick, full or tiny); did you mean 'quick'?" },
        { "study --preset 1", "--preset cannot be '1' (allowed: quick, full or tiny)." },
        { "study --preset", "--preset needs a value; see 'teachwhy study --help'." },
        { "study --seeds x", "--seeds cannot be 'x': it must be a whole number from 1 to 100." },
        { "study --seeds 0", "--seeds cannot be '0': it must be a whole number from 1 to 100." },
        { "study --seeds 101", "--seeds cannot be '101': it must be a whole number from 1 to 100." },
        { "study --seeds 3.5", "--seeds cannot be '3.5': it must be a whole number from 1 to 100." },
        { "study --seeds 1,000", "--seeds cannot be '1,000': it must be a whole number from 1 to 100." },
        { "study --seeds 1 --seeds 2", "--seeds is given 2 times, but must be given once." },
        { "study --seed -1", "--seed cannot be '-1': it must be a whole number of at least 1." },
        { "study --seed 99999999999", "--seed cannot be '99999999999': it must be a whole number of at least 1." },
        { "study --threads 0", "--threads cannot be '0': it must be a whole number from 1 to 256." },
        { "study teaching-whi", "There is no study named 'teaching-whi' (allowed: teaching-why or another); did you mean 'teaching-why'?" },
        { "study @file", "There is no study named '@file' (allowed: teaching-why or another)." },
        { "study teaching-why more", "'teachwhy study' does not know what to do with 'more'; see 'teachwhy study --help'." },
        { "study --arms stries", "There is no arm of 'teaching-why' named 'stries' (allowed: advice, stories or demonstrations); did you mean 'stories'?" },
        { "study --arms advice,,stories", "--arms cannot be 'advice,,stories': it must be names with commas between them." },
        { "study --json=yes", "There is no study named 'yes' (allowed: teaching-why or another)." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_sentence_on_standard_error_and_nothing_runs(string line, string sentence)
    {
        var (terminal, runner) = (new Terminal(), new ScriptedRunner());

        var exitCode = await terminal.RunAsync(line, runner);

        Assert.Equal((1, sentence + Environment.NewLine, ""), (exitCode, terminal.Error, terminal.Output));
        Assert.Null(runner.Request);
    }
}
