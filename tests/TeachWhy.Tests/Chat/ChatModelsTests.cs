using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class ChatModelsTests
{
    private static readonly AITool Weather = AIFunctionFactory.CreateDeclaration(
        "weather", "Tells the weather.", JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""").RootElement, null);

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task The_same_conversation_gives_the_same_reply_in_every_protocol(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said
        {
            Thought = "Look it up first.",
            Text = "I will look.",
            Calls = [new("call-a", "weather", """{"city":"Oslo"}"""), new("call-b", "weather", """{"city":"Rome","days":[1,2]}""")],
            InputTokens = 20,
            CachedTokens = 5,
            OutputTokens = 9,
        });
        using var model = server.Open(name, streams);

        var reply = await model.AskAsync("Weather?", new ChatOptions { Tools = [Weather], Temperature = 0.5f });

        Assert.Equal("I will look.", reply.Text);
        var contents = reply.Messages.Single().Contents.Where(content => content is not UsageContent).ToList();
        Assert.Equal("Look it up first.", string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)));
        var calls = contents.OfType<FunctionCallContent>().ToList();
        Assert.Equal([("call-a", "weather"), ("call-b", "weather")], calls.Select(call => (call.CallId, call.Name)));
        Assert.Equal("Oslo", calls[0].Arguments!["city"]);
        Assert.Equal("[1,2]", Assert.IsType<JsonElement>(calls[1].Arguments!["days"]).GetRawText());
        Assert.Equal(ChatFinishReason.ToolCalls, reply.FinishReason);
        Assert.Equal((20, 9, 5), (reply.Usage!.InputTokenCount, reply.Usage.OutputTokenCount, reply.Usage.CachedInputTokenCount));

        var asked = Assert.Single(server.Requests);
        Assert.Equal(("scripted", streams, "Be brief.", "Weather?"), (asked.Model, asked.Streams, asked.System, asked.Last));
        Assert.Equal(["weather"], asked.Tools);
    }
}
