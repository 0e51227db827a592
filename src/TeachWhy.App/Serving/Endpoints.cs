using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TeachWhy.App.Serving;

/// <summary>What the server answers, path by path.</summary>
internal sealed class Endpoints(ServedModel model, ServerOptions options, Answering answering, Chance chance, TimeProvider time)
{
    // What the first token of an answer looks like depends on the last of its prompt: a word brings its space along.
    private const int TokensBefore = 4;

    private readonly ModelEntry _entry = new(model.Name, time.GetUtcNow().ToUnixTimeSeconds());

    public void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", (HttpContext context) => SendAsync(context, new { Status = "ok" }));
        routes.MapGet("/v1/models", (HttpContext context) => SendAsync(context, new ModelList([_entry])));
        routes.MapGet("/v1/models/{**id}", (HttpContext context) =>
        {
            model.Require((string)context.Request.RouteValues["id"]!);
            return SendAsync(context, _entry);
        });
        routes.MapPost("/v1/chat/completions", (RequestDelegate)ChatAsync);
        routes.MapPost("/v1/completions", (RequestDelegate)CompleteAsync);
    }

    private static Task SendAsync(HttpContext context, object value) => Answering.SendAsync(context.Response, 200, value, context.RequestAborted);

    private async Task ChatAsync(HttpContext context)
    {
        using var json = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        var body = ChatBody.Read(json.RootElement, options);
        model.Require(body.Model);
        var prompt = model.Encode(body);
        var room = model.RoomBehind(prompt, "messages");
        var seed = body.Wishes.Seed ?? chance.Seed();

        var tally = TallyOf(context);
        var reply = new ChatReply(Heading("chatcmpl-"), body, model, tally, chance);
        var requests = Enumerable.Range(0, body.Wishes.Choices).Select(choice => body.Wishes.ToSample(prompt, room, seed, choice, model.Chat!.StopTokens));
        await answering.AnswerAsync(context, body.Wishes, [.. requests], reply, tally);
    }

    private async Task CompleteAsync(HttpContext context)
    {
        using var json = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        var body = CompletionBody.Read(json.RootElement, options);
        model.Require(body.Model);
        var prompts = body.Prompts.Select(prompt => (Given: prompt, Tokens: model.Encode(prompt))).ToList();
        var rooms = prompts.Select(prompt => model.RoomBehind(prompt.Tokens, prompt.Given.Place)).ToList();
        var seed = body.Wishes.Seed ?? chance.Seed();

        var tally = TallyOf(context);
        var choices = Enumerable.Range(0, body.Wishes.Choices).ToList();
        var requests = prompts.SelectMany((prompt, index) => choices.Select(choice => body.Wishes.ToSample(prompt.Tokens, rooms[index], seed, choice, model.EndTokens)));
        var starts = prompts.SelectMany(prompt => choices.Select(_ => new TextStart(
            body.Echo ? prompt.Given.Text ?? model.Tokenizer.Decode(prompt.Tokens) : "", [.. prompt.Tokens.TakeLast(TokensBefore)])));
        var reply = new TextReply(Heading("cmpl-"), body.Wishes, model, [.. starts], tally);
        await answering.AnswerAsync(context, body.Wishes, [.. requests], reply, tally);
    }

    private Heading Heading(string prefix) => new(chance.Id(prefix), time.GetUtcNow().ToUnixTimeSeconds(), model.Name, model.Fingerprint);

    private static Tally TallyOf(HttpContext context) => context.Features.Get<Tally>()!;
}
