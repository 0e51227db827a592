using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>
/// Our side of a comparison with llama.cpp: models of every kind as GGUF files, the requests to send to its server, and what its
/// answers say beside ours. The models are random: no published weights are needed, and nothing hides behind likely answers.
/// </summary>
internal static class ConformanceBenchmark
{
    private const int Generated = 200;
    private const int Prompt = 40;

    private static readonly WeightType[] Types = Enum.GetValues<WeightType>();

    private static readonly TransformerShape Llama = new()
    {
        Vocabulary = 640, Channels = 256, Layers = 4, Heads = 8, KeyValueHeads = 2, Hidden = 704, Context = 512, TiedHead = false,
    };

    private static readonly string[] Texts =
    [
        "word12 word3 word639", "  word0   word1  word2 ", "The cat's 1234 hats, THEY'LL 'd\n\n\n  say: \t<tool> naïve 日本語 🙂!!", "<|end|>", " ", "word1",
    ];

    /// <summary>Writes a GGUF file for each model and type, and the request for it.</summary>
    public static void Prepare(string folder)
    {
        foreach (var (name, shape, tokenizer) in Models())
        {
            using var model = Create(shape, tokenizer);
            foreach (var type in Types)
            {
                Checkpoint.SaveGguf(
                    Path.Combine(folder, $"{name}-{type}.gguf"), model, tokenizer, new CheckpointOrigin(name, 1, 0, "", ""),
                    new CheckpointOptions { Type = type, SpecialTokens = new SpecialTokens(null, [EndOf(tokenizer)], null) });
            }
            File.WriteAllText(Path.Combine(folder, $"{name}.request"), new JsonObject
            {
                ["prompt"] = new JsonArray([.. PromptOf().Select(token => (JsonNode)token)]),
                ["n_predict"] = Generated,
                ["n_probs"] = shape.Vocabulary,
                ["temperature"] = 0,
                ["ignore_eos"] = true,
                ["return_tokens"] = true,
                ["cache_prompt"] = false,
            }.ToJsonString());
            for (var i = 0; i < Texts.Length; i++)
            {
                File.WriteAllText(Path.Combine(folder, $"{name}.text{i}"), new JsonObject { ["content"] = TextFor(tokenizer, i), ["parse_special"] = true }.ToJsonString());
            }
        }
    }

