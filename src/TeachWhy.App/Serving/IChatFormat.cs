using System.Text.Json.Nodes;

namespace TeachWhy.App.Serving;

/// <summary>How a served model chats.</summary>
internal interface IChatFormat
{
    /// <summary>Tokens that end an answer.</summary>
    IReadOnlyList<int> StopTokens { get; }

    /// <summary>The conversation up to where the model goes on.</summary>
    /// <exception cref="Refusal">The template does not take this conversation; the message says why.</exception>
    IReadOnlyList<int> Encode(JsonArray messages, JsonArray tools);

    /// <summary>A reader for one answer.</summary>
    /// <param name="mayCall">Calls are read out of the text; otherwise all of it is what the model says.</param>
    IAnswerReader Reader(bool mayCall);
}

/// <summary>Takes an answer's text apart as it comes. What may still become a mark is held back.</summary>
internal interface IAnswerReader
{
    IEnumerable<AnswerPart> Add(string text);

    IEnumerable<AnswerPart> Finish();
}

/// <summary>What an answer is made of.</summary>
internal abstract record AnswerPart
{
    public sealed record Said(string Text) : AnswerPart;

    public sealed record Thought(string Text) : AnswerPart;

    /// <param name="Arguments">JSON as text.</param>
    public sealed record Called(string Name, string Arguments) : AnswerPart;
}
