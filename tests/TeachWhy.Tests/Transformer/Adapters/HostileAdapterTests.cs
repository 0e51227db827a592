using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer;

/// <summary>An adapter from elsewhere may hold anything: it loads rightly or is refused with one sentence.</summary>
public sealed class HostileAdapterTests : IDisposable
{
    private const string Config = "adapter_config.json";
    private const string Weights = "adapter_model.safetensors";

    private static readonly TransformerShape Shape = Architectures.Shape("Qwen3") with { Layers = 1 };
    private static readonly LowRankOptions Options = new() { Rank = 2, Alpha = 3, Projections = Projections.Value | Projections.Down };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-adapter-").FullName;

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
        var header = SafetensorsBytes.Header(content, out var numbers);
        Assert.Contains(honest, header, StringComparison.Ordinal);
        SafetensorsBytes.Write(path, header.Replace(honest, hostile, StringComparison.Ordinal), content.AsSpan(numbers));

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
    public void A_configuration_of_any_size_or_depth_is_refused()
    {
        Save().Dispose();
        var path = Path.Combine(_folder, Config);

        File.WriteAllText(path, new string(' ', 1 << 21));
        Refuses("has at most", Shape);
        File.WriteAllText(path, new string('[', 100_000));
        Refuses("does not describe an adapter", Shape);
        File.WriteAllText(path, "");
        Refuses("does not describe an adapter", Shape);
        File.WriteAllText(path, "[]");
        Refuses("does not describe an adapter", Shape);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        using (var adapter = AwakeAdapter.Create(Shape, Options, seed: 1))
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
        var adapter = AwakeAdapter.Create(Shape, Options, seed: 1);
        adapter.Save(_folder, "some/base");
        return adapter;
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
