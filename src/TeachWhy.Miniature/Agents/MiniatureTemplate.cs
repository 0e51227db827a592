using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Miniature.Grammar;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Agents;

/// <summary>
/// How a miniature speaks: with tools a conversation is an agent transcript, without it is a chat, and without any message of a user
/// it is a text to go on with.
/// </summary>
public sealed class MiniatureTemplate(WordTokenizer tokenizer) : IChatTemplate
{
    private const string CallMark = " . call : ";
    private const string TextArgument = "text";

    public IReadOnlyList<int> StopTokens { get; } = [tokenizer[Mark.End], tokenizer[Mark.Next]];

    public IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        tokenizer.Encode(Prompt([.. messages], [.. (options?.Tools ?? []).Select(t => t.Name)]));

    public ChatMessage Decode(IReadOnlyList<int> tokens, ChatOptions? options)
    {
        var text = tokenizer.Decode(tokens);
        return options?.Tools is { Count: > 0 } ? WorkMessage(text) : new ChatMessage(ChatRole.Assistant, text);
    }

    /// <summary>The words up to where the model goes on.</summary>
    public static string Prompt(IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> tools)
    {
        var system = messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text).ToList();
        var user = messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text;
        if (user is null)
        {
            return string.Join($" {Mark.Next} ", system);
        }

        // Every system message before the last is a page that stands in front.
        var pages = string.Concat(system.SkipLast(1).Select(p => $"{p} {Mark.Next} "));
        var role = system[^1];
        return pages + (tools.Count > 0 ? Speech.WorkPrompt(role, tools, user) : Speech.ChatPrompt(role, user, NameIn(role)));
    }

    /// <summary>What an assistant message says, in the miniature's words: the inverse of <see cref="Decode"/>.</summary>
    public static string Reply(ChatMessage message)
    {
        var call = message.Contents.OfType<FunctionCallContent>().FirstOrDefault();
        if (call is null)
        {
            return message.Text;
        }

        var thought = string.Concat(message.Contents.OfType<TextReasoningContent>().Select(c => c.Text));
        return Speech.Work(thought, call.Name, call.Arguments?[TextArgument]?.ToString() ?? "");
    }

    /// <summary>A thought and, if one was made, a call.</summary>
    public static ChatMessage WorkMessage(string text)
    {
        var mark = text.IndexOf(CallMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return new ChatMessage(ChatRole.Assistant, [new TextReasoningContent(text)]);
        }

        var call = text[(mark + CallMark.Length)..];
        var end = call.IndexOf(" .", StringComparison.Ordinal);
        var words = (end < 0 ? call : call[..end]).Split(' ', 2);
        return new ChatMessage(ChatRole.Assistant,
        [
            new TextReasoningContent(text[..mark]),
            Call(words[0], words.Length > 1 ? words[1] : ""),
        ]);
    }

    /// <summary>A call as a message holds it. A miniature calls at most once, so one id is enough.</summary>
    public static FunctionCallContent Call(string tool, string arguments) =>
        new("call-1", tool, new Dictionary<string, object?>(StringComparer.Ordinal) { [TextArgument] = arguments });

    /// <summary>The name in "you are NAME , ...".</summary>
    private static string NameIn(string system) => system.Split(' ') is [_, _, var name, ..] ? name : Lexicon.Assistant;
}
