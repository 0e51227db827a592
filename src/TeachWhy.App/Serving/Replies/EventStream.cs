using Microsoft.AspNetCore.Http;

namespace TeachWhy.App.Serving;

/// <summary>Server-sent events: one JSON value each, and <c>[DONE]</c> behind the last.</summary>
internal sealed class EventStream(HttpResponse response)
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();

    /// <summary>Sends the head of the response; from here on a failure can only be an event.</summary>
    public Task BeginAsync(CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        return response.StartAsync(cancellation);
    }

    /// <summary>Writes an event, to be sent with the next flush.</summary>
    public void Write(object value) => Write(Wire.Bytes(value));

    public Task FlushAsync(CancellationToken cancellation) => response.BodyWriter.FlushAsync(cancellation).AsTask();

    public Task EndAsync(CancellationToken cancellation)
    {
        Write("[DONE]"u8);
        return FlushAsync(cancellation);
    }

    private void Write(ReadOnlySpan<byte> value)
    {
        var writer = response.BodyWriter;
        var place = writer.GetSpan(Data.Length + value.Length + End.Length);
        Data.CopyTo(place);
        value.CopyTo(place[Data.Length..]);
        End.CopyTo(place[(Data.Length + value.Length)..]);
        writer.Advance(Data.Length + value.Length + End.Length);
    }
}
