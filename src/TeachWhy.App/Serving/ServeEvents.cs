using TeachWhy.App.Display;

namespace TeachWhy.App.Serving;

/// <summary>A running server, for a program: one JSON object per line.</summary>
/// <param name="quiet">Leaves out the requests that went well.</param>
internal sealed class ServeEvents(TextWriter output, bool quiet) : IServeDisplay
{
    private readonly Lock _lock = new();

    public void Listening(ServedModel model, Uri address, bool asksForToken) => Write(new
    {
        Event = "listening",
        Address = address.GetLeftPart(UriPartial.Authority) + "/v1",
        Model = model.Name,
        model.About,
        model.Context,
        Chat = model.Chat is not null,
        Token = asksForToken,
        SystemFingerprint = model.Fingerprint,
    });

    public void Answered(AnsweredRequest request)
    {
        if (!quiet || request.Failure is not null)
        {
            Write(new
            {
                Event = "request",
                request.At,
                request.Method,
                request.Path,
                request.Status,
                PromptTokens = request.Read,
                CompletionTokens = request.Written,
                Seconds = Math.Round(request.Time.TotalSeconds, 6),
                TokensPerSecond = Math.Round(request.TokensPerSecond, 1),
                request.Failure,
            });
        }
    }

    public void Failed(Exception failure) => Write(new { Event = "failure", Details = failure.ToString() });

    public void Stopping(TimeSpan grace) => Write(new { Event = "stopping", GraceSeconds = grace.TotalSeconds });

    private void Write<T>(T value)
    {
        lock (_lock)
        {
            output.WriteEvent(value, Wire.Options);
        }
    }
}
