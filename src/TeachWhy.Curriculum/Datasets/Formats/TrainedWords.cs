using System.Text.Json.Nodes;

namespace TeachWhy.Curriculum.Datasets.Formats;

/// <summary>What of an example is trained on.</summary>
/// <param name="Turns">Messages of the assistant; none in a document.</param>
/// <param name="Words">Words of those messages, thoughts and the arguments of calls among them; of a document all.</param>
public readonly record struct TrainedWords(long Turns, long Words)
{
    public static TrainedWords operator +(TrainedWords left, TrainedWords right) => new(left.Turns + right.Turns, left.Words + right.Words);

    /// <summary>A document, trained on from its first word to its last.</summary>
    /// <exception cref="DatasetFormatException">It has no word.</exception>
    public static TrainedWords OfDocument(string text) => CountOf(text) is var words and > 0
        ? new TrainedWords(0, words)
        : throw new DatasetFormatException("has a \"text\" without a word; there is nothing to train on");

    /// <summary>A conversation as it is written, of which the assistant's messages are trained on and nothing else.</summary>
    /// <exception cref="DatasetFormatException">A message of the assistant is empty, or the last message is not the assistant's.</exception>
    public static TrainedWords OfConversation(JsonArray messages)
    {
        var sum = default(TrainedWords);
        var role = "";
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i]!.AsObject();
            role = (string)message["role"]!;
            if (role == "assistant")
            {
                sum += new TrainedWords(1, WordsOf(message) is var words and > 0
                    ? words
                    : throw new DatasetFormatException($"has a message (number {i + 1}) of the assistant that says and calls nothing; there is nothing to train on"));
            }
        }

        return role == "assistant" ? sum : throw new DatasetFormatException($"ends with a message of the {role}; the last must be the assistant's, because only its words are trained on");
    }

    private static long WordsOf(JsonObject message)
    {
        var words = CountOf((string?)message["content"]) + CountOf((string?)message[ChatForm.Thinking]);
        foreach (var call in message["tool_calls"]?.AsArray() ?? [])
        {
            // The name is a word too.
            words += 1 + CountOf(call!["function"]!["arguments"]!.ToJsonString(DatasetWriter.Json));
        }

        return words;
    }

    private static long CountOf(string? text)
    {
        var (words, inside) = (0L, false);
        foreach (var character in text ?? "")
        {
            var letter = !char.IsWhiteSpace(character);
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }

        return words;
    }
}
