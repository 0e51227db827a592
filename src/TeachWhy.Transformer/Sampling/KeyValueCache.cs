using System.Runtime.CompilerServices;
using TeachWhy.Transformer.Kernels;

namespace TeachWhy.Transformer.Sampling;

/// <summary>The keys and values of one sequence: a chain of blocks from the root of a pool's tree.</summary>
internal sealed unsafe class KeyValueCache(KeyValuePool pool) : IDisposable
{
    // Fewer tokens are computed again as fast as they are copied.
    private const int FewestCopied = 4;

    private readonly List<KeyValueBlock> _blocks = [];
    private nint[] _addresses = GC.AllocateUninitializedArray<nint>(4, pinned: true);
    private KeyValueBlock? _source;
    private int _expected;

    public KeyValueLayout Layout => pool.Layout;

    /// <summary>Positions that are filled.</summary>
    public int Length { get; private set; }

    /// <summary>The blocks, as the kernels read them; valid until more tokens are expected.</summary>
    public CacheBlocks Blocks => new((nint*)Unsafe.AsPointer(ref _addresses[0]), Layout.Shape.HeadSize, Layout.IsCompact);

    /// <summary>
    /// Begins with what other sequences have read, or read in the pass at hand before this one: whole blocks are shared,
    /// of the next as much as agrees is copied. At least one token is left to read.
    /// </summary>
    /// <returns>Tokens that need not be read.</returns>
    public int Begin(ReadOnlySpan<int> prompt)
    {
        var parent = pool.Root;
        var known = prompt[..^1];
        while (Best(parent, known) is (var block, var count) && count >= FewestCopied)
        {
            pool.Share(block);
            if (count < CacheBlocks.Positions)
            {
                _source = block;
                parent = pool.Take(parent);
                parent.Add(block.Tokens[..count]);
            }
            else
            {
                parent = block;
            }
            Append(parent);
            Length += count;
            if (_source is not null)
            {
                break;
            }
            known = known[count..];
        }
        return Length;
    }

    /// <summary>Makes room for tokens that the pass at hand reads; others may count on them from now on.</summary>
    public void Expect(ReadOnlySpan<int> tokens)
    {
        _expected = tokens.Length;
        while (!tokens.IsEmpty)
        {
            if (_blocks.Count == 0 || _blocks[^1].IsFull)
            {
                Append(pool.Take(_blocks.Count == 0 ? pool.Root : _blocks[^1]));
            }
            tokens = tokens[_blocks[^1].Add(tokens)..];
        }
    }

    /// <summary>Writes keys and values of one layer: first what is copied from another sequence, then the new tokens'.</summary>
    /// <param name="keyValues">[new tokens, 2 · key-value heads · head size]: keys, rotated, and values beside them.</param>
    public void Write(int layer, Matrix keyValues)
    {
        if (_source is not null)
        {
            var first = Layout.Keys(layer, 0);
            var bytes = (Layout.Keys(layer + 1, 0) - first) * (Layout.IsCompact ? sizeof(ushort) : sizeof(float));
            var offset = layer * bytes;
            Buffer.MemoryCopy((byte*)_source.Memory.Data + offset, (byte*)_blocks[Length / CacheBlocks.Positions].Memory.Data + offset, bytes, bytes);
        }
        var shape = Layout.Shape;
        for (var row = 0; row < keyValues.Rows; row++)
        {
            var position = (Length + row) % CacheBlocks.Positions;
            var block = _addresses[(Length + row) / CacheBlocks.Positions];
            for (var group = 0; group < shape.KeyValueHeads; group++)
            {
                var key = keyValues.Row(row).Slice(group * shape.HeadSize, shape.HeadSize);
                var value = keyValues.Row(row).Slice((shape.KeyValueHeads + group) * shape.HeadSize, shape.HeadSize);
                var keys = Layout.Keys(layer, group) + Layout.Key(position);
                var values = Layout.Values(layer, group) + (nint)position * shape.HeadSize;
                if (Layout.IsCompact)
                {
                    WriteCompact((ushort*)block + keys, (ushort*)block + values, key, value);
                }
                else
                {
                    WriteSingle((float*)block + keys, (float*)block + values, key, value);
                }
            }
        }
    }

    /// <summary>The pass is done: what was expected is there.</summary>
    public void Settle()
    {
        Length += _expected;
        _expected = 0;
        if (_source is not null)
        {
            pool.Release(_source);
            _source = null;
        }
    }

    /// <summary>Gives the blocks back, the last one first.</summary>
    public void Dispose()
    {
        _expected = 0;
        Settle();
        for (var index = _blocks.Count - 1; index >= 0; index--)
        {
            pool.Release(_blocks[index]);
        }
        _blocks.Clear();
    }

    private static (KeyValueBlock Block, int Count)? Best(KeyValueBlock parent, ReadOnlySpan<int> tokens)
    {
        (KeyValueBlock, int Count)? best = null;
        foreach (var child in parent.Children)
        {
            var count = child.Tokens.CommonPrefixLength(tokens);
            if (count > (best?.Count ?? 0))
            {
                best = (child, count);
            }
        }
        return best;
    }

    private void Append(KeyValueBlock block)
    {
        if (_blocks.Count == _addresses.Length)
        {
            var longer = GC.AllocateUninitializedArray<nint>(2 * _addresses.Length, pinned: true);
            _addresses.CopyTo(longer, 0);
            _addresses = longer;
        }
        _addresses[_blocks.Count] = (nint)block.Memory.Data;
        _blocks.Add(block);
    }

    private void WriteSingle(float* keys, float* values, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        for (var i = 0; i < key.Length; i++)
        {
            keys[(nint)i * Layout.KeyStride] = key[i];
        }
        value.CopyTo(new Span<float>(values, value.Length));
    }

    private void WriteCompact(ushort* keys, ushort* values, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        for (var i = 0; i < key.Length; i++)
        {
            keys[(nint)i * Layout.KeyStride] = BFloat16.Round(key[i]);
        }
        BFloat16.Round(value, new Span<ushort>(values, value.Length));
    }
}
