using System.Text;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Training.Data;

public sealed class ExampleReaderTests
{
    private const string Allowed =
        "a line holds {\"text\": ...}, {\"messages\": [...]} with or without \"tools\", or {\"prompt\": ..., \"completion\": ...}.";

    [Fact]
    public void A_text_is_read() => Assert.Equal(new TrainingExample.Text("Ä \n"), Read("""{"id": 7, "text": "\u00c4 \n"}"""));

    [Fact]
    public void A_prompt_and_its_completion_are_read() =>
        Assert.Equal(new TrainingExample.Completion("2+2=", "4"), Read("""{"prompt": "2+2=", "completion": "4"}"""));

    // OpenAI writes arguments as a string of JSON, TRL as an object; tools may come as a string too.
    [Theory]
    [InlineData("""{\"to\": \"ann\"}""", "[{\"type\": \"function\", \"function\": {\"name\": \"send\"}}]", true)]
    [InlineData("""{"to": "ann"}""", "[{\"type\": \"function\", \"function\": {\"name\": \"send\"}}]", false)]
    [InlineData("""{"to": "ann"}""", "\"[{\\\"type\\\": \\\"function\\\", \\\"function\\\": {\\\"name\\\": \\\"send\\\"}}]\"", false)]
    public void Both_forms_of_a_tool_call_become_the_same(string arguments, string tools, bool quoted)
    {
        var given = quoted ? $"\"{arguments}\"" : arguments;
        var conversation = Assert.IsType<TrainingExample.Conversation>(Read($$$"""
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "Mail "}, {"type": "text", "text": "Ann."}]},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function", "function": {"name": "send", "arguments": {{{given}}}}}]},
            {"role": "tool", "tool_call_id": "1", "content": "sent"}, {"role": "assistant", "content": "Done."}], "tools": {{{tools}}}}
            """.ReplaceLineEndings(" ")));

        Assert.Equal("Mail Ann.", conversation.Messages[0]!["content"]!.GetValue<string>());
        Assert.Equal("""{"to":"ann"}""", conversation.Messages[1]!["tool_calls"]![0]!["function"]!["arguments"]!.ToJsonString());
        Assert.Equal("", conversation.Messages[1]!["content"]!.GetValue<string>());
        Assert.Equal("send", conversation.Tools![0]!["function"]!["name"]!.GetValue<string>());
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "{", $"f.jsonl, line 3 is not the JSON of one object (at byte 2); {Allowed}" },
        { "{\"text\": \"a\"} x", $"f.jsonl, line 3 is not the JSON of one object (at byte 15); {Allowed}" },
        { "[1]", $"f.jsonl, line 3 holds a list; {Allowed}" },
        { "{}", $"f.jsonl, line 3 holds neither \"text\" nor \"messages\" nor \"prompt\"; {Allowed}" },
        { "{\"text\": \"a\", \"messages\": []}", $"f.jsonl, line 3 holds both \"text\" and \"messages\"; {Allowed}" },
        { "{\"text\": \"a\", \"text\": \"b\"}", $"f.jsonl, line 3 is not the JSON of one object; {Allowed}" },
        { "{\"text\": 5}", "f.jsonl, line 3 has a \"text\" that is a number; it must be a string." },
        { "{\"text\": \"\\ud800\"}", $"f.jsonl, line 3 holds a string that is no valid text; {Allowed}" },
        { "{\"prompt\": \"a\"}", $"f.jsonl, line 3 has no \"completion\"; {Allowed}" },
        { "{\"messages\": []}", "f.jsonl, line 3 has \"messages\" that are an empty list; they must be a list of at least one message." },
        { "{\"messages\": {}}", "f.jsonl, line 3 has \"messages\" that are an object; they must be a list of at least one message." },
        { "{\"messages\": [1]}", "f.jsonl, line 3 has a message (number 1) that is a number; it must be an object with a \"role\" and a \"content\"." },
        { "{\"messages\": [{\"role\": \"bot\", \"content\": \"\"}]}", "f.jsonl, line 3 has a message (number 1) that has the role \"bot\"; allowed are system, developer, user, assistant, tool." },
        { "{\"messages\": [{\"content\": \"\"}]}", "f.jsonl, line 3 has a message (number 1) that has a \"role\" that is missing; allowed are system, developer, user, assistant, tool." },
        { "{\"messages\": [{\"role\": \"user\"}]}", "f.jsonl, line 3 has a message (number 1) that has no \"content\"; it must be a string." },
        { "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}", "f.jsonl, line 3 has a message (number 1) that has a part of \"content\" that is no text; only text can be trained on." },
        { "{\"messages\": [{\"role\": \"user\", \"content\": \"\\udc00\"}]}", $"f.jsonl, line 3 holds a string that is no valid text; {Allowed}" },
        { "{\"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{}]}]}", "f.jsonl, line 3 has a message (number 1) that has a tool call without a \"function\" that has a \"name\"." },
        { "{\"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{\"function\": {\"name\": \"a\", \"arguments\": \"x\"}}]}]}", "f.jsonl, line 3 has a message (number 1) that has a tool call whose \"arguments\" are neither an object nor a string that holds one." },
        { "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"tools\": 1}", "f.jsonl, line 3 has \"tools\" that are a number; they must be a list of objects." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_mistake_is_one_sentence_with_its_place(string line, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<TrainingDataException>(() => Read(line)).Message);

    // What others write is hostile: anything that is not an example ends in the one exception, deep nesting too.
    [Fact]
    public void Thousands_of_mutated_lines_are_read_or_refused_and_nothing_else()
    {
        var random = new RandomSource(1);
        string[] seeds =
        [
            """{"text": "A \"quoted\" text with \u00e9 and 漢字."}""",
            """{"prompt": "2+2=", "completion": "4"}""",
            """{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello", "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": "{\"a\": [1, {\"b\": null}]}"}}]}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}]}""",
            "{\"text\": " + new string('[', 500) + new string(']', 500) + "}",
        ];
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var line = Mutated(Encoding.UTF8.GetBytes(random.Pick(seeds)), random);
            try
            {
                ExampleReader.Read(new JsonLine("f.jsonl", 3, line));
                read++;
            }
            catch (TrainingDataException refusal)
            {
                Assert.StartsWith("f.jsonl, line 3 ", refusal.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.InRange(read, 1000, 19_000);
        Assert.InRange(refused, 1000, 19_000);
    }

    private static byte[] Mutated(byte[] line, RandomSource random)
    {
        var bytes = line.ToList();
        for (var change = random.NextInt(4); change >= 0; change--)
        {
            var at = random.NextInt(bytes.Count);
            switch (random.NextInt(4))
            {
                case 0:
                    bytes[at] = (byte)random.NextInt(256);
                    break;
                case 1:
                    bytes[at] = random.Pick("\"{}[]:,\\0nu"u8.ToArray());
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.NextInt(1, 9), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.NextInt(1, 40), bytes.Count - at)));
                    break;
            }
            if (bytes.Count == 0)
            {
                bytes.Add((byte)'x');
            }
        }
        return [.. bytes];
    }

    private static TrainingExample Read(string line) => ExampleReader.Read(new JsonLine("f.jsonl", 3, Encoding.UTF8.GetBytes(line)));
}
