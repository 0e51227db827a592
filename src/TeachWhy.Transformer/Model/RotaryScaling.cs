using System.Numerics;
using System.Runtime.CompilerServices;

namespace TeachWhy.Transformer;

/// <summary>
/// How a model trained on short sequences turns the positions of long ones: the "llama3" kind, published with Llama 3.1.
/// Channels that turn many times within the original context stay as they are, those that never come around turn
/// slower by the factor, and between the two it goes over smoothly.
/// </summary>
/// <param name="Factor">What the slow frequencies are divided by.</param>
/// <param name="LowFrequencyFactor">Turns within the original context below which a frequency is divided.</param>
/// <param name="HighFrequencyFactor">Turns within the original context above which it is left alone.</param>
/// <param name="OriginalContext">Tokens of the context that the model was trained on first.</param>
public sealed record RotaryScaling(float Factor, float LowFrequencyFactor, float HighFrequencyFactor, int OriginalContext)
{
    public float Factor { get; init => field = Positive(value); } = Positive(Factor);

    public float LowFrequencyFactor { get; init => field = Positive(value); } = Positive(LowFrequencyFactor);

    public float HighFrequencyFactor { get; init => field = Positive(value); } = Positive(HighFrequencyFactor);

    public int OriginalContext { get; init => field = Positive(value); } = Positive(OriginalContext);

    /// <summary>
    /// The angle by which a scaled channel turns per token.
    /// <code>
    /// turns = OriginalContext · frequency / 2π
    /// smooth = (turns − low) / (high − low), held within [0, 1]
    /// scaled = frequency · (smooth + (1 − smooth) / factor)
    /// </code>
    /// </summary>
    /// <param name="frequency">The unscaled angle per token, in radians.</param>
    public double Scale(double frequency)
    {
        var turns = OriginalContext * frequency / (2 * Math.PI);
        var smooth = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
        return frequency * (smooth + (1 - smooth) / Factor);
    }

    private static T Positive<T>(T value, [CallerMemberName] string name = "") where T : INumber<T> =>
        value > T.Zero && T.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above zero and finite.");
}
