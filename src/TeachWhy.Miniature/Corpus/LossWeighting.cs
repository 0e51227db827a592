using TeachWhy.Miniature.World;
using TeachWhy.Training;
using TeachWhy.Transformer;

namespace TeachWhy.Miniature.Corpus;

/// <summary>
/// Where the pretraining loss looks closer: at words that must be copied, and at the first words of a decision.
/// An aid to learn in two million tokens what would otherwise take more; the report names it.
/// </summary>
public sealed record LossWeights
{
    /// <summary>A name or thing that the document has already mentioned, while the miniature learns to copy.</summary>
    public float EarlyCopy { get; init; } = 6f;

    /// <summary>The same after <see cref="EarlyTokens"/>.</summary>
    public float LateCopy { get; init; } = 2f;

    /// <summary>Tokens until copying is thought to be learned.</summary>
    public long EarlyTokens { get; init; } = 1_200_000;

    /// <summary>A name or thing mentioned for the first time: nobody can know it.</summary>
    public float FirstMention { get; init; } = 0.2f;

    /// <summary>The two words after a decision begins.</summary>
    public float Decision { get; init; } = 4f;
}

/// <summary>Turns texts into training documents with a weight for each word.</summary>
public sealed class LossWeighting
{
    private readonly WordTokenizer _tokenizer;
    private readonly LossWeights _weights;
    private readonly bool[] _isSlot;
    private readonly HashSet<(int, int)> _decisionCues;
    private readonly int _because;
    private readonly int _end;

    public LossWeighting(Lexicon lexicon, WordTokenizer tokenizer, LossWeights weights)
    {
        _tokenizer = tokenizer;
        _weights = weights;
        _isSlot = [.. lexicon.Words.Select(lexicon.SlotWords.Contains)];
        _because = tokenizer["because"];
        _end = tokenizer[Mark.End];
        _decisionCues =
        [
            Cue("think", ":"), Cue("call", ":"), Cue("decided", "to"), Cue("decide", "to"), Cue("you", "can"),
            Cue("thought", "that"), Cue("said", "that"), Cue("wrote", "that"),
        ];

        (int, int) Cue(string first, string second) => (tokenizer[first], tokenizer[second]);
    }

    /// <summary>One text with its end mark.</summary>
    /// <param name="tokensBefore">Tokens of the corpus before this text.</param>
    public TrainingDocument Weigh(string text, long tokensBefore)
    {
        int[] tokens = [.. _tokenizer.Encode(text), _end];
        var weights = new float[tokens.Length];
        var copy = tokensBefore < _weights.EarlyTokens ? _weights.EarlyCopy : _weights.LateCopy;
        var mentioned = new HashSet<int> { tokens[0] };
        for (var i = 1; i < tokens.Length; i++)
        {
            var first = _isSlot[tokens[i]] && !mentioned.Contains(tokens[i]);
            weights[i] = _isSlot[tokens[i]] && !first ? copy
                : FollowsDecision(tokens, i) ? _weights.Decision
                : first ? _weights.FirstMention
                : 1f;
            mentioned.Add(tokens[i]);
        }

        return new TrainingDocument(tokens, weights);
    }

    /// <summary>Whether the word is the first or second after a decision begins.</summary>
    private bool FollowsDecision(int[] tokens, int i) => CueEndsAt(tokens, i - 1) || CueEndsAt(tokens, i - 2);

    private bool CueEndsAt(int[] tokens, int i) =>
        i >= 0 && (tokens[i] == _because || (i >= 1 && _decisionCues.Contains((tokens[i - 1], tokens[i]))));
}
