using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Chat.Local;

/// <summary>How a model marks its thoughts and its tool calls. Its chat template tells, for it writes earlier turns in the same form.</summary>
public sealed record ReplyForm
{
    internal const string ThoughtOpen = "<think>";
    internal const string ThoughtClose = "</think>";

    /// <summary>The form of a model that only speaks.</summary>
    public static ReplyForm Plain { get; } = new();

    /// <summary>Thoughts stand between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    public bool Thinks { get; init; }

    /// <summary>The prompt has opened the thoughts already.</summary>
    public bool BeginsInThought { get; init; }

    public CallForm Calls { get; init; }

    /// <summary>The spellings that take a reply apart.</summary>
    public IReadOnlyList<string> Marks =>
    [
        .. Thinks ? [ThoughtOpen, ThoughtClose] : (string[])[],
        .. Calls switch { CallForm.Tagged => [CallText.TagOpen, CallText.TagClose], CallForm.Json => [CallText.PythonTag], _ => (string[])[] },
    ];

    /// <summary>The form that a template writes.</summary>
    public static ReplyForm Of(ChatTemplate template)
    {
        var thinks = Writes(ThoughtOpen) || Writes(ThoughtClose);
        return new ReplyForm
        {
            Thinks = thinks,
            BeginsInThought = thinks && Prompt(template).TrimEnd().EndsWith(ThoughtOpen, StringComparison.Ordinal),
            Calls = Writes(CallText.TagOpen) ? CallForm.Tagged
                : Writes("\"parameters\": ") && Writes("{\"name\": ") ? CallForm.Json
                : Writes(CallText.WordsOpen) ? CallForm.Words
                : CallForm.None,
        };

        bool Writes(string mark) => template.Source.Contains(mark, StringComparison.Ordinal);
    }

    private static string Prompt(ChatTemplate template)
    {
        try
        {
            var messages = new JsonArray { new JsonObject { ["role"] = "user", ["content"] = "?" } };
            var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["bos_token"] = "", ["eos_token"] = "" };
            return template.Render(new ChatConversation(messages) { AddGenerationPrompt = true, TokenNames = names }).Text;
        }
        catch (ChatTemplateException)
        {
            // One that wants more than a question says nothing here.
            return "";
        }
    }
}

/// <summary>How tool calls are written.</summary>
public enum CallForm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Hermes, Qwen: <c>&lt;tool_call&gt;{"name": ..., "arguments": {...}}&lt;/tool_call&gt;</c>, as many as there are calls.</summary>
    Tagged,

    /// <summary>Llama 3: the reply is <c>{"name": ..., "parameters": {...}}</c>, perhaps behind <c>&lt;|python_tag|&gt;</c>.</summary>
    Json,

    /// <summary>In words, behind the thought: <c>... . call : NAME TEXT .</c>; the text is the one argument, <c>text</c>.</summary>
    Words,
}
