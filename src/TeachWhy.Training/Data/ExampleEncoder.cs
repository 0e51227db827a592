using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>The tokens of a conversation, and which of them the assistant wrote: a chat template's.</summary>
public delegate ChatExample ConversationEncoding(JsonArray messages, JsonArray? tools);

/// <summary>Turns examples into tokens with the weights of an objective. What stands in a text never becomes a special token.</summary>
/// <param name="before">Stand before every text.</param>
/// <param name="after">Stand behind every text.</param>
/// <param name="conversation">The chat template's; null where there is none.</param>
public sealed class ExampleEncoder(
    ITokenizer tokenizer, Objective objective, IReadOnlyList<int> before, IReadOnlyList<int> after, ConversationEncoding? conversation)
{
    /// <summary>Turns of the assistant so far whose words the template does not tell from others, and which are not trained on.</summary>
    public long UnmarkedTurns { get; private set; }

    /// <exception cref="TrainingDataException">The example does not suit the objective, or cannot be written in the tokenizer's tokens.</exception>
    public TrainingDocument Encode(TrainingExample example, JsonLine line)
    {
        try
        {
            return (example, objective) switch
            {
                (TrainingExample.Conversation talk, _) => Conversation(talk, line),
                (TrainingExample.Completion pair, _) => Completion(pair),
                (TrainingExample.Text text, Objective.NextToken) => Text(text.Content),
                _ => throw ExampleReader.Wrong(line, $"holds {example.Name}, in which no assistant speaks; the supervised objective needs \"messages\", or \"prompt\" and \"completion\""),
            };
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidDataException or FormatException or ChatTemplateException)
        {
            throw new TrainingDataException($"{line.Place} cannot be turned into tokens: {Reason(failure)}.", failure);
        }
    }

    private TrainingDocument Text(string text)
    {
        var tokens = Framed(tokenizer.Encode(text, special: false));
        return new TrainingDocument(tokens, Ones(tokens.Length, from: 1));
    }

    private TrainingDocument Completion(TrainingExample.Completion pair)
    {
        var prompt = tokenizer.Encode(pair.Prompt, special: false);
        var tokens = Framed([.. prompt, .. tokenizer.Encode(pair.Answer, special: false)]);
        return new TrainingDocument(tokens, Ones(tokens.Length, objective == Objective.NextToken ? 1 : before.Count + prompt.Count));
    }

    private TrainingDocument Conversation(TrainingExample.Conversation talk, JsonLine line)
    {
        if (conversation is null)
        {
            throw ExampleReader.Wrong(line, $"holds {talk.Name}, but there is no chat template to write them with; give one with --template, or a checkpoint that has one");
        }
        var example = conversation(talk.Messages, talk.Tools);
        if (objective == Objective.NextToken)
        {
            return new TrainingDocument([.. example.Tokens], Ones(example.Tokens.Count, from: 1));
        }
        UnmarkedTurns += example.Turns - example.TrainedTurns;
        return new TrainingDocument([.. example.Tokens], [.. example.Written.Select(written => written ? 1f : 0f)]);
    }

    // A sentence for a person has no use for the parameter's name.
    private static string Reason(Exception failure) =>
        failure.Message.Split(" (Parameter '")[0].ReplaceLineEndings(" ").TrimEnd('.');

    private int[] Framed(IReadOnlyList<int> tokens) => [.. before, .. tokens, .. after];

    private static float[] Ones(int length, int from)
    {
        var weights = new float[length];
        weights.AsSpan(Math.Min(from, length)).Fill(1f);
        return weights;
    }
}
