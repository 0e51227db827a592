using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>How a run's model reads and writes: its tokenizer, special tokens and chat template.</summary>
/// <param name="Template">In Jinja; null where nobody gave one.</param>
internal sealed record StartingText(ITokenizer Tokenizer, SpecialTokens SpecialTokens, string? Template)
{
    /// <summary>A checkpoint's or tokenizer's own, with the template that was asked for in place of its own.</summary>
    /// <exception cref="TrainingRefusedException">The template's file cannot be used.</exception>
    public static StartingText Of(ITokenizer tokenizer, SpecialTokens special, string? template, TrainingRequest request) =>
        new(tokenizer, special, request.Template is { } path ? ReadTemplate(path) : template);

    /// <exception cref="TrainingRefusedException">The template is none.</exception>
    public ExampleEncoder Encoder(Objective objective)
    {
        var pairs = Tokenizer as BytePairTokenizer;

        // A text ends with a sign, so that the model learns to end.
        IReadOnlyList<int> after = pairs is { After.Count: > 0 } ? pairs.After : [.. SpecialTokens.End.Take(1)];
        return new ExampleEncoder(Tokenizer, objective, pairs?.Before ?? [], after, Conversation());
    }

    private ConversationEncoding? Conversation()
    {
        if (Template is null)
        {
            return null;
        }
        try
        {
            var encoder = new ChatEncoder(ChatTemplate.Parse(Template), Tokenizer, SpecialTokens, new FixedTime());
            return (messages, tools) => encoder.EncodeExample(messages, tools);
        }
        catch (ChatTemplateException failure)
        {
            throw new TrainingRefusedException($"The chat template cannot be used: {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    private static string ReadTemplate(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length <= ChatTemplate.LongestSource
            ? File.ReadAllText(path)
            : throw new TrainingRefusedException($"--template cannot be {path}: {(file.Exists ? "it is longer than any chat template" : "there is no such file")}.");
    }

    /// <summary>Templates that tell the date tell this one: the same data must become the same tokens on any day.</summary>
    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
