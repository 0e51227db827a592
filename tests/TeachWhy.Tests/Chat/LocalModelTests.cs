using Microsoft.Extensions.AI;
using TeachWhy.Chat;
using TeachWhy.Tests.App.Serving;
using TeachWhy.Tests.Chat.Servers;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Chat;

/// <summary>A checkpoint on disk, by its name.</summary>
public sealed class LocalModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachwhy-local-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_answers_counts_and_costs_nothing()
    {
        using var model = Open();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => model.Client.GetResponseAsync([new(ChatRole.User, "w1 w2 w3")], new ChatOptions { Temperature = 0, MaxOutputTokens = 5 })));

        Assert.Single(replies.Select(reply => reply.Text).Distinct(StringComparer.Ordinal));
        var statistics = model.Statistics;
        Assert.Equal((20, 0m, 60), (statistics.Answered, statistics.Cost, statistics.Usage.InputTokenCount));
        Assert.Null(statistics.Level);
    }

    [Fact]
    public async Task A_reply_ends_with_the_context_at_the_latest()
    {
        using var model = Open();

        var reply = await model.Client.GetResponseAsync([new(ChatRole.User, string.Join(' ', Enumerable.Repeat("w1", 30)))], new ChatOptions { Temperature = 0 });

        Assert.InRange(reply.Usage!.OutputTokenCount!.Value, 0, 2);
    }

    [Fact]
    public async Task A_conversation_that_outgrew_the_context_fails_alone()
    {
        using var model = Open();

        var failure = await Assert.ThrowsAsync<ChatFailureException>(() => model.Client.GetResponseAsync([new(ChatRole.User, string.Join(' ', Enumerable.Repeat("w1", 40)))]));

        Assert.Equal("The conversation has 40 tokens; the context of small holds 32, and at least one of them is for the answer.", failure.Message);
        Assert.Equal(1, model.Statistics.Failed);
        Assert.NotNull(await model.Client.GetResponseAsync([new(ChatRole.User, "w1")], new ChatOptions { MaxOutputTokens = 1 }));
    }

    [Fact]
    public void Without_a_chat_template_it_cannot_chat()
    {
        var mistake = Assert.Throws<ChatMistakeException>(() => Open(template: null));

        Assert.Equal("'small' has no chat template, so it cannot chat.", mistake.Message);
    }

    private ChatModel Open(string? template = "{%- for message in messages %}{{ message.content }}{% endfor %}")
    {
        var tokenizer = new WordTokenizer(Enumerable.Range(0, 12).Select(word => $"w{word}"));
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = tokenizer.Count, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 1, Hidden = 24, Context = 32 }, seed: 5);
        Checkpoint.Save(Path.Combine(_folder, "small"), model, tokenizer, new CheckpointOrigin("a test", 1, 1, "", ""), new CheckpointOptions { ChatTemplate = template });
        return ChatModels.Open(ChatModelName.Parse("local:small"), new ChatModelOptions { WorkingDirectory = _folder, Sampler = new SamplerOptions { Sequences = 4 } });
    }
}
