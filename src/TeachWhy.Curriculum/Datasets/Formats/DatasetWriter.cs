using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>Writes examples one after the other as a trainer reads them, and counts what is trained on. The first example says whether all are documents or all conversations.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="format">Whose trainer reads them.</param>
/// <param name="thinking">Whether to keep what the assistant thinks aloud.</param>
public sealed class DatasetWriter(Stream output, DatasetFormat format, bool thinking)
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether they are documents; null before the first.</summary>
    public bool? AreDocuments { get; private set; }

    /// <summary>Examples that were written.</summary>
    public long Examples { get; private set; }

    /// <summary>What of them is trained on.</summary>
    public TrainedWords Trained { get; private set; }

    /// <exception cref="DatasetFormatException">The format cannot hold it.</exception>
    public void WriteDocument(string text)
    {
        if (format == DatasetFormat.OpenAI)
        {
            throw new DatasetFormatException("holds a document; OpenAI's fine-tuning takes conversations only, so train on documents with trl or axolotl");
        }

        var trained = TrainedWords.OfDocument(text);
        RequireKind(documents: true);
        Write(new JsonObject { ["text"] = text }, trained);
    }

    /// <param name="messages">With objects for the arguments of calls.</param>
    /// <param name="tools">Null for none.</param>
    /// <exception cref="DatasetFormatException">The format cannot hold it.</exception>
    public void WriteConversation(JsonArray messages, JsonArray? tools)
    {
        RequireKind(documents: false);
        var form = ChatForm.Of(messages, tools, thinking);
        var trained = TrainedWords.OfConversation(form["messages"]!.AsArray());
        Write(format == DatasetFormat.OpenAI ? OpenAIForm.Of(form) : form, trained);
    }

    private void RequireKind(bool documents)
    {
        if (AreDocuments is { } before && before != documents)
        {
            throw new DatasetFormatException(documents
                ? "holds a document after conversations; one file holds one kind, so part them into two"
                : "holds a conversation after documents; one file holds one kind, so part them into two");
        }

        AreDocuments = documents;
    }

    private void Write(JsonObject line, TrainedWords trained)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(line, Json));
        output.WriteByte((byte)'\n');
        Examples++;
        Trained += trained;
    }
}
