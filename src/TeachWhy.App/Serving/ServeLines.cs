using System.Globalization;
using System.Text;
using TeachWhy.App.Display;
using TeachWhy.Transformer;

namespace TeachWhy.App.Serving;

/// <summary>A running server, for a person: where it is and how to call it, then a line for each request.</summary>
/// <param name="quiet">Leaves out the requests that went well.</param>
internal sealed class ServeLines(TextWriter output, TextWriter error, TimeProvider time, bool quiet) : IServeDisplay
{
    private const int MostOfFailure = 300;

    private readonly Lock _lock = new();

    public void Listening(ServedModel model, Uri address, bool asksForToken)
    {
        var token = asksForToken ? $" -H \"Authorization: Bearer ${ServerOptions.TokenVariable}\"" : "";
        var (path, prompt) = model.Chat is null
            ? ("completions", $"\"prompt\":\"{Example(model.Tokenizer, "Once upon a time")}\"")
            : ("chat/completions", $"\"messages\":[{{\"role\":\"user\",\"content\":\"{Example(model.Tokenizer, "Who are you?")}\"}}]");
        Write($"""
            Serving '{model.Name}' at {address.GetLeftPart(UriPartial.Authority)}/v1 ({model.About}).
              curl {address.GetLeftPart(UriPartial.Authority)}/v1/{path}{token} -H "Content-Type: application/json" -d '{"{"}"model":"{model.Name}",{prompt}{"}"}'
            Ctrl-C stops it.
            """);
    }

    public void Answered(AnsweredRequest request)
    {
        if (!quiet || request.Failure is not null)
        {
            Write(LineOf(request));
        }
    }

    public void Failed(Exception failure)
    {
        lock (_lock)
        {
            error.WriteLine(failure.ToString());
        }
    }

    public void Stopping(TimeSpan grace) => Write($"Stopping; running requests have {Words.Of(grace)} to end.");

    private string LineOf(AnsweredRequest request)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss}  {request.Status}  {Fields.Short(request.Method)} {Fields.Short(request.Path)}");
        if (request.Read > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {request.Read} + {request.Written} tokens");
        }

        line.Append(CultureInfo.InvariantCulture, $"  {request.Time.TotalSeconds:0.00} s");
        if (request.Written > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {Words.Of(request.TokensPerSecond)} tokens/s");
        }

        return request.Failure is { } failure ? line.Append("  ").Append(Fields.Short(failure, MostOfFailure)).ToString() : line.ToString();
    }

    // A model that knows whole words only reads no others: its example is made of its own.
    private static string Example(ITokenizer tokenizer, string text)
    {
        if (tokenizer is not WordTokenizer words)
        {
            return text;
        }

        string[] question = ["who", "are", "you"];
        var known = question.All(words.Contains) ? question : words.Words.Where(word => word.All(char.IsAsciiLetter)).Take(question.Length);
        return string.Join(' ', known);
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
