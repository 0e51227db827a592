using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>The sizes that define a Llama: what <c>config.json</c> says.</summary>
public sealed record TransformerShape
{
    /// <summary>Different tokens.</summary>
    public required int Vocabulary { get; init => field = Positive(value); }

    /// <summary>Width of the stream that passes through all layers.</summary>
    public int Channels { get; init => field = Positive(value); } = 128;

    /// <summary>Blocks of attention and feed-forward.</summary>
    public int Layers { get; init => field = Positive(value); } = 4;

    /// <summary>Query heads; their sizes together are the channels.</summary>
    public int Heads { get; init => field = Positive(value); } = 4;

    /// <summary>Key and value heads, each shared by <c>Heads / KeyValueHeads</c> query heads.</summary>
    public int KeyValueHeads { get; init => field = Positive(value); } = 4;

    /// <summary>Width inside the feed-forward.</summary>
    public int Hidden { get; init => field = Positive(value); } = 344;

    /// <summary>Most tokens a sequence may have.</summary>
    public int Context { get; init => field = Positive(value); } = 160;

    /// <summary>Base of the rotary angles.</summary>
    public float RotaryBase { get; init => field = Positive(value); } = 10000f;

    /// <summary>Keeps the normalisation of a zero row finite.</summary>
    public float NormEpsilon { get; init => field = Positive(value); } = 1e-5f;

    /// <summary>The head reads the embedding's own matrix.</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>Channels of one head.</summary>
    public int HeadSize => Channels / Heads;

    /// <summary>Width of a query, key and value side by side.</summary>
    internal int QueryKeyValueWidth => checked((Heads + 2 * KeyValueHeads) * HeadSize);

    /// <summary>Numbers that are learned.</summary>
    public long ParameterCount
    {
        get
        {
            var attention = (long)QueryKeyValueWidth * Channels + (long)Channels * Channels;
            var feedForward = 3L * Hidden * Channels;
            var embedding = (long)Vocabulary * Channels;
            return Layers * (attention + feedForward + 2L * Channels) + Channels + embedding * (TiedHead ? 1 : 2);
        }
    }

    /// <summary>Checks what no single size can: that they fit each other.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public TransformerShape Validated()
    {
        if (Channels % Heads != 0 || HeadSize % 2 != 0)
        {
            throw new ArgumentException($"{Channels} channels do not divide into {Heads} heads of even size.");
        }
        if (Heads % KeyValueHeads != 0)
        {
            throw new ArgumentException($"{Heads} query heads do not share {KeyValueHeads} key and value heads evenly.");
        }
        if (ParameterCount > int.MaxValue)
        {
            throw new ArgumentException($"{ParameterCount} parameters are more than the {int.MaxValue} that one block holds.");
        }
        return this;
    }

    private static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");

    private static float Positive(float value, [CallerMemberName] string name = "") =>
        value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and finite.");
}
