using System.Text.Json.Nodes;

namespace TeachWhy.Transformer;

/// <summary>
/// A chat template as Hugging Face's tokenizers carry it: a program in Jinja that turns a conversation into text. What it reads and writes
/// is what <c>apply_chat_template</c> of transformers would; what it may use of time and memory is bounded.
/// </summary>
public sealed class ChatTemplate
{
    /// <summary>Characters of a template.</summary>
    public const int LongestSource = 1 << 20;

    // Names that templates themselves write between their marks. Any other role is a stranger's text.
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool", "function", "ipython", "model"];

    private readonly IReadOnlyList<Statement> _statements;

    private ChatTemplate(string source, IReadOnlyList<Statement> statements)
    {
        Source = source;
        _statements = statements;
        MarksGeneration = source.Contains("endgeneration", StringComparison.Ordinal);
    }

    /// <summary>The template's text.</summary>
    public string Source { get; }

    /// <summary>True if the template says itself what the assistant wrote.</summary>
    public bool MarksGeneration { get; }

    /// <exception cref="ChatTemplateException">It is no template, or too large; the message says where.</exception>
    public static ChatTemplate Parse(string jinja)
    {
        if (jinja.Length > LongestSource)
        {
            throw new ChatTemplateException($"it has {jinja.Length} characters; {LongestSource} are allowed.");
        }

        return new ChatTemplate(jinja, StatementParser.Parse(jinja));
    }

    /// <summary>The conversation as text.</summary>
    /// <exception cref="ChatTemplateException">The template fails, refuses the conversation, or asks for more than it may use.</exception>
    public RenderedChat Render(ChatConversation conversation)
    {
        var rendering = new Rendering(conversation.Time);
        var globals = new Scope(null);
        Globals.AddTo(globals, rendering);
        var scope = new Scope(globals) { ["documents"] = null };
        foreach (var (name, value) in conversation.Variables ?? [])
        {
            scope[name] = JsonValues.Read(value, TextRun.Outside);
        }

        scope["messages"] = new ListValue([.. conversation.Messages.Select(ReadMessage)]);
        scope["tools"] = JsonValues.Read(conversation.Tools, TextRun.Outside);
        scope["add_generation_prompt"] = conversation.AddGenerationPrompt;
        foreach (var (name, spelling) in conversation.TokenNames)
        {
            scope[name] = TracedText.Own(spelling);
        }

        var text = new StatementRunner(rendering).Run(_statements, scope);
        return new RenderedChat(text.Value, text.Runs.ToArray());
    }

    private static object? ReadMessage(JsonNode? message, int index)
    {
        var value = JsonValues.Read(message, index);
        var role = TracedText.Own("role");
        if (value is MappingValue mapping && mapping.TryGet(role, out var given) && given is TracedText name && Roles.Contains(name.Value, StringComparer.Ordinal))
        {
            mapping.Set(role, TracedText.Own(name.Value));
        }

        return value;
    }
}
