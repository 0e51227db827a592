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
}
