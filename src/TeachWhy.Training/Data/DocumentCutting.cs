namespace TeachWhy.Training;

/// <summary>Fits documents to the longest row, and counts what that costs.</summary>
/// <param name="context">Tokens of a row.</param>
/// <param name="divide">
/// True to go on in another row where one is full; false to leave out the rest, because a conversation's later half says
/// nothing without its first.
/// </param>
internal sealed class DocumentCutting(int context, bool divide)
{
    public DataCounts Counts { get; private set; } = new();

    /// <summary>The pieces of a document that something is learned from.</summary>
    public IEnumerable<TrainingDocument> Cut(TrainingDocument document)
    {
        var length = document.Tokens.Length;
        Counts = Counts with { Documents = Counts.Documents + 1, Tokens = Counts.Tokens + length };
        if (length < 2)
        {
            Counts = Counts with { TooShort = Counts.TooShort + 1 };
            return [];
        }

        var trained = Trained(document.Weights, length);
        if (trained == 0)
        {
            Counts = Counts with { Unanswered = Counts.Unanswered + 1 };
            return [];
        }
        if (length <= context)
        {
            Counts = Counts with { TrainedTokens = Counts.TrainedTokens + trained };
            return [document];
        }
        return divide ? Divide(document, trained) : Truncate(document);
    }

    /// <summary>Predicted with a weight: all but the first token, which nothing comes before.</summary>
    private static long Trained(ReadOnlySpan<float> weights, int length)
    {
        var count = 0L;
        foreach (var weight in weights[1..length])
        {
            count += weight != 0 ? 1 : 0;
        }
        return count;
    }

    private IEnumerable<TrainingDocument> Truncate(TrainingDocument document)
    {
        var left = Trained(document.Weights, context);
        Counts = Counts with
        {
            Truncated = Counts.Truncated + 1,
            LostTokens = Counts.LostTokens + document.Tokens.Length - context,
            TrainedTokens = Counts.TrainedTokens + left,
            CutOff = Counts.CutOff + (left == 0 ? 1 : 0),
        };
        return left > 0 ? [new TrainingDocument(document.Tokens[..context], document.Weights[..context])] : [];
    }

    /// <summary>Each piece begins with the last token of the one before, so that every token is predicted once.</summary>
    private IEnumerable<TrainingDocument> Divide(TrainingDocument document, long trained)
    {
        Counts = Counts with { Divided = Counts.Divided + 1, TrainedTokens = Counts.TrainedTokens + trained };
        var pieces = new List<TrainingDocument>();
        for (var start = 0; start < document.Tokens.Length - 1; start += context - 1)
        {
            var end = Math.Min(start + context, document.Tokens.Length);
            pieces.Add(new TrainingDocument(document.Tokens[start..end], document.Weights[start..end]));
        }
        return pieces;
    }
}
