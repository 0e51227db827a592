using System.Numerics;
using TeachWhy.Transformer;

namespace TeachWhy.Training;

/// <summary>
/// An order of all rows that is another one in every epoch, without a list of them: a Feistel network over the smallest
/// square that holds all numbers, walked until it meets one below their count (Black and Rogaway 2002).
/// So any place of any epoch is known at once, and a run goes on from where it was killed.
/// </summary>
public sealed class RowOrder
{
    private const int Rounds = 6;

    private readonly long _count;
    private readonly int _halfBits;
    private readonly ulong[] _keys;

    public RowOrder(long count, ulong seed, long epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _count = count;
        _halfBits = Math.Max(1, (64 - BitOperations.LeadingZeroCount((ulong)(count - 1)) + 1) / 2);
        _keys = [.. Enumerable.Range(0, Rounds).Select(round => Seed.Of(Seed.Of(seed, "epoch", epoch), "round", round))];
    }

    /// <summary>The row that comes at a place; each row at one.</summary>
    public long this[long place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, _count);
            var value = (ulong)place;
            do
            {
                value = Permuted(value);
            }
            while (value >= (ulong)_count);
            return (long)value;
        }
    }

    private ulong Permuted(ulong value)
    {
        var mask = (1UL << _halfBits) - 1;
        var (left, right) = (value >> _halfBits, value & mask);
        foreach (var key in _keys)
        {
            (left, right) = (right, left ^ (Seed.Of(key, "", (long)right) & mask));
        }
        return (left << _halfBits) | right;
    }
}
