using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TeachWhy.Chat;

/// <summary>Puts a chat completion together that comes in pieces: texts go on as they come, a tool call comes whole.</summary>
internal sealed class OpenAiStream
{
    /// <summary>What ends a stream.</summary>
    public const string Done = "[DONE]";

    // No model calls more tools at once; a server that says so is not to fill the memory.
    private const int MostCalls = 256;

    private readonly SortedDictionary<int, PartialCall> _calls = [];
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private string? _id;
    private string? _model;
    private bool _ended;

    /// <summary>The update that a piece is; null where it says nothing new.</summary>
    /// <exception cref="AttemptFailedException">It is not what the protocol says.</exception>
    public ChatResponseUpdate? Add(string data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            OpenAiReply.RefuseError(root);
            (_id, _model, _usage) = (_id ?? OpenAiReply.Text(root, "id"), _model ?? OpenAiReply.Text(root, "model"), OpenAiReply.Usage(root) ?? _usage);
            if (OpenAiReply.Choice(root) is not { } choice)
            {
                return null;
            }

            _finish = OpenAiReply.Finish(OpenAiReply.Text(choice, "finish_reason")) ?? _finish;
            if (!choice.TryGetProperty("delta", out var delta) || delta.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            AddCalls(delta);
            List<AIContent> said = [.. OpenAiReply.Said(delta)];
            return said.Count > 0 ? Update(said) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw OpenAiReply.Malformed("a piece of it is no JSON that can be read", failure);
        }
    }

    /// <summary>The server has said that this was all.</summary>
    public void End() => _ended = true;

    /// <summary>The last update: the calls, why the reply ended, and what it took.</summary>
    /// <exception cref="AttemptFailedException">It has not ended.</exception>
    public ChatResponseUpdate Finish()
    {
        if (!_ended && _finish is null)
        {
            throw new AttemptFailedException(AttemptFault.Truncated, "the reply ended in the middle");
        }

        var number = 0;
        List<AIContent> contents = [.. _calls.Values.Select(call => CallArguments.Call(call.Id is { Length: > 0 } id ? id : $"call-{++number}", call.Name, call.Arguments.ToString()))];
        if (_usage is not null)
        {
            contents.Add(new UsageContent(_usage));
        }

        var last = Update(contents);
        last.FinishReason = _finish ?? ChatFinishReason.Stop;
        return last;
    }

    private ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents) { ResponseId = _id, MessageId = _id, ModelId = _model };

    private void AddCalls(JsonElement delta)
    {
        if (!delta.TryGetProperty("tool_calls", out var pieces) || pieces.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var piece in pieces.EnumerateArray())
        {
            var index = piece.ValueKind == JsonValueKind.Object && piece.TryGetProperty("index", out var place) && place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out var number) ? number : _calls.Count;
            if (!_calls.TryGetValue(index, out var call))
            {
                if (_calls.Count == MostCalls)
                {
                    throw OpenAiReply.Malformed($"it calls more than {MostCalls} tools at once");
                }

                _calls[index] = call = new PartialCall();
            }

            call.Id ??= OpenAiReply.Text(piece, "id");
            if (piece.TryGetProperty("function", out var function))
            {
                call.Name += OpenAiReply.Text(function, "name");
                call.Arguments.Append(OpenAiReply.Text(function, "arguments"));
            }
        }
    }

    private sealed class PartialCall
    {
        public string? Id { get; set; }

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
