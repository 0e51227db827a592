using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.Chat.Servers;

namespace TeachWhy.Tests.Chat;

public sealed class ReplyCacheTests : IDisposable
{
    private static readonly ChatOptions Seeded = new() { Seed = 7, Temperature = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-cache-").FullName;

    [Theory]
    [MemberData(nameof(Asking.Ways), MemberType = typeof(Asking))]
    public async Task A_reply_that_is_kept_comes_back_as_it_was_and_costs_nothing(string name, bool streams)
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said
        {
            Thought = "Hm.", Text = "I will.", Calls = [new("a", "mail", """{"to":"Ann","copies":[1,{"x":"y"}]}""")], InputTokens = 30, CachedTokens = 10, OutputTokens = 5,
        });
        using var model = Open(server, name, streams);

        var first = await model.AskAsync(options: Seeded);
        var second = await model.AskAsync(options: Seeded);

        Assert.Equal(1, server.Asked);
        Assert.Equal(Written(first), Written(second));
        Assert.Equal(first.FinishReason, second.FinishReason);
        Assert.Equal((30, 5, 10), (second.Usage!.InputTokenCount, second.Usage.OutputTokenCount, second.Usage.CachedInputTokenCount));
        Assert.True(Assert.IsType<bool>(second.AdditionalProperties![CachingClient.FromCache]));
        Assert.Equal("Ann", second.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single().Arguments!["to"]);
        var statistics = model.Statistics;
        Assert.Equal((1, 1, 30, 30), (statistics.Answered, statistics.FromCache, statistics.Usage.InputTokenCount, statistics.CachedUsage.InputTokenCount));
    }

    // A thought of Anthropic's goes back with its signature, from the cache too.
    [Fact]
    public async Task A_conversation_goes_on_from_a_kept_reply_as_from_the_first()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Thought = "Hm.", Calls = [new("a", "mail", """{"to":"Ann"}""")] });
        using var model = Open(server, "anthropic/scripted");
        var bodies = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            List<ChatMessage> messages = [new(ChatRole.User, "Write.")];
            messages.AddRange((await model.Client.GetResponseAsync(messages, Seeded)).Messages);
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", "sent")]));
            await model.Client.GetResponseAsync(messages, new ChatOptions { Temperature = 1 });
            bodies.Add(server.Requests.Last().Messages.ToJsonString());
        }

        Assert.Equal(3, server.Asked);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.Contains("signed-by-the-provider", bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_bad_arguments_is_still_one_when_it_comes_back()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Calls = [new("a", "mail", "{\"to\": ")] });
        using var model = Open(server);

        await model.AskAsync(options: Seeded);
        var call = (await model.AskAsync(options: Seeded)).Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();

        Assert.Equal(1, server.Asked);
        Assert.NotNull(call.Exception);
        Assert.Null(call.Arguments);
    }

    // One draw must not stand for another; what was drawn with its own seed stands for itself.
    [Theory]
    [InlineData(1f, null, null, 2)]
    [InlineData(null, null, null, 2)]
    [InlineData(0f, null, null, 1)]
    [InlineData(1f, 5L, null, 1)]
    [InlineData(1f, null, "epoch 1", 1)]
    public async Task Only_what_would_be_the_same_again_is_kept(float? temperature, long? seed, string? salt, int expected)
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = Open(server, salt: salt);

        await model.AskAsync(options: new ChatOptions { Temperature = temperature, Seed = seed });
        await model.AskAsync(options: new ChatOptions { Temperature = temperature, Seed = seed });

        Assert.Equal(expected, server.Asked);
    }

    public static TheoryData<string, Func<ChatOptions, ChatOptions>> Changes => new()
    {
        { "seed", options => With(options, o => o.Seed = 8) },
        { "temperature", options => With(options, o => o.Temperature = 0.5f) },
        { "length", options => With(options, o => o.MaxOutputTokens = 5) },
        { "top p", options => With(options, o => o.TopP = 0.5f) },
        { "stops", options => With(options, o => o.StopSequences = ["."]) },
        { "tools", options => With(options, o => o.Tools = [AIFunctionFactory.CreateDeclaration("mail", "Sends.", JsonDocument.Parse("{}").RootElement, null)]) },
        { "form", options => With(options, o => o.ResponseFormat = ChatResponseFormat.Json) },
        { "model", options => With(options, o => o.ModelId = "other") },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_is_asked_otherwise_is_asked_again(string what, Func<ChatOptions, ChatOptions> change)
    {
        Assert.NotEmpty(what);
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        using var model = Open(server);

        await model.AskAsync(options: Seeded);
        await model.AskAsync(options: change(Seeded));
        await model.AskAsync("Why not?", Seeded);

        Assert.Equal(3, server.Asked);
    }

    [Fact]
    public async Task Another_salt_is_another_draw()
    {
        await using var server = await ScriptedServer.SayingAsync("Yes.");
        foreach (var salt in new[] { "1", "2", "1" })
        {
            using var model = Open(server, salt: salt);
            await model.AskAsync();
        }

        Assert.Equal(2, server.Asked);
    }

    // Cut off, another's, empty, a letter changed within a reply that still reads: none of it is a reply.
    [Theory]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("empty")]
    [InlineData("changed")]
    public async Task A_damaged_entry_is_asked_again_and_mended(string damage)
    {
        await using var server = await ScriptedServer.SayingAsync("Certainly.");
        using var model = Open(server);
        await model.AskAsync(options: Seeded);
        var file = Entries().Single();
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, damage switch
        {
            "cut" => text[..(text.Length / 2)],
            "other" => "[1, 2, 3]",
            "empty" => "",
            _ => text.Replace("Certainly", "Curtainly", StringComparison.Ordinal),
        });

        var again = await model.AskAsync(options: Seeded);
        await model.AskAsync(options: Seeded);

        Assert.Equal(("Certainly.", 2), (again.Text, server.Asked));
        Assert.InRange((await File.ReadAllTextAsync(file)).Length, text.Length - 2, text.Length + 2);
    }

    [Fact]
    public async Task A_full_folder_loses_its_oldest_replies()
    {
        await using var server = await ScriptedServer.SayingAsync(new string('x', 10_000));
        using var model = Open(server, change: cache => cache with { MostBytes = 100_000 });

        for (var seed = 0; seed < 40; seed++)
        {
            await model.AskAsync(options: new ChatOptions { Seed = seed });
        }

        Assert.InRange(Entries().Sum(file => new FileInfo(file).Length), 50_000, 100_000);
        await model.AskAsync(options: new ChatOptions { Seed = 39 });
        Assert.Equal(40, server.Asked);
    }

    [Fact]
    public async Task What_the_filter_of_a_provider_ended_is_not_kept()
    {
        await using var server = await ScriptedServer.StartAsync(_ => new ScriptedReply.Said { Text = "Well", End = ScriptedEnd.Filtered });
        using var model = Open(server);

        await model.AskAsync(options: Seeded);
        await model.AskAsync(options: Seeded);

        Assert.Equal(2, server.Asked);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ChatOptions With(ChatOptions options, Action<ChatOptions> change)
    {
        var changed = options.Clone();
        change(changed);
        return changed;
    }

    private static string Written(ChatResponse response) => JsonSerializer.Serialize(response.Messages.SelectMany(message => message.Contents), AIJsonUtilities.DefaultOptions);

    private IEnumerable<string> Entries() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories);

    private ChatModel Open(ScriptedServer server, string name = "openai/scripted", bool streams = false, string? salt = null, Func<CacheOptions, CacheOptions>? change = null)
    {
        var cache = new CacheOptions(_folder) { Salt = salt };
        return server.Open(name, streams, change: options => options with { Cache = change?.Invoke(cache) ?? cache });
    }
}
