using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using TeachWhy.Chat.Local;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.World;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Agents;

/// <summary>
/// How a miniature speaks: a chat template, saved with its checkpoints, so that whoever opens one speaks to it as a study does.
/// The frame is that of <see cref="Grammar.Speech"/>, in which the corpus is written.
/// </summary>
public static class MiniatureChat
{
    private const string Resource = "miniature/chat.jinja";

    public static ChatTemplate Template { get; } = ChatTemplate.Parse(ReadTemplate());

    /// <summary>A miniature ends its turn with its end mark, or where another text would begin.</summary>
    public static SpecialTokens SpecialTokens(WordTokenizer tokenizer) => new(null, [tokenizer[Mark.End], tokenizer[Mark.Next]], null);

    public static TemplateChatFormat Format(WordTokenizer tokenizer) => new(Template, tokenizer, SpecialTokens(tokenizer));

    /// <summary>The words of a conversation without tools, up to where the model goes on.</summary>
    public static string Prompt(IEnumerable<ChatMessage> messages) =>
        Template.Render(new ChatConversation(ChatJson.Messages(messages)) { AddGenerationPrompt = true }).Text;

    /// <summary>The words of an example, and where the assistant's begin.</summary>
    public static (string Prompt, string Reply) Words(Example example)
    {
        var chat = Template.Render(new ChatConversation(Messages(example)) { Tools = Tools(example) });
        var prompt = chat.Runs.TakeWhile(run => !run.Generated).Sum(run => run.Length);
        return (chat.Text[..prompt].TrimEnd(), chat.Text[prompt..^$" {Mark.End}".Length]);
    }

    /// <summary>An example's messages as templates read them.</summary>
    public static JsonArray Messages(Example example) => ChatJson.Messages((example.Messages ?? []).Select(ToChat));

    /// <summary>An example's tools as templates read them.</summary>
    public static JsonArray Tools(Example example) =>
        [.. (example.Tools ?? []).Select(tool => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = tool.Name } })];

    // A miniature calls at most once, so one id is enough.
    private static ChatMessage ToChat(Message message) => message.Calls is [var call, ..]
        ? new ChatMessage(new ChatRole(message.Role),
        [
            new TextReasoningContent(message.Thinking ?? ""),
            new FunctionCallContent("call-1", call.Name, new Dictionary<string, object?>(StringComparer.Ordinal) { ["text"] = call.Arguments }),
        ])
        : new ChatMessage(new ChatRole(message.Role), message.Content);

    private static string ReadTemplate()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
