using System.Text.Json.Nodes;

namespace TeachWhy.Training;

/// <summary>What one line of a data file says.</summary>
public abstract record TrainingExample
{
    private TrainingExample()
    {
    }

    /// <summary>The name it has in messages, such as <c>"text"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A text: <c>{"text": ...}</c>.</summary>
    public sealed record Text(string Content) : TrainingExample
    {
        public override string Name => "\"text\"";
    }

    /// <summary>A conversation: <c>{"messages": [...], "tools": [...]}</c>.</summary>
    /// <param name="Messages">In OpenAI's form; the arguments of tool calls are objects.</param>
    /// <param name="Tools">Null where there are none.</param>
    public sealed record Conversation(JsonArray Messages, JsonArray? Tools) : TrainingExample
    {
        public override string Name => "\"messages\"";
    }

    /// <summary>A question and its answer: <c>{"prompt": ..., "completion": ...}</c>.</summary>
    public sealed record Completion(string Prompt, string Answer) : TrainingExample
    {
        public override string Name => "\"prompt\" and \"completion\"";
    }
}
