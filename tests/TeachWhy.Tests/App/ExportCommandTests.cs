using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Tests.Transformer.Checkpoints;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App;

/// <summary>The command, from its arguments to its exit code.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 5, Channels = 32, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 32,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TransformerModel _model = TransformerModel.Create(Shape, seed: 1);

    public ExportCommandTests() => Checkpoint.Save(
        Source, _model, Tokenizers.Words(5), new CheckpointOrigin("a test", 1, 1, "", ""),
        new CheckpointOptions { SpecialTokens = new SpecialTokens(null, [2], null), ChatTemplate = "{{ x }}" });

    private string Source => _folder.PathOf("model");

    [Fact]
    public async Task A_checkpoint_goes_to_gguf_and_comes_back_as_it_was()
    {
        var (gguf, back) = (_folder.PathOf("there/model.gguf"), _folder.PathOf("back"));

        var there = await RunAsync($"export {Source} --format gguf --out {gguf}");
        var again = await RunAsync($"export {gguf} --format hf --out {back}");

        Assert.Equal((0, ""), (there.Code, there.Error));
        Assert.Contains($"Wrote {gguf}: 1 MiB, 6,656 weights as float32.", there.Output, StringComparison.Ordinal);
        Assert.Contains($"llama-cli -m {gguf}", there.Output, StringComparison.Ordinal);
        Assert.Contains($"llama-server -m {gguf} --jinja", there.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.Code);
        foreach (var name in new[] { "model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json", "origin.json" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Source, name)), File.ReadAllBytes(Path.Combine(back, name)));
        }
    }

    [Fact]
    public async Task Eight_bits_say_which_matrices_they_do_not_fit()
    {
        var gguf = _folder.PathOf("model.gguf");

        var run = await RunAsync($"export {Source} --format gguf --out {gguf} --type q8_0");

        Assert.Contains("1 of the matrices are float16, blk.0.ffn_down.weight first", run.Output, StringComparison.Ordinal);
        using var loaded = Checkpoint.Open(gguf);
        Assert.Equal(WeightType.Quantized8, loaded.StoredAs);
    }

    [Fact]
    public async Task An_adapter_becomes_part_of_the_weights()
    {
        using var adapter = LowRankAdapter.Create(Shape, new LowRankOptions { Rank = 2 }, seed: 2);
        foreach (var tensor in adapter.Tensors)
        {
            tensor.Values.Fill(0.5f);
        }
        adapter.Save(_folder.PathOf("adapter"));

        var run = await RunAsync($"export {Source} --format hf --out {_folder.PathOf("merged")} --merge {_folder.PathOf("adapter")}");

        Assert.Equal(0, run.Code);
        adapter.MergeInto(_model);
        using var merged = Checkpoint.Load(_folder.PathOf("merged"));
        Assert.Equal(_model.Parameters.Values.ToArray(), merged.Model.Parameters.Values.ToArray());
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_when_asked_and_only_if_it_is_a_model()
    {
        var taken = _folder.PathOf("taken");
        Directory.CreateDirectory(taken);
        File.WriteAllText(Path.Combine(taken, "letter.txt"), "dear");

        Assert.Contains("--force replaces it", (await RunAsync($"export {Source} --format hf --out {taken}")).Error, StringComparison.Ordinal);
        Assert.Contains("something else", (await RunAsync($"export {Source} --format hf --out {taken} --force")).Error, StringComparison.Ordinal);
        Assert.Contains("gguf is a file", (await RunAsync($"export {Source} --format gguf --out {taken} --force")).Error, StringComparison.Ordinal);
        Assert.Contains("the checkpoint itself", (await RunAsync($"export {Source} --format hf --out {Source}/ --force")).Error, StringComparison.Ordinal);
        Assert.Equal("dear", File.ReadAllText(Path.Combine(taken, "letter.txt")));

        Assert.Equal(0, (await RunAsync($"export {Source} --format hf --out {_folder.PathOf("a")}")).Code);
        Assert.Equal(0, (await RunAsync($"export {Source} --format hf --out {_folder.PathOf("a")} --force --type bfloat16")).Code);
        using var replaced = Checkpoint.Open(_folder.PathOf("a"));
        Assert.Equal(WeightType.BFloat16, replaced.StoredAs);
    }

    [Theory]
    [InlineData("--out OUT", "--format is missing: it must be hf or gguf for a checkpoint, inspect-eval or inspect-json for a log, trl, axolotl or openai for a dataset.")]
    [InlineData("--format hf", "--out is missing: it must say where to write.")]
    [InlineData("--format onnx --out OUT", "--format cannot be 'onnx' (allowed: hf, gguf, inspect-eval, inspect-json, trl, axolotl or openai).")]
    [InlineData("--format inspect-eval --out OUT.eval --merge OUT", "--type, --merge and --end are for checkpoints: a log is written as it is.")]
    [InlineData("--format inspect-json --out OUT.eval", "Inspect knows that kind of log by a name that ends in .json.")]
    [InlineData("--format inspect-json --out OUT.json", "it is a folder, and a log is a file")]
    [InlineData("--format hf --out OUT --type q8_0", "--type cannot be 'q8_0' with --format hf: Hugging Face's files hold float32, float16 or bfloat16.")]
    [InlineData("--format gguf --out OUT --end w9", "--end cannot be 'w9': the checkpoint has no such token.")]
    [InlineData("--format hf --out OUT --merge OUT", "holds no adapter")]
    public async Task A_mistake_is_one_sentence_and_nothing_is_written(string options, string sentence)
    {
        var run = await RunAsync($"export {Source} {options.Replace("OUT", _folder.PathOf("out"), StringComparison.Ordinal)}");

        Assert.Equal(1, run.Code);
        Assert.Contains(sentence.Replace("OUT", _folder.PathOf("out"), StringComparison.Ordinal), run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal([Source], Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task The_checkpoint_of_a_run_is_not_written_over_while_it_is_read()
    {
        var run = _folder.PathOf("run");
        Directory.CreateDirectory(run);
        Directory.Move(Source, Path.Combine(run, "checkpoint"));

        var export = await RunAsync($"export {run} --format hf --out {run}/checkpoint --force");

        Assert.Equal((1, $"--out cannot be '{run}/checkpoint': that is the checkpoint itself."), (export.Code, export.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_model_without_an_end_gets_one_by_option()
    {
        Checkpoint.Save(Source, _model, Tokenizers.Words(5), CheckpointOrigin.Unknown);
        var gguf = _folder.PathOf("model.gguf");

        Assert.Contains("name it with --end", (await RunAsync($"export {Source} --format gguf --out {gguf}")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync($"export {Source} --format gguf --out {gguf} --end w4,w1")).Code);
        using var loaded = Checkpoint.Open(gguf);
        Assert.Equal([4, 1], loaded.SpecialTokens.End);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string line)
    {
        var terminal = new Terminal();
        var code = await terminal.RunAsync(line, new ScriptedRunner());
        return (code, terminal.Output, terminal.Error);
    }
}
