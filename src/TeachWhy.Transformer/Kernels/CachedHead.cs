namespace TeachWhy.Transformer.Kernels;

/// <summary>
/// Keys and values of one sequence at one layer, in blocks of <see cref="Positions"/> tokens that lie anywhere in memory.
/// A block's keys are panels [head size, panel width], one behind the other; its values are rows [positions, head size].
/// </summary>
internal readonly unsafe struct CacheBlocks(nint* blocks, int headSize, bool isCompact)
{
    /// <summary>Tokens of a block: a whole number of panels on every path.</summary>
    public const int Positions = 32;

    /// <summary>The address of each block.</summary>
    public readonly nint* Blocks = blocks;

    public readonly int HeadSize = headSize;

    /// <summary>Numbers are bfloat16, not float32.</summary>
    public readonly bool IsCompact = isCompact;
}

/// <summary>One row of attention's work: a query that meets keys, or probabilities that weigh values.</summary>
internal readonly unsafe struct CachedHead(float* input, nint offset, float* output)
{
    /// <summary>[head size] of the query, or [positions] of the probabilities.</summary>
    public readonly float* Input = input;

    /// <summary>Where in each block the head's keys or values begin, in numbers.</summary>
    public readonly nint Offset = offset;

    /// <summary>[positions in whole panels] of scores, or [head size] of the weighed values.</summary>
    public readonly float* Output = output;
}
