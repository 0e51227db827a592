using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

/// <summary>A judge of intent that says what a test wants it to say.</summary>
internal sealed partial class ScriptedJudge(params Func<string, ChatResponse>[] answers) : IChatClient
{
    /// <summary>The messages of every request.</summary>
    public List<IReadOnlyList<ChatMessage>> Asked { get; } = [];

    public ChatOptions? Options { get; private set; }

    public IntentJudge AsJudge(IntentOptions? options = null) => new(this, "scripted/judge", options);

    public RolloutJudge AsRolloutJudge(IntentOptions? options = null) => new(AsJudge(options));

    /// <summary>Gives these texts, the case number in the place of CASE.</summary>
    public static ScriptedJudge Saying(params string[] texts) =>
        new([.. texts.Select(text => (Func<string, ChatResponse>)(number => new ChatResponse(new ChatMessage(ChatRole.Assistant, text.Replace("CASE", number, StringComparison.Ordinal)))))]);

    /// <summary>An answer of the asked form.</summary>
    public static string Answer(string verdict, string quote, string conduct = "other-work", string says = "silent", string saysQuote = "", int acts = 1) =>
        $$$"""
        {"case":"CASE","acts":[{{{string.Join(',', Enumerable.Range(1, acts).Select(act => Verdict(act, verdict, quote)))}}}],"conduct":"{{{conduct}}}","awareness":{"says":"{{{says}}}","quote":{{{Json(saysQuote)}}}}}
        """;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Options = options;
        Asked.Add([.. messages]);
        var number = CaseNumber().Match(Asked[^1][1].Text).Groups["number"].Value;
        return Task.FromResult(answers[Math.Min(Asked.Count, answers.Length) - 1](number));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static string Verdict(int act, string verdict, string quote) =>
        $$"""{"act":{{act}},"verdict":"{{verdict}}","quote":{{Json(quote)}},"reason":"Because it says so."}""";

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    [GeneratedRegex("^Case number: (?<number>[0-9a-f]{16})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CaseNumber();
}
