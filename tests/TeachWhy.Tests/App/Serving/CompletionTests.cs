using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.App.Serving;

public sealed class CompletionTests : IDisposable
{
    private const string Path = "/v1/completions";

    // The euro sign comes in three tokens, each of which alone is no character; the last script ends in half of one.
    private readonly Recital _recital = new(
        ('?', Recital.Words("one ", "two ", "three ", "four")),
        ('$', [[0xE2], [0x82], [0xAC], .. Recital.Words(" is a ", "euro")]),
        ('%', [.. Recital.Words("half "), [0xE2, 0x82]]));

    [Fact]
    public async Task A_text_a_list_of_texts_and_tokens_are_continued()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        Assert.Equal(["one two three four"], await TextsAsync(server, """ "What?" """));
        Assert.Equal(["one two three four", "€ is a euro"], await TextsAsync(server, """ ["What?", "A $"] """));
        Assert.Equal(["one two three four"], await TextsAsync(server, "[65, 63]"));
        Assert.Equal(["one two three four", "€ is a euro"], await TextsAsync(server, "[[65, 63], [36]]"));
    }

    [Fact]
    public async Task Tokens_are_counted_over_all_prompts_and_answers()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        var answer = await server.AskAsync(Path, """{"model":"small","prompt":["What?","$"],"n":2}""");

        Assert.Equal("""{"prompt_tokens":6,"completion_tokens":18,"total_tokens":24}""", answer["usage"]!.ToJsonString());
        Assert.Equal([0, 1, 2, 3], answer["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
    }

    [Theory]
    [InlineData("", "stop", "one two three four", 4)]
    [InlineData(""","max_tokens":3""", "length", "one two three ", 3)]
    [InlineData(""","max_tokens":4""", "length", "one two three four", 4)]
    [InlineData(""","stop":"three" """, "stop", "one two ", 3)]
    [InlineData(""","stop":"o t" """, "stop", "one tw", 3)]
    [InlineData(""","stop":["fourth", "ee f"]""", "stop", "one two thr", 4)]
    [InlineData(""","stop":["fourth", "five"]""", "stop", "one two three four", 4)]
    [InlineData(""","stop":"one" """, "stop", "", 1)]
    [InlineData(""","echo":true""", "stop", "What?one two three four", 4)]
    public async Task An_answer_ends_where_and_why_it_says_whole_or_streamed(string options, string reason, string text, int tokens)
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        var answer = await server.AskAsync(Path, $$"""{"model":"small","prompt":"What?"{{options}}}""");
        var events = await server.StreamAsync(Path, $$$"""{"model":"small","prompt":"What?"{{{options}}},"stream":true,"stream_options":{"include_usage":true}}""");

        Assert.Equal((text, reason), ((string)answer["choices"]![0]!["text"]!, (string)answer["choices"]![0]!["finish_reason"]!));
        Assert.Equal(tokens, (int)answer["usage"]!["completion_tokens"]!);
        var parts = events.SkipLast(1).Select(part => part["choices"]![0]!).ToList();
        Assert.Equal(text, string.Concat(parts.Select(part => (string)part["text"]!)));
        Assert.Equal(reason, (string)parts[^1]["finish_reason"]!);
        Assert.All(parts.SkipLast(1), part => Assert.Null(part["finish_reason"]));
        Assert.Empty(events[^1]["choices"]!.AsArray());
        Assert.Equal(answer["usage"]!.ToJsonString(), events[^1]["usage"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stream_holds_whole_characters_only()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        var euro = await server.StreamAsync(Path, """{"model":"small","prompt":"$","stream":true}""");
        var half = await server.StreamAsync(Path, """{"model":"small","prompt":"%","stream":true}""");

        Assert.Equal(["€", " is a ", "euro", ""], euro.Select(part => (string)part["choices"]![0]!["text"]!));
        Assert.Equal(["half ", "\uFFFD"], half.Select(part => (string)part["choices"]![0]!["text"]!));
    }

    [Fact]
    public async Task Probabilities_belong_to_the_tokens_of_the_answer()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve());

        var answer = await server.AskAsync(Path, """{"model":"small","prompt":"What?","logprobs":2,"stop":"ee"}""");
        var events = await server.StreamAsync(Path, """{"model":"small","prompt":"What?","logprobs":2,"stop":"ee","stream":true}""");

        var whole = answer["choices"]![0]!["logprobs"]!;
        Assert.Equal(["one ", "two ", "three "], whole["tokens"]!.AsArray().Select(token => (string)token!));
        Assert.Equal([0, 4, 8], whole["text_offset"]!.AsArray().Select(offset => (int)offset!));
        Assert.All(whole["token_logprobs"]!.AsArray(), token => Assert.Equal(0, (float)token!, tolerance: 1e-4));
        Assert.All(whole["top_logprobs"]!.AsArray(), likely => Assert.Equal(2, likely!.AsObject().Count));
        Assert.Equal(["one ", "two ", "three "], events.SelectMany(part => part["choices"]![0]!["logprobs"]!["tokens"]!.AsArray()).Select(token => (string)token!));
    }

    // A word brings its space along, and six words have no twenty rivals.
    [Fact]
    public async Task Words_go_on_from_the_prompt_and_have_as_many_rivals_as_there_are_words()
    {
        var words = new WordTokenizer(["once", "upon", "a", "time", "there", "was"]);
        using var model = TransformerModel.Create(
            new TransformerShape { Vocabulary = words.Count, Channels = 16, Layers = 1, Heads = 2, KeyValueHeads = 2, Hidden = 24, Context = 32 }, seed: 1);
        await using var server = await RunningServer.StartAsync(RunningServer.Model(model, words, end: 5));

        var text = (await TextsAsync(server, "\"once upon\"", ""","echo":true,"seed":3,"max_tokens":3"""))[0];
        var chat = await server.AskAsync(
            "/v1/chat/completions", """{"model":"small","messages":[{"role":"user","content":"once upon"}],"logprobs":true,"top_logprobs":20,"seed":3,"max_tokens":2}""");

        Assert.Equal(words.Encode(text).Count, text.Split(' ').Length);
        Assert.StartsWith("once upon ", text, StringComparison.Ordinal);
        Assert.All(chat["choices"]![0]!["logprobs"]!["content"]!.AsArray(), token => Assert.Equal(6, token!["top_logprobs"]!.AsArray().Count));
    }

    [Fact]
    public async Task Answers_to_one_prompt_differ_and_the_first_is_that_of_the_seed()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());

        var one = await TextsAsync(server, "\"A\"", ""","seed":7""");
        var three = await TextsAsync(server, "\"A\"", ""","seed":7,"n":3""");
        var other = await TextsAsync(server, "\"A\"", ""","seed":8""");
        var (chance, again) = (await TextsAsync(server, "\"A\""), await TextsAsync(server, "\"A\""));

        Assert.Equal(one[0], three[0]);
        Assert.Equal(3, three.Distinct(StringComparer.Ordinal).Count());
        Assert.NotEqual(one[0], other[0]);
        Assert.NotEqual(chance[0], again[0]);
    }

    [Fact]
    public async Task No_temperature_and_no_top_p_both_take_the_likeliest()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Noise());

        var greedy = await TextsAsync(server, "\"A\"", ""","temperature":0""");

        Assert.Equal(greedy, await TextsAsync(server, "\"A\"", ""","top_p":0,"seed":3"""));
        Assert.Equal(greedy, await TextsAsync(server, "\"A\"", ""","top_k":1,"seed":4"""));
    }

    [Fact]
    public async Task Without_a_chat_template_texts_are_continued_and_chats_are_refused()
    {
        await using var server = await RunningServer.StartAsync(_recital.Serve() with { Chat = null });

        Assert.Equal(["one two three four"], await TextsAsync(server, "\"What?\""));
        using var refused = await server.PostAsync("/v1/chat/completions", """{"model":"small","messages":[{"role":"user","content":"What?"}]}""");

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Contains("has no chat template", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _recital.Dispose();

    private static async Task<IReadOnlyList<string>> TextsAsync(RunningServer server, string prompt, string options = "")
    {
        var answer = await server.AskAsync(Path, $$"""{"model":"small","prompt":{{prompt}}{{options}}}""");
        return [.. answer["choices"]!.AsArray().Select(choice => (string)choice!["text"]!)];
    }
}
