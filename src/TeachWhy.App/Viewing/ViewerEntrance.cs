using Microsoft.AspNetCore.Http;
using TeachWhy.App.Loopback;
using TeachWhy.Studies.Pages;
using TeachWhy.Studies.Viewer;

namespace TeachWhy.App.Viewing;

/// <summary>What every request to the viewer passes: whether it means this machine and only asks, the answer, and what a browser may do with it.</summary>
internal sealed class ViewerEntrance(ViewerPages pages, Action<Exception> failed)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await AnswerOfAsync(context.Request);
        try
        {
            await SendAsync(context, answer);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // Who asked has gone.
        }
    }

    private async Task<ViewerAnswer> AnswerOfAsync(HttpRequest request)
    {
        if (!LoopbackHost.IsThisMachine(request.Host.Host))
        {
            return await ViewerPages.MessageAsync(403, "Not under this name", "This page is shown under localhost, 127.0.0.1 and [::1] only.");
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return await ViewerPages.MessageAsync(405, "Only reading", "Pages are read here with GET and HEAD; nothing can be changed.");
        }

        try
        {
            var fields = request.Query.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList();
            return await pages.AnswerAsync(new ViewerRequest(request.Path.Value ?? "/", fields));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed(failure);
            return await ViewerPages.MessageAsync(500, "The viewer failed", "It failed in a way that it did not foresee; the terminal it runs in has the details.");
        }
    }

    private static async Task SendAsync(HttpContext context, ViewerAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.Type;
        var headers = response.Headers;
        headers.ContentSecurityPolicy = PolicyOf(answer);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        if (answer.Status == 405)
        {
            headers.Allow = "GET, HEAD";
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (answer.File is { } file)
        {
            await response.SendFileAsync(file, context.RequestAborted);
        }
        else
        {
            await response.WriteAsync(answer.Text, context.RequestAborted);
        }
    }

    // A study's pages lie in files that anyone may have changed: they get nothing but their looks.
    private static string PolicyOf(ViewerAnswer answer) => answer switch
    {
        { File: not null } => $"{PagePolicy.NoScript}; frame-ancestors 'none'; sandbox",
        { Type: ViewerAnswer.Plain } => "default-src 'none'; frame-ancestors 'none'; sandbox",
        _ => $"{ViewerStyle.Policy}; frame-ancestors 'none'",
    };
}
