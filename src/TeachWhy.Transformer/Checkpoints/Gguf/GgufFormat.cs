namespace TeachWhy.Transformer.Gguf;

/// <summary>What a value of a GGUF file's metadata is.</summary>
internal enum GgufValueType
{
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    Float32,
    Bool,
    String,
    Array,
    UInt64,
    Int64,
    Float64,
}

/// <summary>Numbers of the GGUF format, version 3: header, metadata, places of tensors, tensors; everything little-endian.</summary>
internal static class GgufFormat
{
    /// <summary>"GGUF" as four bytes.</summary>
    public const uint Magic = 0x46554747;

    public const uint Version = 3;

    /// <summary>Tensors begin on multiples of so many bytes where the file does not say otherwise.</summary>
    public const int Alignment = 32;

    public const string AlignmentKey = "general.alignment";

    public static readonly string[] TypeNames = ["F32", "F16", "Q4_0", "Q4_1", "4", "5", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "Q8_K"];

    /// <summary>Bytes of a value; 0 where that depends on the value.</summary>
    public static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => 0,
    };

    /// <summary>ggml's number of a type of tensor.</summary>
    public static uint NumberOf(WeightType type) => type switch
    {
        WeightType.Float32 => 0,
        WeightType.Float16 => 1,
        WeightType.Quantized8 => 8,
        _ => 30,
    };

    public static WeightType? TypeOf(uint number) => number switch
    {
        0 => WeightType.Float32,
        1 => WeightType.Float16,
        8 => WeightType.Quantized8,
        30 => WeightType.BFloat16,
        _ => null,
    };

    /// <summary>llama.cpp's number of a file whose matrices are mostly of a type.</summary>
    public static uint FileTypeOf(WeightType type) => type switch
    {
        WeightType.Float32 => 0,
        WeightType.Float16 => 1,
        WeightType.Quantized8 => 7,
        _ => 32,
    };

    /// <summary>The next multiple of the alignment.</summary>
    public static long Align(long position, long alignment) => checked((position + alignment - 1) / alignment * alignment);
}
