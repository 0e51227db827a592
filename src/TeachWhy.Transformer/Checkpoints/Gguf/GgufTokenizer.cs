namespace TeachWhy.Transformer.Gguf;

/// <summary>
/// A tokenizer as GGUF's metadata: byte-level pairs as llama.cpp's "gpt2", words as its "t5", which cuts a text into the
/// likeliest tokens of a list: where each token is a space and a word, and all are as likely, those are the text's words.
/// </summary>
internal static class GgufTokenizer
{
    private const string Prefix = "tokenizer.ggml.";
    private const int MostTokens = BytePairVocabulary.MostTokens;

    // llama.cpp's kinds of tokens.
    internal const int Normal = 1;
    internal const int Control = 3;
    internal const int UserDefined = 4;
    internal const int Unused = 5;

    private static readonly string[] Ends = ["eos_token_id", "eot_token_id", "eom_token_id"];

    /// <exception cref="ArgumentException">llama.cpp has no such tokenizer, or cannot know where a text ends.</exception>
    public static void Write(GgufWriter writer, ITokenizer tokenizer, CheckpointOptions options, int vocabulary)
    {
        var special = options.SpecialTokens;
        if (special.End.Count is 0)
        {
            // It would take token 1 or 11 for the end and stop at that word.
            throw new ArgumentException("The checkpoint names no token that ends a text, and llama.cpp needs one.");
        }
        var (tokens, kinds) = (new string[vocabulary], new int[vocabulary]);
        for (var token = 0; token < vocabulary; token++)
        {
            (tokens[token], kinds[token]) = (Filler(token), Unused);
        }
        switch (tokenizer)
        {
            case WordTokenizer words:
                GgufWords.Write(writer, words, tokens, kinds, special.End[0]);
                break;
            case BytePairTokenizer pairs:
                GgufBytePairs.Write(writer, pairs, tokens, kinds, special);
                break;
            default:
                throw new ArgumentException($"llama.cpp has no tokenizer like {tokenizer.GetType().Name}.", nameof(tokenizer));
        }
        writer.Add($"{Prefix}tokens", tokens);
        writer.Add($"{Prefix}token_type", kinds);
        if (special.Begin is { } begin)
        {
            writer.Add($"{Prefix}bos_token_id", (uint)begin);
        }
        foreach (var (key, token) in Ends.Zip(special.End))
        {
            writer.Add($"{Prefix}{key}", (uint)token);
        }
        if (special.Padding is { } padding)
        {
            writer.Add($"{Prefix}padding_token_id", (uint)padding);
        }
        if (options.ChatTemplate is { } template)
        {
            writer.Add("tokenizer.chat_template", template);
        }
    }

    public static (ITokenizer Tokenizer, SpecialTokens Special) Read(GgufMetadata metadata)
    {
        var tokens = metadata.Texts($"{Prefix}tokens") ?? throw new InvalidDataException($"{metadata.Path} has no \"{Prefix}tokens\".");
        var kinds = metadata.Wholes($"{Prefix}token_type") ?? [.. Enumerable.Repeat(Normal, tokens.Count)];
        if (tokens.Count is 0 or > MostTokens || kinds.Length != tokens.Count)
        {
            throw new InvalidDataException($"{metadata.Path} has {tokens.Count} tokens and {kinds.Length} kinds of tokens; it must have as many, from 1 to {MostTokens}.");
        }
        var special = new SpecialTokens(
            Token(metadata, "bos_token_id"), [.. Ends.Select(key => Token(metadata, key)).OfType<int>().Distinct()], Token(metadata, "padding_token_id"));
        try
        {
            return metadata.Text($"{Prefix}model") switch
            {
                "gpt2" => (GgufBytePairs.Read(metadata, tokens, kinds, special), special),
                "t5" => (GgufWords.Read(metadata, tokens, kinds), special),
                var other => throw new InvalidDataException($"{metadata.Path} has a tokenizer of type {JsonPart.Quoted(other ?? "nothing")}; byte-level pairs (\"gpt2\") and our own words (\"t5\") can be loaded."),
            };
        }
        // What knows nothing of files does not name this one.
        catch (Exception failure) when (failure is ArgumentException
            || (failure is InvalidDataException && !failure.Message.StartsWith(metadata.Path, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{metadata.Path} has a damaged tokenizer: {JsonFile.Shortened(failure.Message)}", failure);
        }
    }

    /// <summary>What stands in a place that the model has and the tokenizer has not.</summary>
    public static string Filler(int token) => $"[PAD{token}]";

    private static int? Token(GgufMetadata metadata, string key) => metadata.Whole($"{Prefix}{key}") switch
    {
        // Some write −1 for none, which reads as the largest number.
        null or < 0 or uint.MaxValue => null,
        <= int.MaxValue and var token => (int)token,
        var other => throw new InvalidDataException($"{metadata.Path} says \"{Prefix}{key}\" is {other}, which is no token."),
    };
}
