using System.Text.Json;

namespace TeachWhy.Chat;

/// <summary>Reads what a provider says of files and jobs. A server wrote it: nothing about it is certain.</summary>
internal static class FineTuningReply
{
    private const int LongestId = 200;
    private const int LongestStatus = 40;

    /// <exception cref="AttemptFailedException">It is no JSON of one object.</exception>
    public static JsonElement Parse(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw OpenAiReply.Malformed("it is no object");
        }
        catch (JsonException failure)
        {
            throw OpenAiReply.Malformed("it is no JSON that can be read", failure);
        }
    }

    /// <summary>The entries of a list that are objects with an id: what else a server puts there is nobody's.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement list) => list.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
        ? data.EnumerateArray().Where(item => Id(item, "id") is not null)
        : throw OpenAiReply.Malformed("it has no list");

    public static bool HasMore(JsonElement list) => list.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True;

    /// <summary>An id that can be part of an address; null where there is none.</summary>
    public static string? Id(JsonElement item, string name) =>
        Text(item, name) is { Length: > 0 and <= LongestId } id && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':' or '.') && id.Any(char.IsAsciiLetterOrDigit) ? id : null;

    /// <exception cref="AttemptFailedException">It is no job.</exception>
    public static FineTuningJob Job(JsonElement job)
    {
        var status = ProviderAnswer.OneLine(Text(job, "status") ?? throw OpenAiReply.Malformed("a job has no status"), LongestStatus);
        var state = status switch
        {
            "succeeded" => FineTuningState.Succeeded,
            "failed" => FineTuningState.Failed,
            "cancelled" => FineTuningState.Cancelled,
            _ => FineTuningState.UnderWay,
        };
        return new FineTuningJob
        {
            Id = Id(job, "id") ?? throw OpenAiReply.Malformed("a job has no id that can be used"),
            State = state,
            Status = status,
            FileId = Id(job, "training_file"),
            Model = state == FineTuningState.Succeeded && Text(job, "fine_tuned_model") is { } model && IsName(model) ? model : null,
            Error = Object(job, "error") is { } error && Text(error, "message") is { Length: > 0 } message ? ProviderAnswer.OneLine(message) : null,
            TrainedTokens = Number(job, "trained_tokens"),
            ExpectedEnd = Number(job, "estimated_finish") is > 0 and < uint.MaxValue and var end ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
            Submission = Object(job, "metadata") is { } metadata ? Text(metadata, FineTuningOrder.Note) : null,
        };
    }

    /// <summary>The message of the latest event, in one bounded line; null where there is none.</summary>
    public static string? LatestMessage(JsonElement list) => Items(list)
        .Select(item => (Time: Number(item, "created_at") ?? 0, Message: Text(item, "message")))
        .Where(item => !string.IsNullOrWhiteSpace(item.Message))
        .OrderByDescending(item => item.Time)
        .Select(item => ProviderAnswer.OneLine(item.Message!))
        .FirstOrDefault();

    public static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    public static long? Number(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Number && field.TryGetInt64(out var number) ? number : null;

    private static JsonElement? Object(JsonElement item, string name) => item.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Object ? field : null;

    // It will be pasted into a command line.
    private static bool IsName(string name) => name.Length is > 0 and <= LongestId && name.All(letter => letter is > ' ' and <= '~' and not '\'');
}
