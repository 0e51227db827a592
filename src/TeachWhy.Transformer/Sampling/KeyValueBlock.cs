using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// Keys and values of up to 32 tokens that follow those of its parent. Blocks make a tree: sequences that begin alike
/// share the blocks of their beginning.
/// </summary>
internal sealed class KeyValueBlock(AlignedMemory memory)
{
    private readonly int[] _tokens = new int[CacheBlocks.Positions];

    public AlignedMemory Memory { get; } = memory;

    /// <summary>What has been read into it, or will have been once the pass at hand is done.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public int Count { get; private set; }

    public bool IsFull => Count == CacheBlocks.Positions;

    public KeyValueBlock? Parent { get; private set; }

    public List<KeyValueBlock> Children { get; } = [];

    /// <summary>Sequences in work that read it.</summary>
    public int Users { get; set; }

    /// <summary>Its place among those that nobody uses; null while somebody does. Belongs to the pool.</summary>
    public LinkedListNode<KeyValueBlock>? Idle { get; set; }

    /// <summary>Reads as many tokens as there is room for; returns how many.</summary>
    public int Add(ReadOnlySpan<int> tokens)
    {
        var count = Math.Min(tokens.Length, CacheBlocks.Positions - Count);
        tokens[..count].CopyTo(_tokens.AsSpan(Count));
        Count += count;
        return count;
    }

    public void PutBehind(KeyValueBlock parent)
    {
        Parent = parent;
        parent.Children.Add(this);
    }

    /// <summary>Takes it out of the tree, empty.</summary>
    public void Clear()
    {
        Parent?.Children.Remove(this);
        Parent = null;
        Count = 0;
    }
}
