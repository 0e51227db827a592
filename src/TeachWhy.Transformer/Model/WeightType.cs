namespace TeachWhy.Transformer;

/// <summary>How a number is stored.</summary>
public enum WeightType
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE half precision, 2 bytes.</summary>
    Float16,

    /// <summary>The upper half of a single: its range with 8 bits of precision, 2 bytes.</summary>
    BFloat16,

    /// <summary>32 numbers of 8 bits with a common scale in half precision, 34 bytes: ggml's Q8_0, for GGUF files only.</summary>
    Quantized8,
}
