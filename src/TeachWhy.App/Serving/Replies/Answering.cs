using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>Has requests sampled and sends their answers, whole or as events, within the time that a request has.</summary>
/// <param name="stopping">Cancelled when running requests must end because the server does.</param>
internal sealed class Answering(SamplingEngine engine, ServerOptions options, TimeProvider time, CancellationToken stopping)
{
    public async Task AnswerAsync<TPart>(HttpContext context, Wishes wishes, IReadOnlyList<SampleRequest> requests, IReply<TPart> reply, Tally tally)
    {
        tally.Read = requests.Chunk(wishes.Choices).Sum(choices => choices[0].Prompt.Count);
        using var limit = new CancellationTokenSource(options.MostTime, time);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, limit.Token);
        try
        {
            var streams = Begin(requests, cancelled.Token);
            await using var answers = new Together<TPart>(streams.Select((stream, index) => reply.ReadAsync(index, stream, cancelled.Token)), cancelled.Token);
            if (wishes.Stream)
            {
                await SendEventsAsync(context, wishes, streams.Count, answers.Parts, reply, tally);
            }
            else
            {
                await foreach (var (index, part) in answers.Parts.ReadAllAsync(context.RequestAborted))
                {
                    reply.Keep(index, part);
                }

                await SendAsync(context.Response, 200, reply.Whole(Usage.Of(tally)), context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            var refusal = limit.IsCancellationRequested
                ? new Refusal(503, $"The request was not done after the {options.MostTime.TotalSeconds} seconds that it may take.", code: "timeout")
                : new Refusal(503, "The server is stopping.", code: "stopping");
            if (!context.Response.HasStarted)
            {
                throw refusal;
            }

            tally.Failure = refusal.Message;
            var events = new EventStream(context.Response);
            events.Write(ErrorBody.Of(refusal));
            await events.EndAsync(context.RequestAborted);
        }
        finally
        {
            // Whatever is not read to its end gives up its place.
            await cancelled.CancelAsync();
        }
    }

    /// <summary>Sends a JSON value as the whole response.</summary>
    public static async Task SendAsync(HttpResponse response, int status, object value, CancellationToken cancellation)
    {
        var bytes = Wire.Bytes(value);
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, cancellation);
    }

    /// <summary>All of a request's answers begin, or none does.</summary>
    private IReadOnlyList<SampleStream> Begin(IReadOnlyList<SampleRequest> requests, CancellationToken cancellation)
    {
        try
        {
            return [.. requests.Select(request => engine.StreamAsync(Possible(request), cancellation))];
        }
        catch (ArgumentException impossible)
        {
            throw new Refusal(400, $"The model cannot answer this: {impossible.Message.Split(" (Parameter")[0]}");
        }
        catch (QueueFullException full)
        {
            throw new Refusal(429, $"{full.Limit} answers are waiting for a place already; try again later.", code: "rate_limit_exceeded") { RetryAfter = options.RetryAfter };
        }
    }

    // A small vocabulary has fewer rivals than may be asked for.
    private SampleRequest Possible(SampleRequest request) =>
        request.LikeliestTokens is { } wanted ? request with { LikeliestTokens = Math.Min(wanted, engine.Shape.Vocabulary) } : request;

    private static async Task SendEventsAsync<TPart>(
        HttpContext context, Wishes wishes, int answers, ChannelReader<(int Index, TPart Part)> parts, IReply<TPart> reply, Tally tally)
    {
        // A write that is cancelled breaks the connection, so only a client that has gone cancels one.
        var gone = context.RequestAborted;
        var events = new EventStream(context.Response);
        await events.BeginAsync(gone);
        foreach (var opening in Enumerable.Range(0, answers).Select(reply.Opening).OfType<object>())
        {
            events.Write(opening);
        }

        await events.FlushAsync(gone);
        while (await parts.WaitToReadAsync(gone))
        {
            // What is there already is sent together.
            while (parts.TryRead(out var part))
            {
                events.Write(reply.Event(part.Index, part.Part));
            }

            await events.FlushAsync(gone);
        }

        if (wishes.StreamUsage)
        {
            events.Write(reply.Closing(Usage.Of(tally)));
        }

        await events.EndAsync(gone);
    }
}
