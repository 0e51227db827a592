using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Tests.Transformer.ChatTemplates;

public sealed class ChatTemplateTests
{
    // Fixtures/reference.py wrote what jinja2, set up as transformers does, makes of the same templates and conversations.
    private static readonly JsonNode Expected = JsonNode.Parse(TemplateFixtures.Read("expected.json"))!;
    private static readonly string[] Snippets = [.. TemplateFixtures.Read("snippets.txt").Split('\n').Where(line => line.Length > 0)];

    public static TheoryData<int> SnippetNumbers => [.. Enumerable.Range(0, Snippets.Length)];

    public static TheoryData<string> TemplateNames => [.. Expected["templates"]!.AsObject().Select(entry => entry.Key)];

    [Theory]
    [MemberData(nameof(SnippetNumbers))]
    public void A_snippet_reads_as_the_reference_has_it(int number)
    {
        Assert.Equal((string?)Expected["snippets"]![number], TextOrNull(Snippets[number], TemplateFixtures.Conversation(3)));
    }

    [Theory]
    [MemberData(nameof(TemplateNames))]
    public void A_template_renders_every_conversation_as_the_reference_does(string name)
    {
        var template = TemplateFixtures.Read(name);
        var expected = Expected["templates"]![name]!.AsArray();
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal((string?)expected[i], TextOrNull(template, TemplateFixtures.Conversation(i / 2) with { AddGenerationPrompt = i % 2 == 1 }));
        }
    }

    [Fact]
    public void A_windows_newline_in_a_template_is_a_newline()
    {
        var template = TemplateFixtures.Read("generation.jinja");

        Assert.Equal(TextOrNull(template, TemplateFixtures.Conversation(3)), TextOrNull(template.Replace("\n", "\r\n", StringComparison.Ordinal), TemplateFixtures.Conversation(3)));
    }

    [Fact]
    public void A_refusal_is_told_apart_from_a_mistake_and_says_what_the_template_says()
    {
        var refusal = Assert.Throws<ChatTemplateException>(() => Render("{{ raise_exception('roles must alternate') }}"));
        var mistake = Assert.Throws<ChatTemplateException>(() => Render("one\ntwo {{ messages.x.y }}"));

        Assert.True(refusal.IsRefusal);
        Assert.Equal("The chat template refuses the conversation: roles must alternate", refusal.Message);
        Assert.False(mistake.IsRefusal);
        Assert.Equal("The chat template, line 2: \"x\" of a list is not defined.", mistake.Message);
    }

    [Theory]
    [InlineData("{{ 'a\nb' ", 1, "not closed")]
    [InlineData("\n\n{% if x %}", 3, "endif")]
    [InlineData("\n{{ a b }}", 2, "\"b\"")]
    [InlineData("\n{% include 'x' %}", 2, "include")]
    [InlineData("{{ ] }}", 1, "bracket")]
    [InlineData("\n{# open", 2, "comment")]
    [InlineData("{% break %}", 1, "outside of every loop")]
    [InlineData("{{ 99999999999999999999 }}", 1, "64 bits")]
    [InlineData("{{ '\\uZZZZ' }}", 1, "hexadecimal")]
    public void What_is_no_template_is_answered_with_its_line(string template, int line, string says)
    {
        var failure = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template));

        Assert.Equal(line, failure.Line);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_of_the_caller_cannot_take_the_place_of_the_messages()
    {
        var conversation = TemplateFixtures.Conversation(0) with { Variables = new JsonObject { ["messages"] = "none", ["extra"] = "seen" } };

        Assert.Equal("Helloseen", TextOrNull("{{ messages[0].content }}{{ extra }}", conversation));
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"\ud800"}]""", "surrogate")]
    [InlineData("""[{"role":"user","content":123456789012345678901234567890}]""", "64 bits")]
    [InlineData("""[{"role":"user","content":1e999}]""", "too large")]
    [InlineData("""[{"role":"user","role":"system"}]""", "twice")]
    public void What_a_conversation_may_not_hold_is_one_clear_error(string messages, string says)
    {
        var failure = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse("{{ messages }}").Render(new ChatConversation((JsonArray)JsonNode.Parse(messages)!)));

        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    private static string Render(string template) => ChatTemplate.Parse(template).Render(TemplateFixtures.Conversation(0)).Text;

    private static string? TextOrNull(string template, ChatConversation conversation)
    {
        try
        {
            return ChatTemplate.Parse(template).Render(conversation).Text;
        }
        catch (ChatTemplateException)
        {
            return null;
        }
    }
}
