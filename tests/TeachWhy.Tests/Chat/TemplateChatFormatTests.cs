using System.Text.Json;
using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Tests.Transformer.ChatTemplates;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Chat;

public sealed class TemplateChatFormatTests
{
    private static readonly string[] Specials = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|python_tag|>"];
    private static readonly BytePairTokenizer Tokenizer = new(
        new BytePairVocabulary([.. Enumerable.Range(0, 256).Select(value => $"{ByteSpelling.ToLetter((byte)value)}")], []),
        [.. Specials.Select((text, i) => new AddedToken(256 + i, text, Special: true)), new AddedToken(300, "<tool_call>", Special: false)], BytePairLayout.Gpt2);

    private static readonly ChatOptions WithTools = new() { Tools = [AIFunctionFactory.Create((string city) => city, "weather", "Tells the weather.")] };

    [Fact]
    public void A_conversation_is_written_as_the_template_has_it()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "Weather?"),
            new(ChatRole.Assistant, [new TextReasoningContent("hm"), new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Zürich", ["days"] = 2 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "sun"), new FunctionResultContent("c2", JsonDocument.Parse("{\"t\":20}").RootElement)]),
        ];

        var text = Tokenizer.Decode(Format("hermes.jinja").Encode(messages, null));

        Assert.Equal(
            """
            <|im_start|>system
            Be brief.<|im_end|>
            <|im_start|>user
            Weather?<|im_end|>
            <|im_start|>assistant
            <tool_call>
            {"name": "weather", "arguments": {"city": "Zürich", "days": 2}}
            </tool_call><|im_end|>
            <|im_start|>user
            <tool_response>
            sun
            </tool_response>
            <tool_response>
            {"t":20}
            </tool_response><|im_end|>
            <|im_start|>assistant

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Tools_are_told_with_their_schema()
    {
        var text = Tokenizer.Decode(Format("hermes.jinja").Encode([new ChatMessage(ChatRole.User, "Weather?")], WithTools));

        Assert.Contains("{\"type\": \"function\", \"function\": {\"name\": \"weather\", \"description\": \"Tells the weather.\", \"parameters\": {", text, StringComparison.Ordinal);
        Assert.Contains("\"city\": {", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hermes.jinja", "Let me see.\n<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Zürich\", \"n\": [1]}}\n</tool_call>")]
    [InlineData("llama.jinja", "<|python_tag|>{\"name\": \"weather\", \"parameters\": {\"city\": \"Zürich\", \"n\": [1]}}")]
    public void A_call_comes_back_as_one_whatever_the_form(string template, string reply)
    {
        var message = Read(template, reply, WithTools);

        var call = Assert.Single(message.Contents.OfType<FunctionCallContent>());
        Assert.Equal("weather", call.Name);
        Assert.Equal("Zürich", call.Arguments!["city"]);
        Assert.Equal("[1]", call.Arguments["n"]!.ToString());
    }

    [Fact]
    public void What_comes_back_is_written_again_as_it_was()
    {
        const string Reply = "Let me see.\n<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Zürich\"}}\n</tool_call>\n<tool_call>\n{\"name\": \"weather\", \"arguments\": {}}\n</tool_call>";

        var again = Format("hermes.jinja").Encoder.EncodeExample(ChatJson.Messages([new ChatMessage(ChatRole.User, "?"), Read("hermes.jinja", Reply, WithTools)]), null);

        Assert.Equal($"{Reply}<|im_end|>", Tokenizer.Decode(again.Tokens.Where((_, i) => again.Written[i])));
    }

    [Fact]
    public void Thoughts_are_kept_apart_and_a_broken_call_is_marked()
    {
        var message = Read("thinking.jinja", "<think>\nhm\n</think>\n\nYes.", null);
        var broken = Read("hermes.jinja", "So: <tool_call>{\"name\": </tool_call>", WithTools);

        Assert.Equal("hm", Assert.Single(message.Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal("Yes.", message.Text);
        Assert.Equal("<tool_call>{\"name\": </tool_call>", Assert.Single(broken.Contents.OfType<TextContent>(), content => content.AdditionalProperties?[ReplyContents.BrokenCall] is true).Text);
    }

    [Fact]
    public void Half_a_character_waits_for_its_other_half_and_steering_tokens_are_not_shown()
    {
        var decoder = Format("hermes.jinja").Decoder(null);
        int[] tokens = [.. Tokenizer.Encode("né😀", special: false), Tokenizer.Find("<|im_start|>")!.Value, .. Tokenizer.Encode("!")];

        var texts = tokens.SelectMany(decoder.Add).Concat(decoder.Finish()).Cast<TextContent>().Select(content => content.Text).ToList();

        Assert.Equal(["n", "é", "😀", "!"], texts);
    }

    [Fact]
    public void The_token_that_the_template_ends_turns_with_stops_the_model_even_if_the_checkpoint_forgot_it()
    {
        Assert.Equal([Tokenizer.Find("<|endoftext|>")!.Value, Tokenizer.Find("<|im_end|>")!.Value], Format("hermes.jinja").StopTokens);
        Assert.Contains(Tokenizer.Find("<|eot_id|>")!.Value, Format("llama.jinja").StopTokens);
    }

    private static ChatMessage Read(string template, string reply, ChatOptions? options) => ((IChatTemplate)Format(template)).Decode(Tokenizer.Encode(reply), options);

    private static TemplateChatFormat Format(string template) => new(
        ChatTemplate.Parse(TemplateFixtures.Read(template)), Tokenizer, new SpecialTokens(null, [Tokenizer.Find("<|endoftext|>")!.Value], null));
}
