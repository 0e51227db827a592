using TeachWhy.Curriculum.Datasets;
using TeachWhy.Miniature.Agents;
using TeachWhy.Miniature.World;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Corpus;

/// <summary>Turns examples of a dataset into what the trainer sees: every word of a document, or only the assistant's words.</summary>
public sealed class ExampleEncoding(WordTokenizer tokenizer)
{
    private readonly ChatEncoder _chat = MiniatureChat.Format(tokenizer).Encoder;
    private readonly int _end = tokenizer[Mark.End];
    private readonly int _call = tokenizer["call"];

    public TrainingDocument Encode(Example example)
    {
        if (example.Text is { } text)
        {
            return Document(text);
        }

        if (example.Messages is null)
        {
            throw new ArgumentException("An example has neither text nor messages.", nameof(example));
        }

        var chat = _chat.EncodeExample(MiniatureChat.Messages(example), MiniatureChat.Tools(example));
        int[] tokens = [.. chat.Tokens];
        var prompt = chat.Tokens.Count - chat.WrittenTokens;
        var weights = new float[tokens.Length];

        // The act begins after "call :"; without a call there is nothing of it to train on.
        var call = Array.LastIndexOf(tokens, _call);
        weights.AsSpan(example.Supervise == Supervision.Reply ? prompt : call < prompt ? tokens.Length : call + 2).Fill(1f);
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
    public static string Show(Example example)
    {
        if (example.Messages is null)
        {
            return example.Text ?? "";
        }

        var (prompt, reply) = MiniatureChat.Words(example);
        return $"{prompt} | {reply}";
    }
}
