namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// What a processor's vectors can do. Kernels are written once over this; the compiler makes one
/// version per path, in which every call below is one instruction.
/// </summary>
/// <typeparam name="TVector">The vector itself; <see cref="float"/> on the scalar path.</typeparam>
internal unsafe interface IVectorPath<TVector> where TVector : unmanaged
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest tile whose sums fit into the registers: 8 × 2 of 32, 6 × 2 of 16.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    /// <summary>Reads bfloat16 numbers: the upper halves of floats.</summary>
    static abstract TVector Widen(ushort* source);

    static abstract TVector Repeat(float value);
    static abstract TVector Add(TVector left, TVector right);
    static abstract TVector Subtract(TVector left, TVector right);
    static abstract TVector Multiply(TVector left, TVector right);
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The larger of two; not a number where the right one is none.</summary>
    static abstract TVector Largest(TVector left, TVector right);

    /// <summary>The smaller of two; not a number where the right one is none.</summary>
    static abstract TVector Smallest(TVector left, TVector right);
    static abstract TVector SquareRoot(TVector value);

    /// <summary>value · 2ⁿ, where n is the integer in the low bits of <paramref name="exponent"/> (see <see cref="Exponential"/>).</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector value, TVector exponent);

    /// <summary>The sum of the elements, always added in the same order.</summary>
    static abstract float Sum(TVector value);

    static abstract float LargestElement(TVector value);
    static abstract void Store(TVector value, float* destination);
}
