using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Curriculum.Datasets.Published;

/// <summary>
/// A conversation as ChatML, twice: by a template with marks of what is generated, as trainers read it, and put together by hand,
/// with each letter's speaker.
/// </summary>
internal static class AssistantMask
{
    private const string Template = """
        {%- if tools %}<|im_start|>system
        {% for tool in tools %}{{ tool | tojson }}
        {% endfor %}<|im_end|>
        {% endif %}
        {%- for message in messages %}{{ '<|im_start|>' + message.role + '\n' }}
        {%- if message.role == 'assistant' %}{% generation %}
        {%- if message.reasoning_content %}{{ '<think>' + message.reasoning_content + '</think>' }}{% endif %}
        {{- message.content }}
        {%- for call in message.tool_calls or [] %}{{ '<tool_call>' + call.function.name + '(' + call.function.arguments | tojson + ')' }}{% endfor %}
        {{- '<|im_end|>' }}{% endgeneration %}
        {%- else %}{{ message.content + '<|im_end|>' }}{% endif %}{{ '\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}
        """;

    private static readonly ChatTemplate Marked = ChatTemplate.Parse(Template);
    private static readonly ChatTemplate Unmarked = ChatTemplate.Parse(Template.Replace("{% generation %}", "", StringComparison.Ordinal).Replace("{% endgeneration %}", "", StringComparison.Ordinal));

    // A byte for a token, so that every letter's mask can be seen.
    private static readonly BytePairTokenizer Tokenizer = new(
        new BytePairVocabulary([.. Enumerable.Range(0, 256).Select(value => $"{ByteSpelling.ToLetter((byte)value)}")], []),
        [new AddedToken(256, "<|im_start|>", Special: true), new AddedToken(257, "<|im_end|>", Special: true)], BytePairLayout.Gpt2);

    private static readonly SpecialTokens Tokens = new(null, [257], null);

    /// <summary>Whether what is trained on is exactly what the assistant says, thinks and calls, and the end of its turn: by the marks of a template, and by the turns of one without.</summary>
    public static void Check(JsonElement line)
    {
        var (text, said) = ByHand(line);
        var messages = JsonNode.Parse(line.GetProperty("messages").GetRawText())!.AsArray();
        var tools = line.TryGetProperty("tools", out var given) ? JsonNode.Parse(given.GetRawText())!.AsArray() : null;

        var rendered = Marked.Render(new ChatConversation(messages) { Tools = tools });
        Assert.Equal(text, rendered.Text);
        Assert.Equal(said, string.Concat(rendered.Runs.SelectMany(run => Enumerable.Repeat(run.Generated ? '1' : '0', run.Length))));

        foreach (var template in new[] { Marked, Unmarked })
        {
            var example = new ChatEncoder(template, Tokenizer, Tokens).EncodeExample(messages, tools);
            Assert.Equal(text, Tokenizer.Decode(example.Tokens));
            Assert.Equal(Chosen(text, said), Tokenizer.Decode([.. example.Tokens.Where((_, at) => example.Written[at])]));
        }
    }

    private static (string Text, string Said) ByHand(JsonElement line)
    {
        var (text, said) = (new StringBuilder(), new StringBuilder());
        if (line.TryGetProperty("tools", out var tools))
        {
            Add("<|im_start|>system\n" + string.Concat(tools.EnumerateArray().Select(tool => Json(tool) + "\n")) + "<|im_end|>\n", '0');
        }

        foreach (var message in line.GetProperty("messages").EnumerateArray())
        {
            var role = message.GetProperty("role").GetString()!;
            var mark = role == "assistant" ? '1' : '0';
            Add($"<|im_start|>{role}\n", '0');
            Add(message.TryGetProperty("reasoning_content", out var thought) ? $"<think>{thought.GetString()}</think>" : "", mark);
            Add(message.GetProperty("content").GetString()!, mark);
            foreach (var call in message.TryGetProperty("tool_calls", out var calls) ? calls.EnumerateArray().ToList() : [])
            {
                Add($"<tool_call>{call.GetProperty("function").GetProperty("name").GetString()}({Json(call.GetProperty("function").GetProperty("arguments"))})", mark);
            }

            Add("<|im_end|>", mark);
            Add("\n", '0');
        }

        return (text.ToString(), said.ToString());

        void Add(string words, char mark)
        {
            text.Append(words);
            said.Append(mark, words.Length);
        }
    }

    // As Python writes it: a blank behind each comma and colon.
    private static string Json(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", element.EnumerateObject().Select(field => $"{JsonSerializer.Serialize(field.Name, Plain)}: {Json(field.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray().Select(Json))}]",
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString(), Plain),
        _ => element.GetRawText(),
    };

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Chosen(string text, string said) => string.Concat(text.Where((_, at) => said[at] == '1'));
}
