using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class ChatFailureTests
{
    private static readonly ScriptedReply.Said Because = new() { Text = "Because." };

    public static TheoryData<int, string> Mistakes
    {
        get
        {
            var all = new TheoryData<int, string>();
            foreach (var status in new[] { 400, 401, 402, 403, 404, 405, 413, 422, 302 })
            {
                all.Add(status, "anthropic/scripted");
                all.Add(status, "openai/scripted");
                all.Add(status, "compatible");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task What_would_go_wrong_every_time_ends_the_run_with_the_providers_words(int status, string name)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(status, "temperature: is\n not \u001b[31mallowed."));
        using var model = server.Open(name);

        var mistake = await Assert.ThrowsAsync<ChatMistakeException>(() => model.AskAsync());

        Assert.Contains($"status {status}, temperature: is not [31mallowed.", mistake.Message, StringComparison.Ordinal);
        Assert.StartsWith(model.Name.Text, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Asked);
    }

    // A conversation that a model has led into a corner must not end the other ten thousand.
    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task What_is_refused_when_others_were_answered_is_that_conversations_own_fault(int status)
    {
        await using var server = await ScriptedServer.StartAsync(request => request.Number == 2 ? new ScriptedReply.Status(status) : Because);
        using var model = server.Open("openai/scripted");
        await model.AskAsync();

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Equal(1, failure.Attempts);
        Assert.Equal("Because.", (await model.AskAsync()).Text);
    }

    // As Anthropic, OpenAI, vLLM and llama-server put it.
    [Theory]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", "invalid_request_error")]
    [InlineData("This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.", "BadRequestError")]
    [InlineData("the request exceeds the available context size", "exceed_context_size_error")]
    [InlineData("too long", "context_length_exceeded")]
    public async Task A_conversation_that_outgrew_the_context_fails_alone(string message, string type)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(400, message, type));
        using var model = server.Open("openai/scripted");

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.AskAsync());

        Assert.Equal((1, 1), (failure.Attempts, server.Asked));
        Assert.Contains(message.TrimEnd('.'), failure.Message, StringComparison.Ordinal);
    }

    // A provider's filter is neither the model's refusal nor a fault.
    [Theory]
    [InlineData("Output blocked by content filtering policy", "invalid_request_error")]
    [InlineData("The response was filtered due to the prompt triggering content management policy", "content_filter")]
    [InlineData("Invalid prompt: your prompt was flagged as potentially violating our usage policy", "invalid_prompt")]
    public async Task A_request_that_the_provider_filters_is_a_reply_that_says_so(string message, string type)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(400, message, type));
        using var model = server.Open("anthropic/scripted");

        var reply = await model.AskAsync();

        Assert.Equal((ChatFinishReason.ContentFilter, ""), (reply.FinishReason, reply.Text));
        Assert.Contains(message, (string)reply.AdditionalProperties![AttemptClient.Refused]!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_reply_that_the_provider_stops_ends_in_its_filter(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "Well,", End = ScriptedEnd.Filtered });
        using var model = server.Open(name, streams);

        var reply = await model.AskAsync();

        Assert.Equal((ChatFinishReason.ContentFilter, "Well,"), (reply.FinishReason, reply.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_in_OpenAIs_own_field_is_the_models_and_said(bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Refusal = "I won't." });
        using var model = server.Open("openai/scripted", streams);

        var reply = await model.AskAsync();

        Assert.Equal((ChatFinishReason.Stop, "I won't."), (reply.FinishReason, reply.Text));
        Assert.True(Assert.IsType<bool>(reply.Messages.Single().Contents.OfType<TextContent>().Single().AdditionalProperties![OpenAiReply.Refusal]));
    }

    [Theory]
    [InlineData("anthropic/scripted")]
    [InlineData("openai/scripted")]
    public async Task A_key_is_never_repeated_even_where_the_provider_does(string name)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(401, "Incorrect API key provided: key-of-the-test"));
        using var model = server.Open(name);

        var mistake = await Assert.ThrowsAsync<ChatMistakeException>(() => model.AskAsync());

        Assert.DoesNotContain("key-of-the-test", mistake.ToString(), StringComparison.Ordinal);
        Assert.Contains("Incorrect API key provided: (key)", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_in_place_of_an_error_becomes_one_short_sentence()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Status(404, new string('x', 5 << 20)));
        using var model = server.Open("openai/scripted");

        var mistake = await Assert.ThrowsAsync<ChatMistakeException>(() => model.AskAsync());

        Assert.InRange(mistake.Message.Length, 300, 500);
    }

    [Theory]
    [InlineData("anthropic/claude", "ANTHROPIC_API_KEY")]
    [InlineData("openai/gpt", "OPENAI_API_KEY")]
    public void A_missing_key_is_named(string name, string variable)
    {
        var mistake = Assert.Throws<ChatMistakeException>(() => ChatModels.Open(ChatModelName.Parse(name), new ChatModelOptions { Variable = _ => null }));

        Assert.Equal($"{name} needs a key in the environment variable {variable}, which is not set.", mistake.Message);
    }

    [Fact]
    public void A_key_with_a_line_break_is_refused_without_being_shown()
    {
        var mistake = Assert.Throws<ChatMistakeException>(() => ChatModels.Open(ChatModelName.Parse("openai/gpt"), new ChatModelOptions { Variable = name => name.EndsWith("KEY", StringComparison.Ordinal) ? "sk-abc\r\nHost: elsewhere" : null }));

        Assert.DoesNotContain("sk-abc", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_named()
    {
        var mistake = Assert.Throws<ChatMistakeException>(() => ChatModels.Open(
            ChatModelName.Parse("openai/gpt"), new ChatModelOptions { Variable = name => name.EndsWith("URL", StringComparison.Ordinal) ? "localhost" : "key" }));

        Assert.Equal("OPENAI_BASE_URL is 'localhost'; it must be an address such as https://api.openai.com/v1.", mistake.Message);
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_is_named()
    {
        var mistake = Assert.Throws<ChatMistakeException>(() => ChatModels.Open(ChatModelName.Parse("local:no/such/checkpoint")));

        Assert.StartsWith("'no/such/checkpoint' is not a checkpoint", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_named()
    {
        var server = await ScriptedServer.SayingAsync("gone");
        var name = server.Compatible();
        await server.DisposeAsync();
        using var model = ChatModels.Open(name, new ChatModelOptions { Variable = _ => null, Time = Asking.Patient() });

        var mistake = await Assert.ThrowsAsync<ChatMistakeException>(() => model.AskAsync());

        Assert.StartsWith($"{name.Text} cannot be reached after 10 attempts: nobody answers at 127.0.0.1:{name.Address!.Port}", mistake.Message, StringComparison.Ordinal);
    }
}
