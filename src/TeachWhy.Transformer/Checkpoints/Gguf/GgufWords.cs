namespace TeachWhy.Transformer.Gguf;

/// <summary>A word tokenizer as llama.cpp's "t5": every word with the space before it, all as likely.</summary>
internal static class GgufWords
{
    // How the format writes a space.
    private const char Space = '\u2581';

    public static void Write(GgufWriter writer, WordTokenizer tokenizer, string[] tokens, int[] kinds, int end)
    {
        for (var token = 0; token < tokenizer.Count; token++)
        {
            var word = tokenizer.Words[token];
            if (word.Contains(Space, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The word \"{word}\" holds the sign that stands for a space in GGUF.", nameof(tokenizer));
            }
            (tokens[token], kinds[token]) = ($"{Space}{word}", GgufTokenizer.Normal);
        }
        writer.Add("tokenizer.ggml.model", "t5");
        writer.Add("tokenizer.ggml.pre", "default");
        writer.Add("tokenizer.ggml.scores", [.. Enumerable.Repeat(-1f, tokens.Length)]);
        writer.Add("tokenizer.ggml.add_space_prefix", true);
        writer.Add("tokenizer.ggml.remove_extra_whitespaces", true);
        writer.Add("tokenizer.ggml.add_bos_token", false);
        writer.Add("tokenizer.ggml.add_eos_token", false);

        // llama.cpp joins unknown tokens that follow each other; the one word that never comes twice in a row is the end.
        writer.Add("tokenizer.ggml.unknown_token_id", (uint)end);
    }

    public static WordTokenizer Read(GgufMetadata metadata, IReadOnlyList<string> tokens, int[] kinds)
    {
        var count = tokens.Count;
        while (count > 0 && kinds[count - 1] == GgufTokenizer.Unused && tokens[count - 1] == GgufTokenizer.Filler(count - 1))
        {
            count--;
        }
        for (var token = 0; token < count; token++)
        {
            if (kinds[token] != GgufTokenizer.Normal || tokens[token].Length < 2 || tokens[token][0] != Space || tokens[token].IndexOf(Space, 1) > 0)
            {
                throw new InvalidDataException($"{metadata.Path} has a tokenizer of type \"t5\" whose token {token} is no word; only word tokenizers of ours can be loaded.");
            }
        }
        return new WordTokenizer(tokens.Take(count).Select(token => token[1..]));
    }
}
