using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.App.Serving;

/// <summary>The body of <c>POST /v1/chat/completions</c>.</summary>
internal sealed record ChatBody(string Model, JsonArray Messages, Tools Tools, Wishes Wishes)
{
    private const int MostLikeliest = 20;

    public static ChatBody Read(JsonElement json, ServerOptions options)
    {
        var body = Fields.Of(json, "");
        var model = body.NeedText("model");
        var messages = Serving.Messages.Read(body, options);
        var tools = Tools.Read(body);
        RefuseWhatIsNotText(body);
        var wishes = Wishes.Read(body, options) with { MaxTokens = MaxTokens(body), Likeliest = Likeliest(body) };
        body.Finish();
        return new ChatBody(model, messages, tools, wishes);
    }

    private static void RefuseWhatIsNotText(Fields body)
    {
        body.Refuse("modalities", "this server answers in text", "[\"text\"]");
        body.Refuse("audio", "this server answers in text");
        body.Refuse("web_search_options", "this server does not search");
        body.Refuse("reasoning_effort", "the model takes no such hint");
        body.Refuse("verbosity", "the model takes no such hint", "\"medium\"");
        body.Refuse("chat_template_kwargs", "the template is used as it is", "{}");
        if (body.Take("response_format") is { } element)
        {
            var format = Fields.Of(element, "response_format");
            var type = format.NeedText("type");
            if (type is not "text")
            {
                throw Refusal.Unsupported("response_format", $"'response_format' must be of type text, not \"{Fields.Short(type)}\": answers are not forced into a form.");
            }

            format.Finish();
        }
    }

    private static int? MaxTokens(Fields body)
    {
        var (now, before) = (body.Whole("max_completion_tokens", 1, int.MaxValue), body.Whole("max_tokens", 1, int.MaxValue));
        return now is not null && before is not null && now != before
            ? throw Refusal.Of("max_tokens", $"'max_tokens' is the older name of 'max_completion_tokens'; they cannot be {before} and {now}.")
            : (int?)(now ?? before);
    }

    private static int? Likeliest(Fields body)
    {
        var wanted = body.Flag("logprobs") ?? false;
        var count = body.Whole("top_logprobs", 0, MostLikeliest);
        return wanted ? (int)(count ?? 0)
            : count is null or 0 ? null
            : throw Refusal.Of("top_logprobs", "'top_logprobs' is only allowed where 'logprobs' is true.");
    }
}
