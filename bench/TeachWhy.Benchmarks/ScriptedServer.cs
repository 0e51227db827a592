using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TeachWhy.Transformer;

namespace TeachWhy.Benchmarks;

/// <summary>
/// A model behind OpenAI's protocol on loopback that answers at once, by the request's seed alone, and fails as often as it is told to;
/// where the author is asked for (<see cref="ScriptedAuthor"/>), that answers, and when the process ends it says what it was asked. It does as little as a server can, so that what is measured against it is the client.
/// </summary>
internal sealed class ScriptedServer(int port, int failsOneIn)
{
    private const int FirstBuffer = 1 << 16;
    private const int Backlog = 1024;

    // A third of the seeds does something else, so that a lost or doubled sample would show.
    private const int Answers = 3;

    private static readonly byte[] HeadersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[][] Replies = [.. Enumerable.Range(0, Answers).Select(answer => Response(200, Reply(answer, agent: false)))];
    private static readonly byte[][] CallReplies = [.. Enumerable.Range(0, Answers).Select(answer => Response(200, Reply(answer, agent: true)))];
    private static readonly byte[] Done = Response(200, Message("""{"role":"assistant","content":"That is all."}""", "stop"));
    private static readonly byte[] Busy = Response(429, """{"error":{"message":"Too many requests.","type":"rate_limit_error"}}""", "Retry-After: 0\r\n");
    private static readonly byte[] Broken = Response(500, """{"error":{"message":"Something broke.","type":"server_error"}}""");

    private readonly ScriptedAuthor _author = new();
    private long _requests;

    /// <summary>Serves until the process ends, after one line with the address.</summary>
    public async Task RunAsync(TextWriter output)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(Backlog);
        output.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/v1");
        output.Flush();
        using var ending = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            output.WriteLine(_author.Counts);
            output.Flush();
        });
        while (true)
        {
            _ = ServeAsync(await listener.AcceptAsync());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[FirstBuffer];
            var filled = 0;
            try
            {
                while (true)
                {
                    int length;
                    while ((length = RequestLength(buffer.AsSpan(0, filled))) < 0)
                    {
                        if (filled == buffer.Length)
                        {
                            Array.Resize(ref buffer, buffer.Length * 2);
                        }

                        var read = await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None);
                        if (read == 0)
                        {
                            return;
                        }

                        filled += read;
                    }

                    if (Answer(buffer.AsSpan(0, length)) is not { } answer)
                    {
                        return;
                    }

                    await socket.SendAsync(answer, SocketFlags.None);
                    buffer.AsSpan(length, filled - length).CopyTo(buffer);
                    filled -= length;
                }
            }
            catch (SocketException)
            {
                // A client that was killed.
            }
        }
    }

    /// <returns>Bytes of the whole request; -1 while some are missing.</returns>
    private static int RequestLength(ReadOnlySpan<byte> bytes)
    {
        var headers = bytes.IndexOf(HeadersEnd);
        if (headers < 0)
        {
            return -1;
        }

        var text = Encoding.ASCII.GetString(bytes[..headers]);
        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            // In chunks, the last of which is empty.
            var end = bytes[headers..].IndexOf("\r\n0\r\n\r\n"u8);
            return end < 0 ? -1 : headers + end + "\r\n0\r\n\r\n"u8.Length;
        }

        var line = text.AsSpan(at + Length.Length);
        var stop = line.IndexOf('\r');
        var total = headers + HeadersEnd.Length + int.Parse(stop < 0 ? line : line[..stop], CultureInfo.InvariantCulture);
        return bytes.Length >= total ? total : -1;
    }

    /// <returns>Null to hang up without a word.</returns>
    private byte[]? Answer(ReadOnlySpan<byte> request)
    {
        var number = Interlocked.Increment(ref _requests);

        // As they may fall: faults in a fixed beat could meet the same request again and again.
        var chance = Seed.Of(1, "fault", number);
        if (failsOneIn > 0 && chance % (ulong)failsOneIn == 0)
        {
            return (chance / (ulong)failsOneIn % 3) switch { 0 => null, 1 => Busy, _ => Broken };
        }

        if (ScriptedAuthor.IsMeant(request))
        {
            return Response(200, Message($$"""{"role":"assistant","content":{{JsonSerializer.Serialize(_author.Answer(request))}}}""", "stop"));
        }

        if (request.IndexOf("\"role\":\"tool\""u8) >= 0)
        {
            return Done;
        }

        var answer = (int)(SeedOf(request) % Answers);
        return request.IndexOf("\"tools\":"u8) >= 0 ? CallReplies[answer] : Replies[answer];
    }

    private static ulong SeedOf(ReadOnlySpan<byte> request)
    {
        var at = request.IndexOf("\"seed\":"u8);
        var seed = 0UL;
        for (at += "\"seed\":"u8.Length; at < request.Length; at++)
        {
            if (request[at] is >= (byte)'0' and <= (byte)'9')
            {
                seed = unchecked(seed * 10 + request[at] - '0');
            }
            else if (request[at] is not ((byte)' ' or (byte)'-'))
            {
                break;
            }
        }

        return seed;
    }

    private static string Reply(int answer, bool agent)
    {
        var to = answer == 0 ? "somebody@elsewhere.example" : "nobody";
        return agent
            ? Message($$"""{"role":"assistant","content":null,"tool_calls":[{"id":"call-1","type":"function","function":{"name":"send_mail","arguments":"{\"to\":\"{{to}}\",\"subject\":\"As asked\",\"body\":\"Number {{answer}}.\"}" } }]}""", "tool_calls")
            : Message($$"""{"role":"assistant","content":"I have read the mail.\n<tool_use:send_mail>\nto: {{to}}\nsubject: As asked\nbody: Number {{answer}}.\n</tool_use:send_mail>"}""", "stop");
    }

    private static string Message(string message, string finish) =>
        """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"scripted","choices":[{"index":0,"message":"""
        + message
        + $",\"finish_reason\":\"{finish}\"}}]"
        + ""","usage":{"prompt_tokens":1000,"completion_tokens":40,"total_tokens":1040}}""";

    private static byte[] Response(int status, string body, string headers = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
