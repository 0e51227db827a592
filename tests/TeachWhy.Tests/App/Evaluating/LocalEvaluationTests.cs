using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.World;
using TeachWhy.Simulation;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Evaluating;

public sealed class LocalEvaluationTests : IDisposable
{
    private const string Line = "eval --model local:model --suite miniature --samples 1 --max-tokens 8 --out a.eval";

    private readonly EvalTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public async Task A_checkpoint_of_the_small_world_is_measured_without_a_key_or_a_judge_and_comes_out_the_same_again()
    {
        Save(seed: 3);

        Assert.Equal(0, await _terminal.RunAsync(Line));
        Assert.Equal(0, await _terminal.RunAsync(Line.Replace("a.eval", "b.json", StringComparison.Ordinal)));

        Assert.Equal(_terminal.Samples("a.eval"), _terminal.Samples("b.json"));
        using var log = EvaluationLog.Open(_terminal.PathOf("a.eval"));
        Assert.Equal(new MiniatureSuite(MiniatureSuite.DefaultWorld).Make(new SuiteChoice()).Scenarios.Count, log.Samples.Count);
        Assert.All(log.Samples, sample => Assert.True(sample.Usage?.Input > 0));
    }

    [Fact]
    public async Task A_checkpoint_that_was_trained_further_is_another_evaluation()
    {
        Save(seed: 3);
        await _terminal.RunAsync(Line);
        Save(seed: 4);

        Assert.Equal(1, await _terminal.RunAsync(Line));

        Assert.Contains("was made with model version fp_", _terminal.Error, StringComparison.Ordinal);
    }

    private void Save(ulong seed)
    {
        var tokenizer = new WordTokenizer(Lexicon.Draw(MiniatureSuite.DefaultWorld).Words);
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = tokenizer.Count, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 1024 }, seed);
        Checkpoint.Save(
            _terminal.PathOf("model"), model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""),
            new CheckpointOptions { ChatTemplate = MiniatureChat.Template.Source, SpecialTokens = MiniatureChat.SpecialTokens(tokenizer) });
    }
}
