using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>What a request wants of the sampling: the fields that chat and plain completions share.</summary>
internal sealed record Wishes
{
    private const int MostStops = 4;
    private const int MostStopLetters = 1000;

    /// <summary>Most tokens of an answer; null leaves it to the context.</summary>
    public int? MaxTokens { get; init; }

    public float Temperature { get; init; } = 1f;

    public float TopP { get; init; } = 1f;

    public int TopK { get; init; }

    /// <summary>Null takes one by chance.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Texts that end an answer and are not part of it.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Answers to each prompt.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Log-probabilities wanted of each token's rivals; null wants not even the token's own.</summary>
    public int? Likeliest { get; init; }

    public bool Stream { get; init; }

    /// <summary>In a stream: a last event with the counts of tokens.</summary>
    public bool StreamUsage { get; init; }

    /// <summary>Takes the shared fields; maximum and log-probabilities are left to the caller, whose fields have other names.</summary>
    public static Wishes Read(Fields fields, ServerOptions options)
    {
        // What only bookkeeping, billing or caching elsewhere would use.
        fields.Ignore("user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "prediction");
        fields.Refuse("frequency_penalty", "penalties are not offered", "0", "0.0");
        fields.Refuse("presence_penalty", "penalties are not offered", "0", "0.0");
        fields.Refuse("repetition_penalty", "penalties are not offered", "1", "1.0");
        fields.Refuse("min_p", "it is not offered; use top_p or top_k", "0", "0.0");
        fields.Refuse("logit_bias", "biases are not offered", "{}");
        var stream = fields.Flag("stream") ?? false;
        return new Wishes
        {
            Temperature = (float)(fields.Number("temperature", 0, 2) ?? 1),

            // The engine asks for more than nothing; the smallest number above it always leaves the likeliest token alone.
            TopP = MathF.Max((float)(fields.Number("top_p", 0, 1) ?? 1), float.Epsilon),
            TopK = (int)(fields.Whole("top_k", 0, int.MaxValue) ?? 0),
            Seed = fields.Whole("seed", long.MinValue, long.MaxValue) is { } seed ? unchecked((ulong)seed) : null,
            Stops = ReadStops(fields),
            Choices = (int)(fields.Whole("n", 1, options.MostChoices) ?? 1),
            Stream = stream,
            StreamUsage = ReadStreamUsage(fields, stream),
        };
    }

    /// <summary>The request for one answer. The first answer is what the seed alone would give; the others have seeds of their own.</summary>
    /// <param name="room">Tokens that the context has left behind the prompt.</param>
    public SampleRequest ToSample(IReadOnlyList<int> prompt, int room, ulong seed, int choice, IReadOnlyList<int> stopTokens) => new()
    {
        Prompt = prompt,
        MaxTokens = Math.Min(MaxTokens ?? room, room),
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        LikeliestTokens = Likeliest,
        Seed = choice == 0 ? seed : Transformer.Seed.Of(seed, "choice", choice),
        StopTokens = stopTokens,
    };

    private static IReadOnlyList<string> ReadStops(Fields fields)
    {
        var place = fields.PlaceOf("stop");
        IReadOnlyList<string> stops = fields.Take("stop") switch
        {
            null => [],
            { ValueKind: System.Text.Json.JsonValueKind.Array } list when list.GetArrayLength() <= MostStops =>
                [.. list.EnumerateArray().Select((stop, index) => Fields.TextOf(stop, $"{place}[{index}]"))],
            { ValueKind: System.Text.Json.JsonValueKind.Array } list =>
                throw Refusal.Of(place, $"'{place}' must have at most {MostStops} entries, not {list.GetArrayLength()}."),
            { } one => [Fields.TextOf(one, place)],
        };
        return stops.All(stop => stop.Length is > 0 and <= MostStopLetters) ? stops
            : throw Refusal.Of(place, $"'{place}' must hold texts of 1 to {MostStopLetters} letters.");
    }

    private static bool ReadStreamUsage(Fields fields, bool stream)
    {
        if (fields.Take("stream_options") is not { } element)
        {
            return false;
        }

        if (!stream)
        {
            throw Refusal.Of("stream_options", "'stream_options' is only allowed where 'stream' is true.");
        }

        var options = Fields.Of(element, "stream_options");
        options.Ignore("include_obfuscation");
        var usage = options.Flag("include_usage") ?? false;
        options.Finish();
        return usage;
    }
}
