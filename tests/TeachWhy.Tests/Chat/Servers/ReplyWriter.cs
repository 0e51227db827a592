using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TeachWhy.Tests.Chat.Servers;

/// <summary>Puts a scripted reply on the wire, well or badly.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext context, AskedRequest request, ScriptedReply reply, CancellationToken cancellation)
    {
        switch (reply)
        {
            case ScriptedReply.Said said:
                await (said.After?.WaitAsync(cancellation) ?? Task.CompletedTask);
                Begin(context, request.Streams);
                await context.Response.WriteAsync(Body(request, said), cancellation);
                break;

            case ScriptedReply.Status status:
                context.Response.StatusCode = status.Code;
                context.Response.ContentType = "application/json";
                Header(context, "Retry-After", status.RetryAfter);
                Header(context, "retry-after-ms", status.RetryAfterMilliseconds);
                await context.Response.WriteAsync(Error(request, status).ToJsonString(), cancellation);
                break;

            case ScriptedReply.Raw raw:
                context.Response.ContentType = raw.ContentType;
                await context.Response.WriteAsync(raw.Body, cancellation);
                break;

            case ScriptedReply.Hang:
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
                break;

            case ScriptedReply.Drop dropped:
                await WriteHalfAsync(context, request, dropped.Reply, cancellation);
                context.Abort();
                break;

            case ScriptedReply.Cut cut:
                await WriteHalfAsync(context, request, cut.Reply, cancellation);
                break;

            case ScriptedReply.Drip drip:
                Begin(context, request.Streams);
                foreach (var letter in Encoding.UTF8.GetBytes(Body(request, drip.Reply)))
                {
                    await drip.Next(cancellation);
                    await context.Response.Body.WriteAsync(new[] { letter }, cancellation);
                    await context.Response.Body.FlushAsync(cancellation);
                }

                break;

            case ScriptedReply.Huge huge:
                await WriteHugeAsync(context, request, huge.Bytes, cancellation);
                break;
        }
    }

    private static string Body(AskedRequest request, ScriptedReply.Said said) => (request.IsAnthropic, request.Streams) switch
    {
        (true, true) => AnthropicReplies.Stream(request, said),
        (true, false) => AnthropicReplies.Whole(request, said),
        (false, true) => OpenAiReplies.Stream(request, said),
        (false, false) => OpenAiReplies.Whole(request, said),
    };

    private static void Begin(HttpContext context, bool streams) => context.Response.ContentType = streams ? "text/event-stream" : "application/json";

    private static void Header(HttpContext context, string name, string? value)
    {
        if (value is not null)
        {
            context.Response.Headers[name] = value;
        }
    }

    private static JsonObject Error(AskedRequest request, ScriptedReply.Status status)
    {
        var error = new JsonObject { ["type"] = status.Type ?? "scripted_error", ["message"] = status.Message };
        return request.IsAnthropic ? new JsonObject { ["type"] = "error", ["error"] = error } : new JsonObject { ["error"] = error };
    }

    private static async Task WriteHalfAsync(HttpContext context, AskedRequest request, ScriptedReply.Said said, CancellationToken cancellation)
    {
        Begin(context, request.Streams);
        var body = Body(request, said);

        // A stream is cut between two of its events, where only what is missing tells.
        var cut = request.Streams ? body.IndexOf("\n\n", body.Length / 2, StringComparison.Ordinal) + 2 : body.Length / 2;
        await context.Response.WriteAsync(body[..cut], cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }

    private static async Task WriteHugeAsync(HttpContext context, AskedRequest request, long bytes, CancellationToken cancellation)
    {
        const string Mark = "~";
        var around = Body(request, new ScriptedReply.Said { Text = Mark }).Split(Mark, 2);
        Begin(context, request.Streams);
        await context.Response.WriteAsync(around[0], cancellation);
        var block = new byte[64 << 10];
        Array.Fill(block, (byte)'x');
        for (var left = bytes; left > 0; left -= block.Length)
        {
            await context.Response.Body.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellation);
        }

        await context.Response.WriteAsync(around[1], cancellation);
    }
}
