using System.Runtime.InteropServices;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TransformerShape Shape = new()
    {
        Vocabulary = 3, Channels = 8, Layers = 1, Heads = 2, KeyValueHeads = 1, Hidden = 5, Context = 16, TiedHead = false,
    };

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("teachwhy-checkpoint-").FullName, "model");

    [Fact]
    public void A_saved_checkpoint_loads_as_it_was()
    {
        using var model = Save();

        using var loaded = Checkpoint.Load(_folder);

        Assert.Equal(Shape, loaded.Model.Shape);
        Assert.Equal(Bytes(model), Bytes(loaded.Model));
        Assert.Equal("a word", loaded.Tokenizer.Decode(loaded.Tokenizer.Encode(" a\n word ")));
        Assert.Equal(new CheckpointOrigin("base", 7, 1000, "abc", "0.1"), loaded.Origin);
    }

    [Fact]
    public void Saving_again_replaces_what_was_there_and_leaves_nothing_beside_it()
    {
        Save().Dispose();
        File.WriteAllText(Path.Combine(_folder, "stray"), "");

        Save().Dispose();

        Assert.False(File.Exists(Path.Combine(_folder, "stray")));
        Assert.Equal([_folder], Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder)!));
    }

    [Fact]
    public void The_folder_of_a_training_run_stands_for_the_model_in_it()
    {
        using var model = Save();
        var run = Directory.CreateDirectory($"{_folder}-run").FullName;
        Directory.Move(_folder, Path.Combine(run, "checkpoint"));

        using var loaded = Checkpoint.Load(run);
        using var opened = Checkpoint.Open(run);

        Assert.Equal(Bytes(model), Bytes(loaded.Model));
        Assert.Equal(Shape, opened.Shape);
    }

    public static TheoryData<string, string> HostileHeaders => new()
    {
        { "\"data_offsets\":[0,96]", "\"data_offsets\":[-8,88]" },
        { "\"data_offsets\":[0,96]", "\"data_offsets\":[8,104]" },
        { "\"data_offsets\":[0,96]", "\"data_offsets\":[96,0]" },
        { "\"shape\":[3,8]", "\"shape\":[8,3]" },
        { "\"shape\":[3,8]", "\"shape\":[24]" },
        { "\"shape\":[3,8]", "\"shape\":[4294967296,4294967296]" },
        { "\"F32\"", "\"F64\"" },
        { "model.norm.weight", "model.embed_tokens.weight" },
        { "model.norm.weight", "model.other.weight" },
    };

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public void A_hostile_header_is_refused(string honest, string hostile)
    {
        Save().Dispose();
        var path = Path.Combine(_folder, "model.safetensors");
        var content = File.ReadAllBytes(path);
        var length = BitConverter.ToInt32(content);
        var header = System.Text.Encoding.UTF8.GetString(content, 8, length);
        Assert.Contains(honest, header);
        var changed = System.Text.Encoding.UTF8.GetBytes(header.Replace(honest, hostile, StringComparison.Ordinal));
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. content.AsSpan(8 + length)]);

        var refused = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder));

        Assert.Contains(path, refused.Message);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        using (var model = TransformerModel.Create(Shape, seed: 1))
        {
            model.Tensors[3].Values[2] = float.NaN;
            Checkpoint.Save(_folder, model, new WordTokenizer(["a", "word", "."]), new CheckpointOrigin("", 0, 0, "", ""));
        }

        Assert.Contains("not finite", Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder)).Message);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private TransformerModel Save()
    {
        var model = TransformerModel.Create(Shape, seed: 1);
        Checkpoint.Save(_folder, model, new WordTokenizer(["a", "word", "."]), new CheckpointOrigin("base", 7, 1000, "abc", "0.1"));
        return model;
    }

    private static byte[] Bytes(TransformerModel model) => MemoryMarshal.AsBytes(model.Parameters.Values).ToArray();
}
