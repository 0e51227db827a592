using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeachWhy.Tests.Curriculum.Making;

namespace TeachWhy.Benchmarks;

/// <summary>Writes what the recipes' prompts ask for, in words of its own: the same request gets the same answer. Counts what it was asked.</summary>
internal sealed class ScriptedAuthor
{
    /// <summary>The model's name: who asks for it asks the author.</summary>
    public const string Model = "writer";

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes($"\"model\":\"{Model}\"");

    private readonly ConcurrentDictionary<string, int> _answered = new(StringComparer.Ordinal);

    /// <summary>Whether a request is for the author.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> request) => request.IndexOf(Mark) >= 0;

    /// <summary>What was answered, and how much of it more than once.</summary>
    public string Counts => $"answered {_answered.Values.Sum()} requests, {_answered.Count} of them different";

    /// <summary>The answer's text.</summary>
    /// <param name="request">Headers and body, whole.</param>
    public string Answer(ReadOnlySpan<byte> request)
    {
        var body = request[(request.IndexOf("\r\n\r\n"u8) + 4)..];
        _answered.AddOrUpdate(Convert.ToHexString(SHA256.HashData(body)), 1, static (_, before) => before + 1);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(body[body.IndexOf((byte)'{')..(body.LastIndexOf((byte)'}') + 1)]));
        var prompt = new StringBuilder();
        foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
        {
            prompt.Append(message.GetProperty("content").GetString()).Append('\n');
        }

        return ScriptedWriter.Answer(prompt.Append(json.RootElement.TryGetProperty("seed", out var seed) ? seed.GetRawText() : "").ToString());
    }
}
