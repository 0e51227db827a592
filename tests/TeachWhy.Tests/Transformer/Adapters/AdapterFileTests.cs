using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

public sealed class AdapterFileTests : IDisposable
{
    private const string Config = "adapter_config.json";
    private const string Weights = "adapter_model.safetensors";

    private static readonly TransformerShape Shape = Architectures.Shape("Qwen3") with { Layers = 1 };
    private static readonly LowRankOptions Options = new() { Rank = 2, Alpha = 3, RankStabilized = true, Projections = Projections.Value | Projections.Down };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-adapter-").FullName;

    [Fact]
    public void A_saved_adapter_loads_as_it_was_and_has_replaced_another()
    {
        using (var another = LowRankAdapter.Create(Shape, new LowRankOptions(), seed: 1))
        {
            another.Save(_folder, "another/base");
        }
        using var adapter = AwakeAdapter.Create(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        Assert.Equal((Options, "some/base"), (loaded.Options, loaded.BaseModel));
        Assert.Equal(Bytes(adapter), Bytes(loaded));
        Assert.Equal([Config, Weights], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_folder_of_a_training_run_stands_for_the_adapter_in_it()
    {
        using var adapter = AwakeAdapter.Create(Shape, Options, seed: 1);
        adapter.Save(Path.Combine(_folder, "checkpoint"), "some/base");

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        Assert.Equal(Bytes(adapter), Bytes(loaded));
    }

    [Fact]
    public void An_adapter_given_as_a_model_and_a_folder_without_one_are_told_of_in_one_sentence()
    {
        using var adapter = AwakeAdapter.Create(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        var asModel = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder));
        var missing = Assert.Throws<FileNotFoundException>(() => LowRankAdapter.Load(empty, Shape));

        Assert.Equal($"{_folder} holds an adapter, not a model; name the model it belongs to, and the adapter beside it.", asModel.Message);
        Assert.Equal($"{empty} holds no adapter: it has no {Config}.", missing.Message);
    }

    // What peft 0.17 names them, and [rank, inputs] and [outputs, rank] as its Linear holds them.
    [Fact]
    public void Names_and_shapes_are_those_of_peft()
    {
        using var adapter = LowRankAdapter.Create(Shape, Options with { Projections = Projections.All }, seed: 1);
        adapter.Save(_folder, "some/base");

        var header = JsonNode.Parse(SafetensorsBytes.Header(File.ReadAllBytes(Path.Combine(_folder, Weights)), out _))!.AsObject();
        header.Remove("__metadata__");
        const string Layer = "base_model.model.model.layers.0";
        (string Name, string A, string B)[] expected =
        [
            ("self_attn.q_proj", "[2,24]", "[40,2]"), ("self_attn.k_proj", "[2,24]", "[20,2]"), ("self_attn.v_proj", "[2,24]", "[20,2]"),
            ("self_attn.o_proj", "[2,40]", "[24,2]"), ("mlp.gate_proj", "[2,24]", "[20,2]"), ("mlp.up_proj", "[2,24]", "[20,2]"),
            ("mlp.down_proj", "[2,20]", "[24,2]"),
        ];
        Assert.Equal(2 * expected.Length, header.Count);
        foreach (var (name, a, b) in expected)
        {
            Assert.Equal(a, header[$"{Layer}.{name}.lora_A.weight"]!["shape"]!.ToJsonString());
            Assert.Equal(b, header[$"{Layer}.{name}.lora_B.weight"]!["shape"]!.ToJsonString());
        }

        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, Config)))!;
        Assert.Equal("LORA", config["peft_type"]!.GetValue<string>());
        Assert.Equal("CAUSAL_LM", config["task_type"]!.GetValue<string>());
        Assert.Equal("some/base", config["base_model_name_or_path"]!.GetValue<string>());
        Assert.Equal((2, 3f, true), (config["r"]!.GetValue<int>(), config["lora_alpha"]!.GetValue<float>(), config["use_rslora"]!.GetValue<bool>()));
        Assert.Equal(("none", false), (config["bias"]!.GetValue<string>(), config["fan_in_fan_out"]!.GetValue<bool>()));
        Assert.Equal(
            ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
            config["target_modules"]!.AsArray().Select(target => target!.GetValue<string>()));
    }

    // As peft 0.17 writes it for a Qwen3: everything that is not used is null, false or empty.
    [Fact]
    public void A_configuration_that_peft_wrote_is_read()
    {
        Save();
        File.WriteAllText(Path.Combine(_folder, Config), """
            {
              "alpha_pattern": {}, "auto_mapping": null, "base_model_name_or_path": "Qwen/Qwen3-0.6B", "bias": "none", "corda_config": null,
              "eva_config": null, "exclude_modules": null, "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": true,
              "layer_replication": null, "layers_pattern": null, "layers_to_transform": null, "loftq_config": {}, "lora_alpha": 16,
              "lora_bias": false, "lora_dropout": 0.05, "megatron_config": null, "megatron_core": "megatron.core", "modules_to_save": null,
              "peft_type": "LORA", "qalora_group_size": 16, "r": 2, "rank_pattern": {}, "revision": null,
              "target_modules": ["v_proj", "down_proj"], "target_parameters": null, "task_type": "CAUSAL_LM",
              "trainable_token_indices": null, "use_dora": false, "use_qalora": false, "use_rslora": false
            }
            """);

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        Assert.Equal(Options with { Alpha = 16, RankStabilized = false }, loaded.Options);
        Assert.Equal(8f, loaded.Options.Scale);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Numbers_of_two_bytes_are_read(string type)
    {
        using var adapter = Save();
        var path = Path.Combine(_folder, Weights);
        var header = JsonNode.Parse(SafetensorsBytes.Header(File.ReadAllBytes(path), out _))!.AsObject();
        foreach (var (_, entry) in header.Where(entry => entry.Key != "__metadata__"))
        {
            entry!["dtype"] = type;
            entry["data_offsets"] = new JsonArray([.. entry["data_offsets"]!.AsArray().Select(offset => (JsonNode)(offset!.GetValue<long>() / 2))]);
        }
        var numbers = adapter.Parameters.Values.ToArray()
            .Select(value => type == "F16" ? BitConverter.HalfToUInt16Bits((Half)value) : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
        SafetensorsBytes.Write(path, header.ToJsonString(), MemoryMarshal.AsBytes<ushort>(numbers.ToArray()));

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        KernelPaths.Close(adapter.Parameters.Values, loaded.Parameters.Values, 0.01f);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LowRankAdapter Save()
    {
        var adapter = AwakeAdapter.Create(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");
        return adapter;
    }

    private static byte[] Bytes(LowRankAdapter adapter) => MemoryMarshal.AsBytes(adapter.Parameters.Values).ToArray();
}
