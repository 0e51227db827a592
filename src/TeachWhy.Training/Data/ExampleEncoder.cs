using System.Text.Json.Nodes;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>Turns the tokens of a conversation, and which of them the assistant wrote, into what the trainer sees.</summary>
public delegate (IReadOnlyList<int> Tokens, IReadOnlyList<bool> Assistant) ConversationEncoding(JsonArray messages, JsonArray? tools);

/// <summary>Turns examples into tokens with the weights of an objective. What stands in a text never becomes a special token.</summary>
/// <param name="begin">Put before every text; null for none.</param>
/// <param name="end">Put behind every text; null for none.</param>
/// <param name="conversation">The chat template's; null where there is none.</param>
public sealed class ExampleEncoder(ITokenizer tokenizer, Objective objective, int? begin, int? end, ConversationEncoding? conversation)
{
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
        catch (Exception failure) when (failure is ArgumentException or InvalidDataException or FormatException)
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
        return new TrainingDocument(tokens, Ones(tokens.Length, objective == Objective.NextToken ? 1 : prompt.Count + (begin is null ? 0 : 1)));
    }

    private TrainingDocument Conversation(TrainingExample.Conversation talk, JsonLine line)
    {
        if (conversation is null)
        {
            throw ExampleReader.Wrong(line, $"holds {talk.Name}, but there is no chat template to write them with; give one with --template, or a checkpoint that has one");
        }
        var (tokens, assistant) = conversation(talk.Messages, talk.Tools);
        var weights = objective == Objective.NextToken
            ? Ones(tokens.Count, from: 1)
            : [.. assistant.Select(wrote => wrote ? 1f : 0f)];
        return new TrainingDocument([.. tokens], weights);
    }

    // A sentence for a person has no use for the parameter's name.
    private static string Reason(Exception failure) =>
        failure.Message.Split(" (Parameter '")[0].ReplaceLineEndings(" ").TrimEnd('.');

    private int[] Framed(IReadOnlyList<int> tokens) =>
        [.. begin is { } first ? [first] : (int[])[], .. tokens, .. end is { } last ? [last] : (int[])[]];

    private static float[] Ones(int length, int from)
    {
        var weights = new float[length];
        weights.AsSpan(Math.Min(from, length)).Fill(1f);
        return weights;
    }
}
