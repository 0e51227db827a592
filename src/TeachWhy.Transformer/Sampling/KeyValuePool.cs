using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// The blocks of all sequences of a worker. Memory grows with what is in use; blocks of sequences that have ended stay
/// for those that begin like them, until there are too many: then the one that was used longest ago goes first.
/// </summary>
/// <param name="idleBytes">Most memory of blocks that no sequence in work uses.</param>
internal sealed class KeyValuePool(KeyValueLayout layout, long idleBytes) : IDisposable
{
    // Empty blocks that are kept: to ask the system for memory anew costs as much as to fill it.
    private const long EmptyBytes = 32L << 20;

    // A child is never used later than its parent, so the first in this list has no children.
    private readonly LinkedList<KeyValueBlock> _idle = [];
    private readonly Stack<KeyValueBlock> _empty = [];

    public KeyValueLayout Layout => layout;

    /// <summary>The beginning of every sequence: a block without tokens.</summary>
    public KeyValueBlock Root { get; } = new(new AlignedMemory(0));

    /// <summary>An empty block in use, behind a parent.</summary>
    public KeyValueBlock Take(KeyValueBlock parent)
    {
        if (_empty.Count == 0 && (_idle.Count + 1) * layout.BlockBytes > idleBytes && _idle.First is { } oldest)
        {
            Forget(oldest.Value);
        }
        var block = _empty.Count > 0 ? _empty.Pop() : new KeyValueBlock(new AlignedMemory(layout.BlockBytes / sizeof(float)));
        block.PutBehind(parent);
        block.Users = 1;
        return block;
    }

    /// <summary>One more sequence uses the block.</summary>
    public void Share(KeyValueBlock block)
    {
        block.Users++;
        if (block.Idle is { } place)
        {
            _idle.Remove(place);
            block.Idle = null;
        }
    }

    /// <summary>One sequence less uses the block; its children come before it.</summary>
    public void Release(KeyValueBlock block)
    {
        if (--block.Users > 0)
        {
            return;
        }
        block.Idle = _idle.AddLast(block);
        while (_idle.Count * layout.BlockBytes > idleBytes)
        {
            Forget(_idle.First!.Value);
        }
        while (_empty.Count * layout.BlockBytes > EmptyBytes)
        {
            _empty.Pop().Memory.Dispose();
        }
    }

    /// <summary>Forgets everything that nobody uses: what a pass that failed has left is not to be read.</summary>
    public void Forget()
    {
        while (_idle.First is { } oldest)
        {
            Forget(oldest.Value);
        }
    }

    public void Dispose()
    {
        Forget();
        foreach (var block in _empty)
        {
            block.Memory.Dispose();
        }
        Root.Memory.Dispose();
    }

    private void Forget(KeyValueBlock block)
    {
        _idle.Remove(block.Idle!);
        block.Idle = null;
        block.Clear();
        _empty.Push(block);
    }
}
