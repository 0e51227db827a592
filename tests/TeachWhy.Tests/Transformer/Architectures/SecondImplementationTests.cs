using TeachWhy.Transformer;
using Xunit;
using Xunit.Abstractions;

namespace TeachWhy.Tests.Transformer;

/// <summary>What we save means the same to a program that knows nothing of ours.</summary>
public sealed class SecondImplementationTests(ITestOutputHelper output) : IDisposable
{
    // Both sides start from the same weights, and the other one computes in double precision: this is our rounding alone.
    // On AVX-512 the largest difference is 1.1e-5 between logits of up to 5.4.
    private const double LargestDifference = 5e-5;

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("teachwhy-second-").FullName, "model");

    public static TheoryData<string> Names => [.. Architectures.Names];

    [NumpyTheory]
    [MemberData(nameof(Names))]
    public void Another_program_computes_the_same_logits_from_the_saved_folder(string name)
    {
        using var model = Save(name);

        Compare(name, model, adapter: null);
    }

    // Each file holds a tenth of the weights or so.
    [NumpyTheory]
    [InlineData("Llama, scaled", WeightType.Float32)]
    [InlineData("Qwen2", WeightType.Float16)]
    [InlineData("Qwen3", WeightType.BFloat16)]
    [InlineData("Qwen3, biased and scaled", WeightType.Float16)]
    public void Another_program_reads_parted_files_and_short_numbers_as_we_do(string name, WeightType type)
    {
        using var model = Save(name, new CheckpointOptions { Type = type, LargestFile = 4000 });
        Assert.True(Directory.GetFiles(_folder, "model-0000*.safetensors").Length > 3);
        using var loaded = Checkpoint.Load(_folder);

        Compare(name, loaded.Model, adapter: null);
    }

    [NumpyTheory]
    [MemberData(nameof(Names))]
    public void Another_program_finds_in_a_saved_adapter_what_merging_adds(string name)
    {
        using var model = Save(name);
        using var adapter = AwakeAdapter.Create(model.Shape, new LowRankOptions { Rank = 3, Alpha = 5, RankStabilized = model.Shape.TiedHead }, seed: 3);
        adapter.Save(_folder + "-adapter", "model");
        adapter.MergeInto(model);

        Compare(name, model, _folder + "-adapter");
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private TransformerModel Save(string name, CheckpointOptions? options = null)
    {
        var model = Architectures.Model(Architectures.Shape(name), Seed.Of(1, name));
        var words = Enumerable.Range(0, model.Shape.Vocabulary).Select(i => $"word{i}");
        Checkpoint.Save(_folder, model, new WordTokenizer([.. words]), CheckpointOrigin.Unknown, options);
        return model;
    }

    private void Compare(string name, TransformerModel model, string? adapter)
    {
        var random = new RandomSource(9);
        int[] tokens = [.. Enumerable.Range(0, 59).Select(_ => random.NextInt(model.Shape.Vocabulary))];
        using var sampler = new Sampler(model);

        var (ours, theirs) = (sampler.Logits(tokens), Numpy.Logits(_folder, tokens, adapter));

        var largest = ours.Zip(theirs).SelectMany(rows => rows.First.Zip(rows.Second, (a, b) => Math.Abs(a - b))).Max();
        output.WriteLine($"{name}: the largest difference between two logits of up to {ours.SelectMany(row => row).Max(Math.Abs):0.0} is {largest:0.0e0}");
        Assert.Equal(tokens.Length, theirs.Length);
        Assert.True(largest < LargestDifference, $"{name}: two logits differ by {largest}");
    }
}
