using System.Text.Json;

namespace TeachWhy.App.Serving;

/// <summary>A prompt as it was sent: a text, or the tokens themselves.</summary>
internal sealed record Prompt(string? Text, IReadOnlyList<int>? Tokens, string Place);

/// <summary>The body of <c>POST /v1/completions</c>.</summary>
/// <param name="Echo">The answer begins with the prompt.</param>
internal sealed record CompletionBody(string Model, IReadOnlyList<Prompt> Prompts, bool Echo, Wishes Wishes)
{
    private const int MostLikeliest = 5;
    private const int StandardMaxTokens = 16;

    public static CompletionBody Read(JsonElement json, ServerOptions options)
    {
        var body = Fields.Of(json, "");
        var model = body.NeedText("model");
        var prompts = ReadPrompts(body.Need("prompt"));
        body.Refuse("suffix", "the model writes only forwards", "\"\"");
        body.Refuse("best_of", "use 'n'", "1");
        var echo = body.Flag("echo") ?? false;
        var wishes = Wishes.Read(body, options) with
        {
            MaxTokens = (int)(body.Whole("max_tokens", 1, int.MaxValue) ?? StandardMaxTokens),
            Likeliest = (int?)body.Whole("logprobs", 0, MostLikeliest),
        };
        body.Finish();
        if (echo && wishes.Likeliest is not null)
        {
            throw Refusal.Unsupported("logprobs", "'logprobs' cannot be had together with 'echo': this server gives them for what the model writes, not for what it reads.");
        }

        return (long)prompts.Count * wishes.Choices <= options.MostChoices
            ? new CompletionBody(model, prompts, echo, wishes)
            : throw Refusal.Of("n", $"{prompts.Count} prompts with 'n' = {wishes.Choices} ask for more than the {options.MostChoices} answers that one request may have.");
    }

    private static IReadOnlyList<Prompt> ReadPrompts(JsonElement prompt)
    {
        if (prompt.ValueKind != JsonValueKind.Array)
        {
            return [new Prompt(Fields.TextOf(prompt, "prompt"), null, "prompt")];
        }

        if (prompt.GetArrayLength() == 0)
        {
            throw Refusal.Of("prompt", "'prompt' is an empty list.");
        }

        return prompt[0].ValueKind switch
        {
            JsonValueKind.Number => [new Prompt(null, TokensOf(prompt, "prompt"), "prompt")],
            JsonValueKind.Array => [.. prompt.EnumerateArray().Select((tokens, index) => new Prompt(null, TokensOf(tokens, $"prompt[{index}]"), $"prompt[{index}]"))],
            _ => [.. prompt.EnumerateArray().Select((text, index) => new Prompt(Fields.TextOf(text, $"prompt[{index}]"), null, $"prompt[{index}]"))],
        };
    }

    private static IReadOnlyList<int> TokensOf(JsonElement list, string place)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Refusal.Of(place, $"'{place}' must be a list of tokens like the first one, not {Fields.Shown(list)}.");
        }

        return
        [
            .. list.EnumerateArray().Select((token, index) => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out var number)
                ? number
                : throw Refusal.Of($"{place}[{index}]", $"'{place}[{index}]' must be a token's number, not {Fields.Shown(token)}.")),
        ];
    }
}
