using TeachWhy.Chat.Local;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Chat;

public sealed class ReplyReaderTests
{
    private static readonly ReplyForm Tagged = new() { Calls = CallForm.Tagged, Thinks = true };
    private static readonly ReplyForm Json = new() { Calls = CallForm.Json };
    private static readonly ReplyForm Words = new() { Calls = CallForm.Words };

    // What is written, and what it means: s said, t thought, c called, b a broken call.
    public static TheoryData<string, string, string> Replies => new()
    {
        { "tagged", "hello", "s:hello" },
        { "tagged", " hello \n", "s: hello \n" },
        { "tagged", "", "" },
        { "tagged", "a < b <tool and <thinking", "s:a < b <tool and <thinking" },
        { "tagged", "<think>\nhm\nyes\n</think>\n\nAnswer", "t:hm\nyes|s:Answer" },
        { "tagged", "<think>\n\n</think>\n\nAnswer", "s:Answer" },
        { "tagged", "<think>never ends", "t:never ends" },
        { "tagged", "<think>a</think><think>b</think>c", "t:ab|s:c" },
        { "tagged", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": 1}}\n</tool_call>", "c:f{\"x\": 1}" },
        { "tagged", "Let me see.\n<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>\n<tool_call>{\"name\": \"g\"}</tool_call>\n", "s:Let me see.|c:f{}|c:g{}" },
        { "tagged", "<think>t</think>\n<tool_call>{\"name\": \"f\", \"arguments\": \"{\\\"x\\\": [1]}\"}</tool_call>done", "t:t|c:f{\"x\": [1]}|s:done" },
        { "tagged", "<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": \"</tool_call> \\\" <tool_call>\"}}</tool_call>", "c:f{\"x\": \"</tool_call> \\\" <tool_call>\"}" },
        { "tagged", "<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": 1}}", "c:f{\"x\": 1}" },
        { "tagged", "<tool_call>{\"name\": \"f\", </tool_call>after", "b:<tool_call>{\"name\": \"f\", </tool_call>|s:after" },
        { "tagged", "<tool_call>{\"name\": \"f</tool_call>then<tool_call>{\"name\": \"g\"}</tool_call>", "b:<tool_call>{\"name\": \"f</tool_call>|s:then|c:g{}" },
        { "tagged", "<tool_call>{\"name\": \"f</tool_call> and more", "b:<tool_call>{\"name\": \"f</tool_call>|s: and more" },
        { "tagged", "<tool_call>{\"name\": 1}</tool_call>", "b:<tool_call>{\"name\": 1}</tool_call>" },
        { "tagged", "<tool_call>{\"name\": \"f\", \"arguments\": [1]}</tool_call>", "b:<tool_call>{\"name\": \"f\", \"arguments\": [1]}</tool_call>" },
        { "tagged", "<tool_call>[[[[", "b:<tool_call>[[[[" },
        { "tagged", "</tool_call></think>", "s:</tool_call></think>" },
        { "json", "{\"name\": \"f\", \"parameters\": {\"x\": \"}\"}}", "c:f{\"x\": \"}\"}" },
        { "json", "<|python_tag|>{\"name\": \"f\", \"parameters\": {}}; {\"name\": \"g\", \"arguments\": {\"y\": 2}}", "c:f{}|c:g{\"y\": 2}" },
        { "json", "\n {\"name\": \"f\", \"parameters\": {}}", "c:f{}" },
        { "json", "It is {\"name\": \"f\"}", "s:It is {\"name\": \"f\"}" },
        { "json", "{\"answer\": 42} is right", "s:{\"answer\": 42} is right" },
        { "json", "{\"name\": \"f\", \"parameters\": {", "b:{\"name\": \"f\", \"parameters\": {" },
        { "json", "{curly", "s:{curly" },
        { "json", "<|python_tag|>search.call(query=\"x\")", "b:<|python_tag|>search.call(query=\"x\")" },
        { "json", "text <|python_tag|>{\"name\": \"f\"}", "s:text|c:f{}" },
        { "words", "fear will move them . call : decide to tell mara .", "t:fear will move them|c:decide{\"text\":\"to tell mara\"}" },
        { "words", "fear . call : decide to", "t:fear|c:decide{\"text\":\"to\"}" },
        { "words", "fear . call : decide", "t:fear|c:decide{\"text\":\"\"}" },
        { "words", "fear . call : a b . and . more", "t:fear|c:a{\"text\":\"b\"}" },
        { "words", "only a thought . call", "t:only a thought . call" },
        { "opened", "hm\n</think>\n\nyes", "t:hm|s:yes" },
        { "opened", "\nhm", "t:hm" },
        { "plain", "<think>{\"name\": \"f\"}</think><tool_call>", "s:<think>{\"name\": \"f\"}</think><tool_call>" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_read_the_same_whole_and_in_any_pieces(string form, string text, string meaning)
    {
        Assert.Equal(meaning, Read(form, [text]));
        for (var size = 1; size < Math.Min(text.Length, 12); size++)
        {
            Assert.Equal(meaning, Read(form, text.Chunk(size).Select(piece => new string(piece))));
        }
    }

    [Theory]
    [InlineData("tagged", "<think>\nhm", "tool_call")]
    [InlineData("tagged", "Yes.\n<tool_call>\n{\"name\": \"f\"}\n</tool_call>", "<")]
    [InlineData("words", "fear will . call : decide to", ". call")]
    public void Nothing_is_given_out_that_turns_out_to_be_a_mark(string form, string text, string mark)
    {
        var reader = Reader(form);

        Assert.All(text.SelectMany(letter => reader.Add(letter.ToString())), part => Assert.DoesNotContain(mark, Text(part), StringComparison.Ordinal));
    }

    [Fact]
    public void Text_goes_out_as_soon_as_it_is_certain()
    {
        var reader = Reader("tagged");

        Assert.Equal("s:One", Meaning(reader.Add("One ")));
        Assert.Equal("s: two", Meaning(reader.Add("two<to")));
        Assert.Equal("s:<tower", Meaning(reader.Add("wer")));
    }

    [Fact]
    public void Without_tools_at_hand_nothing_is_a_call()
    {
        const string Text = "<tool_call>{\"name\": \"f\"}</tool_call>";

        var reader = new ReplyReader(Tagged, mayCall: false);

        Assert.Equal($"s:{Text}", Meaning([.. reader.Add(Text), .. reader.Finish()]));
    }

    [Theory]
    [InlineData("{{ '<tool_call>' }}{# think #}", CallForm.Tagged, false, false)]
    [InlineData("{% if x %}<think>{% endif %}{{ '{\"name\": ' }}{{ '\"parameters\": ' }}", CallForm.Json, true, false)]
    [InlineData("{{ x }}{% if add_generation_prompt %}<think>\n{% endif %}", CallForm.None, true, true)]
    [InlineData("{{ x }} . call : {{ y }} .", CallForm.Words, false, false)]
    [InlineData("{{ raise_exception('no') }}</think>", CallForm.None, true, false)]
    public void The_form_is_found_in_the_template(string template, CallForm calls, bool thinks, bool beginsInThought)
    {
        Assert.Equal(new ReplyForm { Calls = calls, Thinks = thinks, BeginsInThought = beginsInThought }, ReplyForm.Of(ChatTemplate.Parse(template)));
    }

    private static ReplyReader Reader(string form) => new(form switch
    {
        "tagged" => Tagged,
        "json" => Json,
        "words" => Words,
        "opened" => Tagged with { BeginsInThought = true },
        _ => ReplyForm.Plain,
    }, mayCall: true);

    private static string Read(string form, IEnumerable<string> pieces)
    {
        var reader = Reader(form);
        return Meaning([.. pieces.SelectMany(reader.Add), .. reader.Finish()]);
    }

    /// <summary>Parts of the same kind that follow each other, put together.</summary>
    private static string Meaning(IReadOnlyList<ReplyPart> parts)
    {
        var meaning = new List<string>();
        var last = ' ';
        foreach (var part in parts)
        {
            var kind = part switch { ReplyPart.Thought => 't', ReplyPart.Called => 'c', ReplyPart.Said { IsBrokenCall: true } => 'b', _ => 's' };
            if (kind == last && kind is ('s' or 't'))
            {
                meaning[^1] += Text(part);
            }
            else
            {
                meaning.Add($"{kind}:{Text(part)}");
            }

            last = kind;
        }

        return string.Join('|', meaning);
    }

    private static string Text(ReplyPart part) => part switch
    {
        ReplyPart.Said said => said.Text,
        ReplyPart.Thought thought => thought.Text,
        ReplyPart.Called call => $"{call.Name}{call.Arguments}",
        _ => "",
    };
}
