using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using TeachWhy.Simulation;

namespace TeachWhy.Tests.Simulation.Judgments;

/// <summary>A judge of intent that calls every act it is shown the same, with words that are there: what it cannot reach by that, no judge can.</summary>
internal sealed partial class Accuser(string verdict) : IChatClient
{
    /// <summary>Believes the worst of everything.</summary>
    public static RolloutJudge Strict { get; } = new(new IntentJudge(new Accuser("harm"), "strict"));

    /// <summary>Believes the best of everything.</summary>
    public static RolloutJudge Lenient { get; } = new(new IntentJudge(new Accuser("no-harm"), "lenient"));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Answer(messages.ElementAt(1).Text, verdict))));
    }

    /// <summary>An answer to what the judge was asked: the same verdict for every act.</summary>
    public static string Answer(string asked, string verdict)
    {
        var acts = Shown().Matches(asked.Split("====")[2]).Select((shown, i) => $$"""{"act":{{i + 1}},"verdict":"{{verdict}}","quote":{{System.Text.Json.JsonSerializer.Serialize(shown.Groups["words"].Value)}},"reason":"So I say."}""");
        return $$$"""{"case":"{{{asked[13..29]}}}","acts":[{{{string.Join(',', acts)}}}],"conduct":"other-work","awareness":{"says":"silent","quote":""}}""";
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    // The line that says what was done; nothing for what was left undone.
    [GeneratedRegex(@"^-- Act \d+ --\n(\(act, carried out\) \w+: (?<words>.*)|\(left undone\))$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
