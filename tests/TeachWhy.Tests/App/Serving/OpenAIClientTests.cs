using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using TeachWhy.App.Serving;
using ChatCompletion = OpenAI.Chat.ChatCompletion;
using ChatMessage = OpenAI.Chat.ChatMessage;

namespace TeachWhy.Tests.App.Serving;

/// <summary>The official client, as it comes from the package, against the real server.</summary>
public sealed class OpenAIClientTests : IDisposable
{
    private const string Weather = """<tool_call>{"name": "weather", "arguments": {"city":"Oslo"}}</tool_call>""";

    private readonly Recital _recital = new(
        ('?', Recital.Words("Why", ", ", "because ", "it", " is ", "so.")),
        ('!', Recital.Words("Let me ", "look. ", "<tool", "_call>{\"name\": \"wea", "ther\", \"arguments\": {\"city\":\"Oslo\"}}</too", "l_call>", Weather)));

    [Fact]
    public async Task It_chats()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        ChatCompletion completion = await Chat(server).CompleteChatAsync(new SystemChatMessage("Be brief."), new UserChatMessage("Why?"));

        Assert.Equal("Why, because it is so.", completion.Content.Single().Text);
        Assert.Equal((ChatFinishReason.Stop, "small", "fp_test"), (completion.FinishReason, completion.Model, completion.SystemFingerprint));
        Assert.Equal(("Be brief.Why?".Length, 6), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount));
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
        Assert.StartsWith("chatcmpl-", completion.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_streams_the_same_and_counts_the_tokens_at_the_end()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());
        var (text, last) = (new StringBuilder(), default(StreamingChatCompletionUpdate));
        ChatTokenUsage? usage = null;
        ChatFinishReason? reason = null;

        await foreach (var update in Chat(server).CompleteChatStreamingAsync([new UserChatMessage("Why?")]))
        {
            foreach (var part in update.ContentUpdate)
            {
                text.Append(part.Text);
            }

            reason ??= update.FinishReason;
            usage = update.Usage;
            Assert.Equal(last?.CompletionId ?? update.CompletionId, update.CompletionId);
            last = update;
        }

        Assert.Equal(("Why, because it is so.", ChatFinishReason.Stop), (text.ToString(), reason));
        Assert.Equal((4, 6), (usage!.InputTokenCount, usage.OutputTokenCount));
    }

    [Fact]
    public async Task It_gets_calls_of_tools_and_sends_their_results()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());
        List<ChatMessage> messages = [new UserChatMessage("Weather!")];
        var options = new ChatCompletionOptions { Tools = { WeatherTool } };

        ChatCompletion completion = await Chat(server).CompleteChatAsync(messages, options);

        Assert.Equal((ChatFinishReason.ToolCalls, "Let me look."), (completion.FinishReason, completion.Content.Single().Text));
        Assert.Equal(2, completion.ToolCalls.Count);
        Assert.All(completion.ToolCalls, call => Assert.Equal(("weather", "{\"city\":\"Oslo\"}"), (call.FunctionName, call.FunctionArguments.ToString())));
        Assert.NotEqual(completion.ToolCalls[0].Id, completion.ToolCalls[1].Id);

        messages.Add(new AssistantChatMessage(completion));
        messages.AddRange(completion.ToolCalls.Select(call => ChatMessage.CreateToolMessage(call.Id, "Rain. Why?")));
        ChatCompletion answer = await Chat(server).CompleteChatAsync(messages, options);

        Assert.Equal("Why, because it is so.", answer.Content.Single().Text);
    }

    [Fact]
    public async Task It_gets_one_call_where_it_wants_no_more_and_none_where_it_wants_none()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        ChatCompletion one = await Chat(server).CompleteChatAsync(
            [new UserChatMessage("Weather!")], new ChatCompletionOptions { Tools = { WeatherTool }, AllowParallelToolCalls = false });
        ChatCompletion none = await Chat(server).CompleteChatAsync(
            [new UserChatMessage("Weather!")], new ChatCompletionOptions { Tools = { WeatherTool }, ToolChoice = ChatToolChoice.CreateNoneChoice() });

        Assert.Equal((1, ChatFinishReason.ToolCalls, 6), (one.ToolCalls.Count, one.FinishReason, one.Usage.OutputTokenCount));
        Assert.Equal((0, ChatFinishReason.Stop, $"Let me look. {Weather}{Weather}"), (none.ToolCalls.Count, none.FinishReason, none.Content.Single().Text));
    }

    [Fact]
    public async Task It_streams_calls_of_tools()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());
        var (text, calls) = (new StringBuilder(), new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>());
        ChatFinishReason? reason = null;

        await foreach (var update in Chat(server).CompleteChatStreamingAsync([new UserChatMessage("Weather!")], new ChatCompletionOptions { Tools = { WeatherTool } }))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            foreach (var call in update.ToolCallUpdates)
            {
                calls.TryAdd(call.Index, (call.ToolCallId, call.FunctionName, new StringBuilder()));
                calls[call.Index].Arguments.Append(call.FunctionArgumentsUpdate);
            }

            reason ??= update.FinishReason;
        }

        Assert.Equal(("Let me look.", ChatFinishReason.ToolCalls), (text.ToString(), reason));
        Assert.Equal(["0 weather {\"city\":\"Oslo\"}", "1 weather {\"city\":\"Oslo\"}"], calls.Select(call => $"{call.Key} {call.Value.Name} {call.Value.Arguments}"));
        Assert.Equal(2, calls.Values.Select(call => call.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Thoughts_are_apart_from_what_is_said()
    {
        using var recital = new Recital(('~', Recital.Words("<th", "ink>He asks ", "for three.", "</think>", "\n\n", "Thr", "ee.")));
        await using var server = await RunningServer.StartAsync(recital.Serve());
        const string Body = """{"model":"small","messages":[{"role":"user","content":"~"}]""";

        var whole = (await server.AskAsync("/v1/chat/completions", Body + "}"))["choices"]![0]!["message"]!;
        var parts = (await server.StreamAsync("/v1/chat/completions", Body + ",\"stream\":true}")).Select(part => part["choices"]![0]!["delta"]!).ToList();

        Assert.Equal(("He asks for three.", "Three."), ((string)whole["reasoning_content"]!, (string)whole["content"]!));
        Assert.Equal("He asks for three.", string.Concat(parts.Select(part => (string?)part["reasoning_content"])));
        Assert.Equal("Three.", string.Concat(parts.Select(part => (string?)part["content"])));
    }

    [Fact]
    public async Task It_gets_the_probabilities_of_every_token_and_of_its_rivals()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());
        var options = new ChatCompletionOptions { IncludeLogProbabilities = true, TopLogProbabilityCount = 3, MaxOutputTokenCount = 12, Seed = 4, Temperature = 1 };

        ChatCompletion completion = await Chat(server).CompleteChatAsync([new UserChatMessage("Noise")], options);

        Assert.Equal(completion.Usage.OutputTokenCount, completion.ContentTokenLogProbabilities.Count);
        Assert.All(completion.ContentTokenLogProbabilities, token =>
        {
            Assert.InRange(token.LogProbability, -20, 0);
            Assert.Equal(3, token.TopLogProbabilities.Count);
            Assert.Equal(token.TopLogProbabilities.OrderByDescending(rival => rival.LogProbability), token.TopLogProbabilities);
        });
    }

    [Fact]
    public async Task It_lists_models_and_finds_one()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());
        var models = new OpenAIModelClient(new ApiKeyCredential("none"), Options(server));

        OpenAIModelCollection all = await models.GetModelsAsync();
        OpenAIModel one = await models.GetModelAsync("small");

        Assert.Equal(("small", "teachwhy"), (all.Single().Id, all.Single().OwnedBy));
        Assert.Equal("small", one.Id);
    }

    [Fact]
    public async Task It_understands_errors()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve(), new ServerOptions { Token = "right" });

        Assert.Equal(401, await StatusAsync(Chat(server, key: "wrong")));
        Assert.Equal(404, await StatusAsync(Chat(server, model: "large", key: "right")));
        Assert.Equal(400, await StatusAsync(Chat(server, key: "right"), new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat() }));
        ChatCompletion completion = await Chat(server, key: "right").CompleteChatAsync([new UserChatMessage("Why?")]);
        Assert.NotEmpty(completion.Content);
    }

    public void Dispose() => _recital.Dispose();

    private static ChatTool WeatherTool => ChatTool.CreateFunctionTool(
        "weather", "The weather of a city.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    private static async Task<int> StatusAsync(ChatClient chat, ChatCompletionOptions? options = null) =>
        (await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync([new UserChatMessage("Why?")], options))).Status;

    private static ChatClient Chat(RunningServer server, string model = "small", string key = "none") => new(model, new ApiKeyCredential(key), Options(server));

    private static OpenAIClientOptions Options(RunningServer server) =>
        new() { Endpoint = new Uri(server.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) };
}
