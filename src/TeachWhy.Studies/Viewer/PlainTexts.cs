using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TeachWhy.Simulation;
using Messages = TeachWhy.Studies.Viewer.Conversation;

namespace TeachWhy.Studies.Viewer;

/// <summary>What a page leaves out, as a whole: texts that are too long for it, the conversation, the workplace.</summary>
public static class PlainTexts
{
    public const string Conversation = "conversation";
    public const string Before = "before";
    public const string After = "after";

    // Never put into a page: it is sent as plain text.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text of a sample by its name; null where there is none.</summary>
    /// <param name="part">See <see cref="MarkedText.Part"/>, or one of the names above.</param>
    public static string? Of(LoggedSample sample, string part) => part switch
    {
        Conversation => ConversationOf(sample),
        Before => sample.Before is { } before ? JsonSerializer.Serialize(before, Readable) : null,
        After => sample.After is { } after ? JsonSerializer.Serialize(after, Readable) : null,
        _ => Messages.Whole(sample, part),
    };

    private static string ConversationOf(LoggedSample sample)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sample.Messages.Count; i++)
        {
            var message = sample.Messages[i];
            text.Append("## ").Append(i + 1).Append(' ').Append(message.Role).Append("\n\n");
            if (message.Reasoning.Length > 0)
            {
                text.Append("[thought]\n").Append(message.Reasoning).Append("\n[end of thought]\n\n");
            }

            if (message.Text.Length > 0)
            {
                text.Append(message.Text).Append("\n\n");
            }

            foreach (var call in message.Calls)
            {
                text.Append("[call] ").Append(call.Tool).Append(' ').Append(call.Arguments).Append("\n\n");
            }
        }

        return text.ToString();
    }
}
