using System.Text.Json.Nodes;
using TeachWhy.Tests.Studies.Artifacts;
using TeachWhy.Transformer;
using Xunit;

namespace TeachWhy.Tests.Transformer.Checkpoints;

public sealed class HuggingFaceTests : IDisposable
{
    private static readonly CheckpointOrigin Origin = new("base", 7, 1000, "abc", "0.1");
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.PathOf("model");

    public static TheoryData<string, WeightType> ArchitecturesAndTypes
    {
        get
        {
            var cases = new TheoryData<string, WeightType>();
            foreach (var name in Architectures.Names)
            {
                cases.Add(name, WeightType.Float32);
                cases.Add(name, WeightType.Float16);
                cases.Add(name, WeightType.BFloat16);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(ArchitecturesAndTypes))]
    public void Every_architecture_comes_back_from_every_type(string name, WeightType type)
    {
        using var model = Save(Architectures.Shape(name), new CheckpointOptions { Type = type });

        using var loaded = Checkpoint.Load(Path);
        using var opened = Checkpoint.Open(Path);

        Assert.Equal(model.Shape, loaded.Shape);
        Assert.Equal(type, loaded.StoredAs);
        Rounded(model, loaded.Model, type);
        SameNumbers(loaded.Model, opened.Weights);
        Assert.Throws<InvalidOperationException>(() => opened.Model);
    }

    // One tensor a file, several, and all.
    [Theory]
    [InlineData(1, 21)]
    [InlineData(5000, 8)]
    [InlineData(1_000_000, 1)]
    public void A_large_model_is_parted_into_files_and_comes_back(long largest, int files)
    {
        using var model = Save(Architectures.Shape("Llama"), new CheckpointOptions { LargestFile = largest });

        Assert.Equal(files, Directory.GetFiles(Path, "*.safetensors").Length);
        Assert.Equal(files > 1, File.Exists(PathOf("model.safetensors.index.json")));
        using var loaded = Checkpoint.Load(Path);
        SameNumbers(model, loaded.Model);
    }

    [Fact]
    public void A_part_that_is_missing_or_lies_elsewhere_is_named()
    {
        Save(Architectures.Shape("Llama"), new CheckpointOptions { LargestFile = 5000 }).Dispose();
        var index = PathOf("model.safetensors.index.json");
        var honest = File.ReadAllText(index);

        File.WriteAllText(index, honest.Replace("model-00002-of-00008", "../model-00002-of-00008"));
        Refused("beside it");
        File.WriteAllText(index, honest.Replace("model-00002-of-00008", "model-00008-of-00008"));
        Refused("has no tensor");
        File.WriteAllText(index, honest.Replace("model.norm.weight", "model.other.weight"));
        Refused("model.other.weight");
        File.WriteAllText(index, honest);
        File.Copy(PathOf("model-00001-of-00008.safetensors"), PathOf("model-00002-of-00008.safetensors"), overwrite: true);
        Refused("another file");
        File.Delete(PathOf("model-00002-of-00008.safetensors"));
        Refused("is missing");
    }

    [Fact]
    public void A_tied_model_whose_file_has_a_head_all_the_same_loads()
    {
        using var model = Save(Architectures.Shape("Llama"));
        Edit("config.json", json => json["tie_word_embeddings"] = true);

        using var loaded = Checkpoint.Load(Path);

        Assert.True(loaded.Shape.TiedHead);
        Assert.Equal(model.Parameters.Tensor("model.norm.weight").Values, loaded.Model.Parameters.Tensor("model.norm.weight").Values);
    }

    [Fact]
    public void A_model_may_have_room_for_more_tokens_than_there_are_but_not_for_fewer()
    {
        var shape = Architectures.Shape("Llama");
        using var model = TransformerModel.Create(shape, seed: 1);
        Checkpoint.Save(Path, model, Tokenizers.Words(shape.Vocabulary - 3), Origin);
        Assert.Equal(shape.Vocabulary - 3, Checkpoint.LoadText(Path).Tokenizer.Count);
        Checkpoint.Load(Path).Dispose();

        Checkpoint.Save(Path, model, Tokenizers.Words(shape.Vocabulary + 1), Origin);
        Refused("20");
    }

    [Fact]
    public void Rotary_scaling_is_read_in_the_older_and_in_the_newer_form()
    {
        using var model = Save(Architectures.Shape("Llama, scaled"));
        Edit("config.json", json =>
        {
            var scaling = json["rope_scaling"]!.DeepClone();
            scaling["rope_theta"] = (float)json["rope_theta"]!;
            json["rope_parameters"] = scaling;
            json["dtype"] = "float32";
            json.AsObject().Remove("rope_scaling");
            json.AsObject().Remove("rope_theta");
            json.AsObject().Remove("torch_dtype");
        });

        Assert.Equal(model.Shape, Shape());
        Edit("config.json", json => json["rope_parameters"]!["type"] = json["rope_parameters"]!["rope_type"]!.DeepClone());
        Edit("config.json", json => json["rope_parameters"]!.AsObject().Remove("rope_type"));
        Assert.Equal(model.Shape, Shape());
        Edit("config.json", json => json["rope_theta"] = 17f);
        Refused("one place");
    }

    // Each would be computed otherwise, so none may be passed over; the second half asks for nothing.
    [Theory]
    [InlineData("rope_scaling", """{"rope_type":"yarn","factor":4}""", "yarn")]
    [InlineData("rope_scaling", """{"type":"linear","factor":4}""", "linear")]
    [InlineData("rope_parameters", """{"rope_type":"default","partial_rotary_factor":0.5}""", "partial_rotary_factor")]
    [InlineData("rope_parameters", """{"full_attention":{"rope_theta":500}}""", "full_attention")]
    [InlineData("rope_scaling", """{"rope_type":"default","attention_factor":2}""", "attention_factor")]
    [InlineData("partial_rotary_factor", "0.5", "partial_rotary_factor")]
    [InlineData("hidden_act", "\"gelu\"", "gelu")]
    [InlineData("mlp_bias", "true", "mlp_bias")]
    [InlineData("sliding_window", "4096", "sliding window")]
    [InlineData("use_sliding_window", "true", "sliding window")]
    [InlineData("layer_types", """["full_attention","sliding_attention"]""", "layer_types")]
    [InlineData("quantization_config", """{"bits":4}""", "quantization_config")]
    [InlineData("num_local_experts", "8", "num_local_experts")]
    [InlineData("logits_scaling", "8.0", "logits_scaling")]
    [InlineData("auto_map", """{"AutoModel":"x"}""", "auto_map")]
    [InlineData("architectures", """["MistralForCausalLM"]""", "MistralForCausalLM")]
    [InlineData("architectures", "[]", "can be loaded")]
    [InlineData("model_type", "\"qwen2\"", "model_type")]
    [InlineData("hidden_size", "-24", "hidden_size")]
    [InlineData("hidden_size", "\"24\"", "hidden_size")]
    [InlineData("num_hidden_layers", "16777216", "no tensor")]
    [InlineData("head_dim", "16777216", "together")]
    [InlineData("rms_norm_eps", "0", "NormEpsilon")]
    [InlineData("rms_norm_eps", "1e999", "rms_norm_eps")]
    public void What_would_change_the_arithmetic_is_refused_by_name(string field, string value, string named)
    {
        Save(Architectures.Shape("Llama")).Dispose();
        Edit("config.json", json => json[field] = JsonNode.Parse(value));

        Refused(named);
    }

    [Theory]
    [InlineData("rope_scaling", """{"rope_type":"default"}""")]
    [InlineData("sliding_window", "null")]
    [InlineData("layer_types", """["full_attention","full_attention"]""")]
    [InlineData("quantization_config", "null")]
    [InlineData("some_new_switch", "false")]
    [InlineData("unsloth_fixed", "true")]
    [InlineData("_name_or_path", "\"somewhere\"")]
    [InlineData("pretraining_tp", "1")]
    [InlineData("num_key_value_heads", "null")]
    public void What_asks_for_nothing_is_let_pass(string field, string value)
    {
        Save(Architectures.Shape("Llama")).Dispose();
        Edit("config.json", json => json[field] = JsonNode.Parse(value));

        Assert.Equal(Architectures.Shape("Llama"), Shape());
    }

    [Fact]
    public void A_window_that_a_qwen_keeps_switched_off_is_let_pass()
    {
        Save(Architectures.Shape("Qwen2")).Dispose();
        Edit("config.json", json => json["sliding_window"] = 32768);

        Assert.Equal(Architectures.Shape("Qwen2"), Shape());
    }

    [Fact]
    public void Special_tokens_and_template_come_back()
    {
        var special = new SpecialTokens(Begin: 3, End: [5, 2], Padding: 0);
        Save(Architectures.Shape("Llama"), new CheckpointOptions { SpecialTokens = special, ChatTemplate = "{{ 'ä' }}" }).Dispose();

        var text = Checkpoint.LoadText(Path);

        Assert.Equal((3, 0), (text.SpecialTokens.Begin, text.SpecialTokens.Padding));
        Assert.Equal([5, 2], text.SpecialTokens.End);
        Assert.Equal("{{ 'ä' }}", text.ChatTemplate);
        Assert.Equal(Origin, text.Origin);
    }

    [Fact]
    public void What_ends_an_answer_is_gathered_from_all_files()
    {
        Save(Architectures.Shape("Llama")).Dispose();
        Edit("config.json", json => json["eos_token_id"] = 1);
        Edit("generation_config.json", json => json["eos_token_id"] = new JsonArray(4, 6));
        Edit("tokenizer_config.json", json => json["eos_token"] = new JsonObject { ["content"] = "w9" });
        Assert.Equal([9, 4, 6], Checkpoint.LoadText(Path).SpecialTokens.End);

        Edit("tokenizer_config.json", json => json["eos_token"] = "nothing");
        Refused("\"nothing\"");
        Edit("tokenizer_config.json", json => json["eos_token"] = null);
        Edit("generation_config.json", json => json["eos_token_id"] = 19);
        Refused("special token 19");
    }

    [Fact]
    public void A_template_is_found_in_each_of_its_places()
    {
        Save(Architectures.Shape("Llama")).Dispose();
        Assert.Null(Checkpoint.LoadText(Path).ChatTemplate);

        Edit("tokenizer_config.json", json => json["chat_template"] = JsonNode.Parse("""[{"name":"tools","template":"1"},{"name":"default","template":"2"}]"""));
        Assert.Equal("2", Checkpoint.LoadText(Path).ChatTemplate);

        File.WriteAllText(PathOf("chat_template.jinja"), "3");
        Assert.Equal("3", Checkpoint.LoadText(Path).ChatTemplate);
    }

    [Fact]
    public void A_model_larger_than_memory_is_refused_with_the_numbers_and_can_be_opened()
    {
        using var model = Save(Architectures.Shape("Llama"));
        var needed = model.Shape.ParameterCount * sizeof(float);

        var refused = Assert.Throws<ModelTooLargeException>(() => Checkpoint.Load(Path, needed - 1));

        Assert.Equal((needed, needed - 1), (refused.Needed, refused.Available));
        Assert.Contains($"{needed} bytes of memory, and {needed - 1} bytes are there", refused.Message);
        Checkpoint.Load(Path, needed).Dispose();
        using var opened = Checkpoint.Open(Path);
        SameNumbers(model, opened.Weights);
        Assert.InRange(AvailableMemory.Bytes, 1 << 20, long.MaxValue);
    }

    [Fact]
    public void A_number_too_large_for_its_type_is_refused_and_nothing_is_left()
    {
        using var model = TransformerModel.Create(Architectures.Shape("Llama"), seed: 1);
        model.Parameters.Tensor("model.norm.weight").Values[3] = 70000f;

        var refused = Assert.Throws<NumberTooLargeException>(
            () => Checkpoint.Save(Path, model, Tokenizers.Words(19), Origin, new CheckpointOptions { Type = WeightType.Float16 }));

        Assert.Contains("model.norm.weight", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    public void Dispose() => _folder.Dispose();

    private TransformerModel Save(TransformerShape shape, CheckpointOptions? options = null)
    {
        var model = Architectures.Model(shape, seed: 3);
        Checkpoint.Save(Path, model, Tokenizers.Words(shape.Vocabulary), Origin, options);
        return model;
    }

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);

    private void Edit(string name, Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(PathOf(name)))!;
        edit(json);
        File.WriteAllText(PathOf(name), json.ToJsonString());
    }

    private TransformerShape Shape()
    {
        using var checkpoint = Checkpoint.Open(Path);
        return checkpoint.Shape;
    }

    private void Refused(string named)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(Path));
        Assert.Contains(named, refused.Message);
        Assert.Contains(Path, refused.Message);
    }

    private static void SameNumbers(TransformerModel expected, IWeightSource actual)
    {
        foreach (var tensor in expected.Tensors)
        {
            // From somewhere in the middle, as samplers read.
            var start = tensor.Length / 3;
            var numbers = new float[tensor.Length - start];
            actual.Read(tensor.Name, start, numbers);
            Assert.Equal(tensor.Values[start..].ToArray(), numbers);
        }
    }

    private static void Rounded(TransformerModel expected, TransformerModel actual, WeightType type)
    {
        foreach (var (tensor, other) in expected.Tensors.Zip(actual.Tensors))
        {
            foreach (var (value, rounded) in tensor.Values.ToArray().Zip(other.Values.ToArray()))
            {
                Assert.Equal(type switch { WeightType.Float32 => value, WeightType.Float16 => (float)(Half)value, _ => Reference.ToBFloat16(value) }, rounded);
            }
        }
    }
}
