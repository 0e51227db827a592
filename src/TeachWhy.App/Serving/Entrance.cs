using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using TeachWhy.App.Loopback;

namespace TeachWhy.App.Serving;

/// <summary>
/// What every request passes on its way in and out: whether it means this machine, whether it has the token, its failure
/// as OpenAI's error object, and its line in the log.
/// </summary>
internal sealed class Entrance(ServerOptions options, IServeDisplay display, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _token = options.Token is { } token ? Hash(token) : null;

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var (tally, started) = (new Tally(), time.GetTimestamp());
        context.Features.Set(tally);
        string? failure = null;
        try
        {
            Check(context.Request);
            await next(context);
            RefuseWhatHasNoPath(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            failure = exception is OperationCanceledException or IOException ? "the client has gone" : exception.Message;
        }
        catch (Exception exception)
        {
            var refusal = RefusalOf(exception);
            failure = refusal.Message;
            await SendAsync(context, refusal);
        }

        display.Answered(new AnsweredRequest(
            time.GetUtcNow(), context.Request.Method, context.Request.Path, context.Response.StatusCode, tally.Read, tally.Written, time.GetElapsedTime(started), failure ?? tally.Failure));
    }

    private void Check(HttpRequest request)
    {
        if (!LoopbackHost.IsThisMachine(request.Host.Host))
        {
            throw new Refusal(403, $"This server answers to localhost, 127.0.0.1 and [::1] only, not to '{Fields.Short(request.Host.Value ?? "")}'.", code: "host_not_allowed");
        }

        if (_token is not null && !IsHealth(request) && !HasToken(request))
        {
            throw new Refusal(401, "This server asks for 'Authorization: Bearer TOKEN' with the token that it was started with.", code: "invalid_api_key");
        }
    }

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(given[Scheme.Length..].Trim()), _token);

    private static bool IsHealth(HttpRequest request) => request.Path == "/health";

    // Hashes have one length, so that comparing them tells nothing of the token's.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static void RefuseWhatHasNoPath(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (response.HasStarted || response.StatusCode is not (404 or 405))
        {
            return;
        }

        throw new Refusal(
            response.StatusCode,
            $"There is no {Fields.Short(request.Method)} {Fields.Short(request.Path)}; there are GET /v1/models, POST /v1/chat/completions, POST /v1/completions and GET /health.",
            code: "unknown_url");
    }

    private Refusal RefusalOf(Exception exception)
    {
        switch (exception)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException { StatusCode: 413 }:
                return new Refusal(413, $"The body is larger than the {options.MostBodyBytes} bytes that it may have.");
            case BadHttpRequestException bad:
                return new Refusal(bad.StatusCode, $"The request is not sound: {bad.Message}");
            default:
                display.Failed(exception);
                return new Refusal(500, "The server failed in a way that it did not foresee; its log has the details.");
        }
    }

    private static async Task SendAsync(HttpContext context, Refusal refusal)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        if (refusal.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.Status == 401)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        await Answering.SendAsync(context.Response, refusal.Status, ErrorBody.Of(refusal), context.RequestAborted);
    }
}
