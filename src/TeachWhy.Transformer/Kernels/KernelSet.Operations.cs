namespace TeachWhy.Transformer.Kernels;

public abstract unsafe partial class KernelSet
{
    /// <summary>
    /// A matrix product.
    /// <code>destination[r, c] (+)= Σ over k of left[r, k] · right[k, c]</code>
    /// </summary>
    /// <param name="left">[rows, depth], either side may be strided.</param>
    /// <param name="right">[depth, columns]</param>
    /// <param name="add">Adds to the destination instead of replacing it.</param>
    /// <param name="destination">[rows, columns]</param>
    public abstract void Product(Matrix left, Panels right, bool add, Matrix destination);

    /// <summary>
    /// The product of one row with packed bfloat16 numbers, widened on the way. Each sum is the one that
    /// <see cref="Product"/> makes of the widened numbers, to the bit.
    /// <code>destination[c] (+)= Σ over k of left[k] · right[k, c]</code>
    /// </summary>
    /// <param name="panels">[left's length, columns] in panels, as <see cref="Pack"/> lays them out.</param>
    public abstract void RowProduct(ReadOnlySpan<float> left, ushort* panels, bool add, Span<float> destination);

    /// <summary>Copies a [depth, columns] matrix, transposed or not, into panels.</summary>
    public abstract void Pack(Matrix source, float* destination);

    /// <summary>
    /// Root-mean-square normalisation of one row; returns r.
    /// <code>output = input · r · gain,   r = 1 / √(mean(input²) + ε)</code>
    /// </summary>
    public abstract float Normalize(ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float epsilon, Span<float> output);

    /// <summary>
    /// Gradients of <see cref="Normalize"/>, added to what is there.
    /// <code>dInput += r · (dOutput · gain − input · r² · mean(dOutput · gain · input)),   dGain += dOutput · input · r</code>
    /// </summary>
    public abstract void NormalizeGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> input, ReadOnlySpan<float> gain, float inverseRms,
        Span<float> dInput, Span<float> dGain);

    /// <summary>
    /// The gated activation of one row.
    /// <code>output = gate · σ(gate) · up,   σ(x) = 1 / (1 + e⁻ˣ)</code>
    /// </summary>
    public abstract void Gate(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> output);

    /// <summary>
    /// Gradients of <see cref="Gate"/>, replacing what is there.
    /// <code>dGate = dOutput · up · σ · (1 + gate · (1 − σ)),   dUp = dOutput · gate · σ</code>
    /// </summary>
    public abstract void GateGradient(
        ReadOnlySpan<float> dOutput, ReadOnlySpan<float> gate, ReadOnlySpan<float> up,
        Span<float> dGate, Span<float> dUp);

    /// <summary>
    /// Turns heads by the angles of their position, in place: element i of a head pairs with element i + half.
    /// <code>(a, b) → (a · cos − b · sin, b · cos + a · sin)</code>
    /// </summary>
    /// <param name="cosines">[half]</param>
    /// <param name="sines">[half]</param>
    /// <param name="direction">1 to turn, −1 to turn back, as a gradient is.</param>
    /// <param name="heads">[heads, 2 · half], one after the other.</param>
    public abstract void Rotate(ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, float direction, Span<float> heads);

    /// <summary>
    /// Softmax of scaled scores, in place.
    /// <code>scores[i] ← e^(scale · (scores[i] − largest)) / Σ</code>
    /// </summary>
    public abstract void Softmax(float scale, Span<float> scores);

    /// <summary>
    /// Softmax of a block of causal scores, in place: row r keeps the columns 0 .. first + r, the others become zero.
    /// </summary>
    /// <param name="first">Columns that the first row's own is preceded by.</param>
    /// <param name="scores">[rows, columns]; the columns are a multiple of <see cref="PanelWidth"/>.</param>
    public abstract void CausalSoftmax(int first, float scale, Matrix scores);

    /// <summary>
    /// Gradient of <see cref="CausalSoftmax"/> with respect to the unscaled scores, in place of dProbabilities.
    /// What the mask made zero stays zero.
    /// <code>d ← scale · p · (d − Σ p · d)</code>
    /// </summary>
    /// <param name="probabilities">[rows, columns]; the columns are a multiple of <see cref="PanelWidth"/>.</param>
    /// <param name="dProbabilities">[rows, columns]</param>
    public abstract void SoftmaxGradient(Matrix probabilities, float scale, Matrix dProbabilities);

    /// <summary>
    /// Cross-entropy of one row of logits, and its gradient in their place. Returns −log p(target).
    /// <code>logits[i] ← weight · (p(i) − [i = target])</code>
    /// </summary>
    public abstract float CrossEntropy(int target, float weight, Span<float> logits);

    /// <summary>destination += source</summary>
    public abstract void Add(ReadOnlySpan<float> source, Span<float> destination);

    /// <summary>destination += factor · source</summary>
    public abstract void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> destination);

    /// <summary>Σ values², in double precision over blocks in a fixed order.</summary>
    public abstract double SumOfSquares(ReadOnlySpan<float> values);

    /// <summary>
    /// One AdamW update (Loshchilov and Hutter 2019).
    /// <code>
    /// g = gradient · GradientScale
    /// m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²
    /// value ← value · (1 − rate · decay) − StepSize · m / (√v · InverseRootCorrection + ε)
    /// </code>
    /// </summary>
    public abstract void AdamW(
        ReadOnlySpan<float> gradient, AdamWFactors factors,
        Span<float> mean, Span<float> variance, Span<float> values);
}
