using Microsoft.Extensions.AI;
using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.World;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Corpus;

/// <summary>Turns examples of a dataset into what the trainer sees: every word of a document, or only the assistant's words.</summary>
public sealed class ExampleEncoding(WordTokenizer tokenizer)
{
    private readonly int _end = tokenizer[Mark.End];
    private readonly int _call = tokenizer["call"];

    public TrainingDocument Encode(Example example)
    {
        if (example.Text is { } text)
        {
            return Document(text);
        }

        var messages = example.Messages ?? throw new ArgumentException("An example has neither text nor messages.", nameof(example));
        var prompt = tokenizer.Encode(MiniatureTemplate.Prompt([.. messages.SkipLast(1).Select(ToChat)], example.Tools ?? []));
        int[] reply = [.. tokenizer.Encode(MiniatureTemplate.Reply(ToChat(messages[^1]))), _end];
        int[] tokens = [.. prompt, .. reply];
        var weights = new float[tokens.Length];

        // The act begins after "call :"; without a call there is nothing of it to train on.
        var from = example.Supervise == Supervision.CallOnly ? Array.LastIndexOf(reply, _call) + 2 : 0;
        weights.AsSpan(prompt.Count + from).Fill(1f);
        return new TrainingDocument(tokens, weights);
    }

    /// <summary>A text with its end mark, every word but the first trained on.</summary>
    public TrainingDocument Document(string text)
    {
        int[] tokens = [.. tokenizer.Encode(text), _end];
        var weights = new float[tokens.Length];
        weights.AsSpan(1).Fill(1f);
        return new TrainingDocument(tokens, weights);
    }

    /// <summary>The example in the miniature's words, the trained part after a bar.</summary>
    public static string Show(Example example) => example.Text ?? (example.Messages is { } messages
        ? $"{MiniatureTemplate.Prompt([.. messages.SkipLast(1).Select(ToChat)], example.Tools ?? [])} | {MiniatureTemplate.Reply(ToChat(messages[^1]))}"
        : "");

    private static ChatMessage ToChat(Message message)
    {
        var chat = new ChatMessage(new ChatRole(message.Role), message.Content);
        if (message.Call is { } call)
        {
            chat.Contents = [new TextReasoningContent(message.Thinking ?? ""), MiniatureTemplate.Call(call.Name, call.Arguments)];
        }

        return chat;
    }
}