    /// <summary>Reads the answers and writes a line of the table for each model and type.</summary>
    public static void Compare(string folder, TextWriter output)
    {
        output.WriteLine("| Model | Type | Spread of logits | Largest difference | Mean | Same choice | Widened: largest | Mean | Same choice | Same text | Same tokens of texts |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---|---:|");
        foreach (var (name, _, _) in Models())
        {
            foreach (var type in Types)
            {
                using var checkpoint = Checkpoint.Load(Path.Combine(folder, $"{name}-{type}.gguf"));
                using var sampler = new Sampler(checkpoint.Model);
                var (plain, spread) = Difference(sampler, checkpoint.Tokenizer, Answer($"{name}-{type}.answer"));
                var widened = type == WeightType.Float32 ? "- | - | -" : Difference(sampler, checkpoint.Tokenizer, Answer($"{name}-{type}.widened")).Text;
                var text = SameText(checkpoint.Tokenizer, Answer(type == WeightType.Float32 ? $"{name}-{type}.answer" : $"{name}-{type}.widened"));
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {type} | {spread:0.0} | {plain} | {widened} | {(text ? "yes" : "no")} | {SameTexts(checkpoint.Tokenizer, folder, $"{name}-{type}")} of {Texts.Length} |"));
            }
        }

        JsonNode Answer(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name)))!;
    }

    /// <summary>How far the answer's probabilities are from ours, as logits: largest, mean, and at how many steps the same token is the likeliest.</summary>
    private static (string Text, double Spread) Difference(Sampler sampler, ITokenizer tokenizer, JsonNode answer)
    {
        var generated = Tokens(answer);
        var prompt = PromptOf();
        var logits = sampler.Logits([.. prompt, .. generated]);
        var (largest, sum, count, same, spread, end) = (0.0, 0.0, 0L, 0, 0.0, EndOf(tokenizer));
        for (var i = 0; i < generated.Count; i++)
        {
            var ours = LogProbabilities(logits[prompt.Count - 1 + i]);
            foreach (var token in answer["completion_probabilities"]![i]!["top_logprobs"]!.AsArray())
            {
                var difference = Math.Abs((double)token!["logprob"]! - ours[(int)token["id"]!]);
                (largest, sum, count) = (Math.Max(largest, difference), sum + difference, count + 1);
            }
            var mean = ours.Average();
            spread += Math.Sqrt(ours.Average(value => (value - mean) * (value - mean))) / generated.Count;

            // The server was told not to end, so the end is no choice. Where every next token is ours, so is the whole text.
            ours[end] = double.NegativeInfinity;
            same += Array.IndexOf(ours, ours.Max()) == generated[i] ? 1 : 0;
        }
        return (string.Create(CultureInfo.InvariantCulture, $"{largest:0.0e+0} | {sum / count:0.0e+0} | {same} of {generated.Count}"), spread);
    }

    private static bool SameText(ITokenizer tokenizer, JsonNode answer)
    {
        var (ours, theirs) = (tokenizer.Decode(Tokens(answer)), (string)answer["content"]!);

        // Every word has its space in front, the first too.
        return theirs == ours || (tokenizer is WordTokenizer && theirs == $" {ours}");
    }

    private static List<int> Tokens(JsonNode answer) => [.. answer["tokens"]!.AsArray().Select(token => (int)token!)];

    private static int SameTexts(ITokenizer tokenizer, string folder, string name) => Enumerable.Range(0, Texts.Length).Count(i =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.tokens{i}")))!["tokens"]!.AsArray().Select(token => (int)token!)
            .SequenceEqual(tokenizer.Encode(TextFor(tokenizer, i))));

    /// <summary>Words know nothing but words.</summary>
    private static string TextFor(ITokenizer tokenizer, int index) => tokenizer is WordTokenizer && index is 2 or 3 ? "word5 word5 word6" : Texts[index];

    private static double[] LogProbabilities(float[] logits)
    {
        var largest = logits.Max();
        var scale = largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
        return [.. logits.Select(logit => logit - scale)];
    }

    private static IEnumerable<(string Name, TransformerShape Shape, ITokenizer Tokenizer)> Models()
    {
        var words = new WordTokenizer(Enumerable.Range(0, Llama.Vocabulary).Select(i => $"word{i}"));
        yield return ("llama, words, grouped heads", Llama, words);
        yield return ("llama, scaled rotation, own head size", Llama with
        {
            HeadSize = 64, RotaryBase = 500000, RotaryScaling = new RotaryScaling(8, 1, 4, 128),
        }, Pairs(BytePairLayout.Llama3));
        yield return ("llama, tied, biases", Llama with { TiedHead = true, QueryKeyValueBias = true, OutputBias = true, KeyValueHeads = 8 }, Pairs(BytePairLayout.Gpt2));
        yield return ("qwen2", Llama with { TiedHead = true, QueryKeyValueBias = true, RotaryBase = 1000000, NormEpsilon = 1e-6f }, Pairs(BytePairLayout.Qwen2));
    }

    private static BytePairTokenizer Pairs(BytePairLayout layout)
    {
        List<string> spellings = [.. Enumerable.Range(0, 256).Select(value => $"{ByteSpelling.ToLetter((byte)value)}")];
        var merges = new List<(string, string)>();
        foreach (var word in new[] { "\u0120the", "\u0120ca", "ts", "ll", "12", "34", "\u0120hat", "say", "\u0120\u0120", "\u010a\u010a", "''", "!!" })
        {
            for (var length = 2; length <= word.Length; length++)
            {
                if (!spellings.Contains(word[..length]))
                {
                    merges.Add((word[..(length - 1)], word[(length - 1)..length]));
                    spellings.Add(word[..length]);
                }
            }
        }
        return new BytePairTokenizer(
            new BytePairVocabulary(spellings, merges),
            [new AddedToken(spellings.Count, "<|end|>", Special: true), new AddedToken(spellings.Count + 1, "<tool>", Special: false)], layout);
    }

    private static int EndOf(ITokenizer tokenizer) => tokenizer.Find("<|end|>") ?? tokenizer.Find("word7")!.Value;

    private static IReadOnlyList<int> PromptOf()
    {
        var random = new RandomSource(3);
        return [.. Enumerable.Range(0, Prompt).Select(_ => 32 + random.NextInt(64))];
    }

    /// <summary>A model in which nothing is at rest: attention is sharp, gains differ from one and biases from zero.</summary>
    private static TransformerModel Create(TransformerShape shape, ITokenizer tokenizer)
    {
        var model = TransformerModel.Create(shape, seed: 1, Initialization.Normal);
        var random = new RandomSource(Seed.Of(1, "awake"));
        foreach (var tensor in model.Tensors)
        {
            foreach (ref var value in tensor.Values)
            {
                value = tensor.IsMatrix ? 2f * value : value + 0.3f * (float)random.NextGaussian();
            }

            // A token that is no text by itself is never the likeliest, so that texts can be compared.
            for (var token = 0; tokenizer is BytePairTokenizer pairs && tensor.Shape[0] == shape.Vocabulary && token < shape.Vocabulary; token++)
            {
                if (pairs.Bytes(token) is not { Length: > 0 } bytes || bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
                {
                    tensor.Values.Slice(token * shape.Channels, shape.Channels).Clear();
                }
            }
        }
        return model;
    }
}
