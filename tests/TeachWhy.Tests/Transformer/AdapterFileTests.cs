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
    public void A_saved_adapter_loads_as_it_was()
    {
        using var adapter = Adapters.Awake(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        Assert.Equal((Options, "some/base"), (loaded.Options, loaded.BaseModel));
        Assert.Equal(Bytes(adapter), Bytes(loaded));
        Assert.Equal([Config, Weights], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    // What peft 0.17 names them, and [rank, inputs] and [outputs, rank] as its Linear holds them.
    [Fact]
    public void Names_and_shapes_are_those_of_peft()
    {
        using var adapter = LowRankAdapter.Create(Shape, Options with { Projections = Projections.All }, seed: 1);
        adapter.Save(_folder, "some/base");

        var header = JsonNode.Parse(Header(File.ReadAllBytes(Path.Combine(_folder, Weights)), out _))!.AsObject();
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
        var header = JsonNode.Parse(Header(File.ReadAllBytes(path), out _))!.AsObject();
        foreach (var (_, entry) in header.Where(entry => entry.Key != "__metadata__"))
        {
            entry!["dtype"] = type;
            entry["data_offsets"] = new JsonArray([.. entry["data_offsets"]!.AsArray().Select(offset => (JsonNode)(offset!.GetValue<long>() / 2))]);
        }
        var numbers = adapter.Parameters.Values.ToArray()
            .Select(value => type == "F16" ? BitConverter.HalfToUInt16Bits((Half)value) : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
        Write(path, header.ToJsonString(), MemoryMarshal.AsBytes<ushort>(numbers.ToArray()));

        using var loaded = LowRankAdapter.Load(_folder, Shape);

        KernelPaths.Close(adapter.Parameters.Values, loaded.Parameters.Values, 0.01f);
    }

    public static TheoryData<string, string, string> HostileConfigs => new()
    {
        { "\"LORA\"", "\"IA3\"", "peft_type" },
        { "\"CAUSAL_LM\"", "\"SEQ_CLS\"", "task_type" },
        { "\"none\"", "\"all\"", "bias" },
        { "\"fan_in_fan_out\": false", "\"fan_in_fan_out\": true", "fan_in_fan_out" },
        { "\"bias\"", "\"use_dora\": true, \"bias\"", "use_dora" },
        { "\"bias\"", "\"rank_pattern\": {\"q_proj\": 4}, \"bias\"", "rank_pattern" },
        { "\"bias\"", "\"modules_to_save\": [\"lm_head\"], \"bias\"", "modules_to_save" },
        { "\"bias\"", "\"layers_to_transform\": 3, \"bias\"", "layers_to_transform" },
        { "\"v_proj\"", "\"lm_head\"", "what can be adapted is q_proj" },
        { "\"v_proj\"", "7", "does not describe an adapter" },
        { "\"r\": 2", "\"r\": 3", "the shape [2, 24] where rank and model ask for [3, 24]" },
        { "\"r\": 2", "\"r\": 0", "from 1 to" },
        { "\"r\": 2", "\"r\": 2000000000", "from 1 to" },
        { "\"r\": 2", "\"r\": 65536", "where rank and model ask for [65536, 24]" },
        { "\"r\": 2", "\"r\": 2.5", "does not describe an adapter" },
        { "\"lora_alpha\": 3", "\"lora_alpha\": 1e39", "above zero and finite" },
        { "\"lora_alpha\": 3", "\"lora_alpha\": -1", "above zero and finite" },
        { "\"target_modules\"", "\"target_modules\": \".*proj\", \"others\"", "a list of names is needed" },
        { "\"v_proj\",", "", "has a tensor" },
        { "\"v_proj\"", "\"v_proj\", \"q_proj\"", "has no tensor \"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight\"" },
    };

    [Theory]
    [MemberData(nameof(HostileConfigs))]
    public void A_hostile_configuration_is_refused_with_what_is_wrong(string honest, string hostile, string said)
    {
        Save().Dispose();
        var path = Path.Combine(_folder, Config);
        var text = File.ReadAllText(path);
        Assert.Contains(honest, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(honest, hostile, StringComparison.Ordinal));

        Refuses(said, Shape);
    }

    public static TheoryData<string, string, string> HostileHeaders => new()
    {
        { "v_proj.lora_B", "v_proj.lora_C", "has no tensor \"base_model.model.model.layers.0.self_attn.v_proj.lora_B.weight\"" },
        { "v_proj.lora_A", "q_proj.lora_A", "has no tensor" },
        { "layers.0.mlp", "layers.1.mlp", "has no tensor" },
        { "\"shape\":[2,24]", "\"shape\":[24,2]", "the shape [24, 2]" },
        { "\"shape\":[2,24]", "\"shape\":[48]", "the shape [48]" },
        { "\"shape\":[2,24]", "\"shape\":[4294967296,4294967296]", "header" },
        { "\"data_offsets\":[0,192]", "\"data_offsets\":[-192,0]", "bytes from -192" },
        { "\"F32\"", "\"I64\"", "I64" },
    };

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public void A_hostile_header_is_refused_with_what_is_wrong(string honest, string hostile, string said)
    {
        Save().Dispose();
        var path = Path.Combine(_folder, Weights);
        var content = File.ReadAllBytes(path);
        var header = Header(content, out var numbers);
        Assert.Contains(honest, header, StringComparison.Ordinal);
        Write(path, header.Replace(honest, hostile, StringComparison.Ordinal), content.AsSpan(numbers));

        Refuses(said, Shape);
    }

    [Fact]
    public void An_adapter_of_another_model_is_refused()
    {
        Save().Dispose();

        Refuses("has no tensor \"base_model.model.model.layers.1", Shape with { Layers = 2 });
        Refuses("the shape [2, 24] where rank and model ask for [2, 30]", Shape with { Channels = 30 });
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        using (var adapter = Adapters.Awake(Shape, Options, seed: 1))
        {
            adapter.Parameters.Values[5] = float.PositiveInfinity;
            adapter.Save(_folder);
        }

        Refuses("not finite", Shape);
    }

    // Bits flipped, bytes cut off, added and overwritten: each file loads rightly or fails with one sentence naming it.
    [Theory]
    [InlineData(Config)]
    [InlineData(Weights)]
    public void A_mutated_file_loads_or_is_refused_with_one_clear_error(string name)
    {
        Save().Dispose();
        var path = Path.Combine(_folder, name);
        var content = File.ReadAllBytes(path);
        var random = new RandomSource(Seed.Of(1, name));
        for (var i = 0; i < 2500; i++)
        {
            File.WriteAllBytes(path, Mutate(random, content));
            try
            {
                using var loaded = LowRankAdapter.Load(_folder, Shape);
                Assert.Equal(2, loaded.Options.Rank);
            }
            catch (InvalidDataException refused)
            {
                Assert.Contains(_folder, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Refuses(string said, TransformerShape shape)
    {
        var refused = Assert.Throws<InvalidDataException>(() => LowRankAdapter.Load(_folder, shape));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder, refused.Message, StringComparison.Ordinal);
    }

    private LowRankAdapter Save()
    {
        var adapter = Adapters.Awake(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");
        return adapter;
    }

    private static byte[] Bytes(LowRankAdapter adapter) => MemoryMarshal.AsBytes(adapter.Parameters.Values).ToArray();

    private static string Header(byte[] content, out int numbers)
    {
        numbers = 8 + BitConverter.ToInt32(content);
        return System.Text.Encoding.UTF8.GetString(content[8..numbers]);
    }

    private static void Write(string path, string header, ReadOnlySpan<byte> numbers)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes, .. numbers]);
    }

    private static byte[] Mutate(RandomSource random, byte[] content)
    {
        var changed = content.ToList();
        switch (random.NextInt(4))
        {
            case 0:
                changed[random.NextInt(changed.Count)] ^= (byte)(1 << random.NextInt(8));
                break;
            case 1:
                changed.RemoveRange(random.NextInt(changed.Count), 1);
                break;
            case 2:
                changed.Insert(random.NextInt(changed.Count), (byte)random.NextInt(256));
                break;
            default:
                changed = changed[..random.NextInt(changed.Count)];
                break;
        }
        return [.. changed];
    }
}
