using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>The sizes that define a Llama, a Qwen2 or a Qwen3: what <c>config.json</c> says.</summary>
public sealed record TransformerShape
{
    // 0 where nothing was said.
    private readonly int _headSize;

    /// <summary>Different tokens.</summary>
    public required int Vocabulary { get; init => field = Positive(value); }

    /// <summary>Width of the stream that passes through all layers.</summary>
    public int Channels { get; init => field = Positive(value); } = 128;

    /// <summary>Blocks of attention and feed-forward.</summary>
    public int Layers { get; init => field = Positive(value); } = 4;

    /// <summary>Query heads.</summary>
    public int Heads { get; init => field = Positive(value); } = 4;

    /// <summary>Key and value heads, each shared by <c>Heads / KeyValueHeads</c> query heads.</summary>
    public int KeyValueHeads { get; init => field = Positive(value); } = 4;

    /// <summary>Channels of one head; as many as divide the stream evenly among the query heads where nothing else is said.</summary>
    public int HeadSize { get => _headSize > 0 ? _headSize : Channels / Heads; init => _headSize = Positive(value); }

    /// <summary>Width inside the feed-forward.</summary>
    public int Hidden { get; init => field = Positive(value); } = 344;

    /// <summary>Most tokens a sequence may have.</summary>
    public int Context { get; init => field = Positive(value); } = 160;

    /// <summary>Base of the rotary angles.</summary>
    public float RotaryBase { get; init => field = Positive(value); } = 10000f;

    /// <summary>How the rotary angles of a longer context are made; null leaves them as they are.</summary>
    public RotaryScaling? RotaryScaling { get; init; }

    /// <summary>Keeps the normalisation of a zero row finite.</summary>
    public float NormEpsilon { get; init => field = Positive(value); } = 1e-5f;

    /// <summary>The head reads the embedding's own matrix.</summary>
    public bool TiedHead { get; init; } = true;

    /// <summary>Something learned is added to every query, key and value.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Something learned is added to the output of attention.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Every head's query and key are normalised before they are turned to their position.</summary>
    public bool QueryKeyNorm { get; init; }

    /// <summary>Hugging Face's name of the architecture that has these features.</summary>
    public string Architecture =>
        QueryKeyNorm ? "Qwen3ForCausalLM"
        : QueryKeyValueBias && !OutputBias ? "Qwen2ForCausalLM"
        : "LlamaForCausalLM";

    /// <summary>Width of all query heads side by side, and of what attention gives.</summary>
    internal int QueryWidth => checked(Heads * HeadSize);

    /// <summary>Width of the queries and keys side by side: what is turned to its position.</summary>
    internal int RotatedWidth => checked((Heads + KeyValueHeads) * HeadSize);

    /// <summary>Width of a query, key and value side by side.</summary>
    internal int QueryKeyValueWidth => checked((Heads + 2 * KeyValueHeads) * HeadSize);

    /// <summary>Numbers that are learned.</summary>
    public long ParameterCount
    {
        get
        {
            // Any sizes may be asked for; their products must not wrap around.
            Int128 heads = (Int128)Heads * HeadSize, groups = (Int128)KeyValueHeads * HeadSize;
            var attention = 2 * (heads + groups) * Channels
                + (QueryKeyValueBias ? heads + 2 * groups : 0) + (OutputBias ? Channels : 0) + (QueryKeyNorm ? 2 * HeadSize : 0);
            var feedForward = (Int128)3 * Hidden * Channels;
            var embedding = (Int128)Vocabulary * Channels;
            var all = Layers * (attention + feedForward + 2L * Channels) + Channels + embedding * (TiedHead ? 1 : 2);
            return all > long.MaxValue ? long.MaxValue : (long)all;
        }
    }

    /// <summary>Checks what no single size can: that they fit each other.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public TransformerShape Validated()
    {
        if (_headSize == 0 && Channels % Heads != 0)
        {
            throw new ArgumentException($"{Channels} channels do not divide into {Heads} heads, and no size of a head is given.");
        }
        if (HeadSize % 2 != 0)
        {
            throw new ArgumentException($"A head of {HeadSize} channels cannot be turned to its position: its size must be even.");
        }
        if (Heads % KeyValueHeads != 0)
        {
            throw new ArgumentException($"{Heads} query heads do not share {KeyValueHeads} key and value heads evenly.");
        }
        if (OutputBias && !QueryKeyValueBias)
        {
            throw new ArgumentException("A bias on the output of attention alone is no known architecture; query, key and value need theirs too.");
        }
        if (QueryKeyNorm && QueryKeyValueBias != OutputBias)
        {
            throw new ArgumentException("With normalised queries and keys, either all four projections of attention have a bias or none has.");
        }
        if (RotaryScaling is { } scaling && scaling.HighFrequencyFactor <= scaling.LowFrequencyFactor)
        {
            throw new ArgumentException(
                $"The rotary scaling's high frequency factor of {scaling.HighFrequencyFactor} must be above its low one of {scaling.LowFrequencyFactor}.");
        }
        return this;
    }

    /// <summary>Shapes are equal where their sizes are, whether the head's size was said or followed from the others.</summary>
    public bool Equals(TransformerShape? other) => other is not null && Everything == other.Everything;

    public override int GetHashCode() => Everything.GetHashCode();

    private (int, int, int, int, int, int, int, int, float, RotaryScaling?, float, bool, bool, bool, bool) Everything =>
        (Vocabulary, Channels, Layers, Heads, KeyValueHeads, HeadSize, Hidden, Context, RotaryBase, RotaryScaling, NormEpsilon,
            TiedHead, QueryKeyValueBias, OutputBias, QueryKeyNorm);

    private static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero.");

    private static float Positive(float value, [CallerMemberName] string name = "") =>
        value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and finite.");
}
