using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Chat.Local;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

/// <summary>What goes out on the wire, and how a conversation goes on.</summary>
public sealed class ConversationTests
{
    private static readonly AITool Mail = AIFunctionFactory.CreateDeclaration(
        "mail", "Sends mail.", JsonDocument.Parse("""{"type":"object","properties":{"to":{"type":"string"}},"required":["to"],"additionalProperties":false}""").RootElement, null);

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task Results_of_tools_go_back_to_the_calls_they_answer(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number == 1
            ? new ScriptedReply.Said { Thought = "Two at once.", Calls = [new("a", "mail", """{"to":"Ann"}"""), new("b", "mail", """{"to":"Bob"}""")] }
            : new ScriptedReply.Said { Text = "Sent." });
        using var model = server.Open(name, streams);
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.System, "And kind."), new(ChatRole.User, "Write to both.")];
        var options = new ChatOptions { Tools = [Mail] };

        var first = await model.Client.GetResponseAsync(messages, options);
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "sent to Ann"), new FunctionResultContent("b", "sent to Bob")]));
        var second = await model.Client.GetResponseAsync(messages, options);

        Assert.Equal("Sent.", second.Text);
        var asked = server.Requests.Last();
        Assert.Equal("Be brief.\nAnd kind.", asked.System);
        var expected = asked.IsAnthropic
            ? """
              [{"role":"user","content":[{"type":"text","text":"Write to both."}]},
               {"role":"assistant","content":[{"type":"thinking","thinking":"Two at once.","signature":"signed-by-the-provider"},
                {"type":"tool_use","id":"a","name":"mail","input":{"to":"Ann"}},{"type":"tool_use","id":"b","name":"mail","input":{"to":"Bob"}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error":false,"content":"sent to Ann"},{"type":"tool_result","tool_use_id":"b","is_error":false,"content":"sent to Bob"}]}]
              """
            : $$$"""
              [{"role":"system","content":"Be brief."},{"role":"system","content":"And kind."},{"role":"user","content":"Write to both."},
               {"role":"assistant","content":"",{{{(string.Equals(name, "compatible", StringComparison.Ordinal) ? "\"reasoning_content\":\"Two at once.\"," : "")}}}
                "tool_calls":[{"id":"a","type":"function","function":{"name":"mail","arguments":"{\"to\":\"Ann\"}"}},{"id":"b","type":"function","function":{"name":"mail","arguments":"{\"to\":\"Bob\"}"}}]},
               {"role":"tool","tool_call_id":"a","content":"sent to Ann"},{"role":"tool","tool_call_id":"b","content":"sent to Bob"}]
              """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), asked.Messages), asked.Messages.ToJsonString());
    }

    // Anthropic takes a thought only with its own signature: another model's is left out.
    [Fact]
    public async Task A_thought_that_Anthropic_did_not_sign_is_not_sent_to_it()
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = server.Open("anthropic/scripted");

        await model.Client.GetResponseAsync([new(ChatRole.User, "Hm?"), new(ChatRole.Assistant, [new TextReasoningContent("mine alone"), new TextContent("Hm.")]), new(ChatRole.User, "So?")]);

        Assert.DoesNotContain("mine alone", server.Requests.Single().Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Hm.", server.Requests.Single().Body.ToJsonString(), StringComparison.Ordinal);
    }

    // Not JSON, no object, and cut off: the call is there, its arguments are not, and it says so.
    [Theory]
    [InlineData("openai/scripted", false, "{\"to\": ")]
    [InlineData("openai/scripted", false, "[\"Ann\"]")]
    [InlineData("openai/scripted", true, "to Ann")]
    [InlineData("compatible", true, "{\"to\": \"Ann\"}}")]
    [InlineData("anthropic/scripted", true, "{\"to\": ")]
    public async Task A_call_with_bad_arguments_is_a_call_that_says_so(string name, bool streams, string arguments)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Calls = [new("a", "mail", arguments)] });
        using var model = server.Open(name, streams);

        var reply = await model.AskAsync(options: new ChatOptions { Tools = [Mail] });

        var call = Assert.Single(reply.Messages.Single().Contents.OfType<FunctionCallContent>());
        Assert.Equal(("a", "mail"), (call.CallId, call.Name));
        Assert.NotNull(call.Exception);
        Assert.Null(call.Arguments);
        Assert.Equal(1, server.Asked);
    }

    [Theory]
    [InlineData("openai/scripted", "max_completion_tokens", false)]
    [InlineData("compatible", "max_tokens", true)]
    public async Task Sampling_is_asked_for_in_the_servers_own_words(string name, string most, bool hasTopK)
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = server.Open(name);

        await model.AskAsync(options: new ChatOptions { MaxOutputTokens = 55, Temperature = 0.7f, TopP = 0.9f, TopK = 5, Seed = 123, StopSequences = ["END"] });

        var body = server.Requests.Single().Body;
        Assert.Equal(55, body[most]!.GetValue<int>());
        Assert.Equal(("0.7", "0.9"), (body["temperature"]!.ToJsonString(), body["top_p"]!.ToJsonString()));
        Assert.Equal(123, body["seed"]!.GetValue<long>());
        Assert.Equal("END", body["stop"]![0]!.GetValue<string>());
        Assert.Equal(hasTopK, body.ContainsKey("top_k"));
    }

    // Anthropic wants a bound on every reply, and its client's own would cut most of them; a server on one's own machine knows its context.
    [Theory]
    [InlineData("anthropic/scripted", "max_tokens", 8192)]
    [InlineData("openai/scripted", "max_completion_tokens", 8192)]
    [InlineData("compatible", "max_tokens", null)]
    public async Task A_reply_is_bounded_where_nobody_says(string name, string most, int? expected)
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = server.Open(name);

        await model.AskAsync();

        Assert.Equal(expected, server.Requests.Single().Body[most]?.GetValue<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Anthropic_is_asked_for_another_temperature_in_the_version_that_has_one(bool streams)
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = server.Open("anthropic/scripted", streams);

        await model.AskAsync(options: new ChatOptions { Seed = 5, Temperature = 0.2f, TopP = 0.9f, TopK = 4, Tools = [Mail] });
        await model.AskAsync(options: new ChatOptions { Seed = 5, Temperature = 1, Tools = [Mail] });

        var (changed, usual) = (server.Requests.First(), server.Requests.Last());
        Assert.Equal(("0.2", "0.9", "4"), (changed.Body["temperature"]!.ToJsonString(), changed.Body["top_p"]!.ToJsonString(), changed.Body["top_k"]!.ToJsonString()));
        Assert.Equal(("2023-06-01", "2026-10-21"), (changed.Headers["anthropic-version"], usual.Headers["anthropic-version"]));
        Assert.DoesNotContain("temperature", (IDictionary<string, JsonNode?>)usual.Body);
        Assert.All(server.Requests, asked => Assert.Equal(("Be brief.", "Why?", 8192), (asked.System, asked.Last, asked.Body["max_tokens"]!.GetValue<int>())));
        Assert.All(server.Requests, asked => Assert.DoesNotContain("seed", (IDictionary<string, JsonNode?>)asked.Body));
        Assert.All(server.Requests, asked => Assert.Equal(["mail"], asked.Tools));
    }

    // A judge would like 0; the newest models of two providers take nothing but their own.
    [Theory]
    [InlineData("anthropic/scripted", "temperature is deprecated for this model.")]
    [InlineData("openai/scripted", "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.")]
    public async Task A_temperature_that_is_only_wished_for_is_left_out_where_the_model_takes_none(string name, string refusal)
    {
        await using var server = await ScriptedServer.StartAsync(request =>
            request.Body.ContainsKey("temperature") ? new ScriptedReply.Status(400, refusal, "invalid_request_error") : new ScriptedReply.Said { Text = "Yes." });
        using var model = server.Open(name);

        await model.AskAsync(options: new ChatOptions().WithWishedTemperature(0));
        await model.AskAsync(options: new ChatOptions().WithWishedTemperature(0));

        Assert.Equal(3, server.Asked);
    }

    [Fact]
    public async Task A_temperature_that_is_asked_for_is_kept_or_refused()
    {
        await using var server = await ScriptedServer.StartAsync(request =>
            request.Body.ContainsKey("temperature") ? new ScriptedReply.Status(400, "temperature is deprecated for this model.") : new ScriptedReply.Said { Text = "Yes." });
        using var model = server.Open("anthropic/scripted");

        var mistake = await Assert.ThrowsAsync<ChatMistakeException>(() => model.AskAsync(options: new ChatOptions { Temperature = 0 }));

        Assert.Contains("temperature is deprecated for this model", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai/scripted")]
    [InlineData("anthropic/scripted")]
    public async Task A_structured_answer_is_asked_for_by_its_schema(string name)
    {
        await using var server = await ScriptedServer.SayingAsync("""{"to":"Ann"}""");
        using var model = server.Open(name);

        await model.AskAsync(options: new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(((AIFunctionDeclaration)Mail).JsonSchema, "answer") });

        var body = server.Requests.Single().Body;
        var schema = server.Requests.Single().IsAnthropic ? body["output_config"]!["format"]!["schema"]! : body["response_format"]!["json_schema"]!["schema"]!;
        Assert.Equal("string", schema["properties"]!["to"]!["type"]!.GetValue<string>());
        Assert.True(server.Requests.Single().IsAnthropic || body["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Keys_go_in_the_headers_of_their_providers_and_a_server_without_one_gets_none()
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        foreach (var name in new[] { "anthropic/scripted", "openai/scripted", "compatible" })
        {
            using var model = server.Open(name);
            await model.AskAsync();
        }

        var headers = server.Requests.Select(request => request.Headers).ToList();
        Assert.All(headers.Take(2), header => Assert.Equal("Bearer key-of-the-test", header["Authorization"]));
        Assert.DoesNotContain("Authorization", headers[2].Keys);
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_reply_that_reached_its_bound_says_so(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "And then", End = ScriptedEnd.Length });
        using var model = server.Open(name, streams);

        Assert.Equal(ChatFinishReason.Length, (await model.AskAsync()).FinishReason);
    }

    // Some servers send parts, some call thoughts reasoning, some tell of an error with a status that says all is well.
    [Fact]
    public async Task Compatible_servers_with_forms_of_their_own_are_understood()
    {
        string[] bodies =
        [
            """{"choices":[{"message":{"content":[{"type":"text","text":"Part one, "},{"type":"text","text":"part two."}],"reasoning":"hm"},"finish_reason":"stop"}]}""",
            """{"error":{"message":"upstream is busy","code":429}}""",
            """{"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"mail","arguments":{"to":"Ann"}}}]},"finish_reason":"tool_calls"}]}""",
        ];
        await using var server = await ScriptedServer.StartAsync(request => new ScriptedReply.Raw(bodies[request.Number - 1]));
        using var model = server.Open("compatible");

        var parts = await model.AskAsync();
        var call = await model.AskAsync();

        Assert.Equal("Part one, part two.", parts.Text);
        Assert.Equal("hm", parts.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(2, call.AdditionalProperties![RetryingClient.AttemptsProperty]);
        Assert.Equal("Ann", call.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments!["to"]);
    }

    // llama-server and others hand out the text of a model whose form they do not know, and force theirs upon it when tools may be called.
    [Fact]
    public async Task Calls_that_a_server_hands_out_as_text_are_read_as_a_local_checkpoints_are()
    {
        await using var server = await ScriptedServer.SayingAsync(" ann must know . call : mail to ann : hello . <end>");
        using var model = server.Open("compatible", change: options => options with { TextForm = new ReplyForm { Calls = CallForm.Words } });

        var reply = await model.AskAsync(options: new ChatOptions { Tools = [Mail] });

        Assert.Equal("ann must know", reply.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text.Trim());
        var call = reply.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        Assert.Equal(("mail", "to ann : hello"), (call.Name, call.Arguments!["text"]));
        Assert.Equal(("none", 1), (server.Requests.Single().Body["tool_choice"]!.GetValue<string>(), server.Requests.Single().Tools.Count));
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_tool_without_a_schema_is_offered_all_the_same(string name, bool streams)
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = server.Open(name, streams);

        await model.AskAsync(options: new ChatOptions { Tools = [Mail, new NamedTool()] });

        Assert.Equal(["mail", "decide"], server.Requests.Single().Tools);
    }

    private sealed class NamedTool : AITool
    {
        public override string Name => "decide";
    }
}
