using System.Numerics;

namespace TeachWhy.Transformer;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64: fast, and unlike <see cref="Random"/>
/// the same sequence in every version of .NET.
/// </summary>
public sealed class RandomSource
{
    private ulong _s0, _s1, _s2, _s3;
    private double? _spareGaussian;

    public RandomSource(ulong seed)
    {
        _s0 = Seed.Mix(seed);
        _s1 = Seed.Mix(_s0);
        _s2 = Seed.Mix(_s1);
        _s3 = Seed.Mix(_s2);
    }

    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. limit − 1.</summary>
    public int NextInt(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return (int)Math.BigMul(NextBits(), (ulong)limit, out _);
    }

    /// <summary>Uniform in from .. to − 1.</summary>
    public int NextInt(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        return from + NextInt(to - from);
    }

    /// <summary>Mean 0, variance 1 (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        if (_spareGaussian is { } spare)
        {
            _spareGaussian = null;
            return spare;
        }
        while (true)
        {
            var (x, y) = (2 * NextDouble() - 1, 2 * NextDouble() - 1);
            var square = x * x + y * y;
            if (square is > 0 and < 1)
            {
                var factor = Math.Sqrt(-2 * Math.Log(square) / square);
                _spareGaussian = y * factor;
                return x * factor;
            }
        }
    }

    public bool Chance(double probability) => NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count);
        return items[NextInt(items.Count)];
    }

    /// <summary>Picks with probability in proportion to the weights, which need not sum to one.</summary>
    public T PickWeighted<T>(IReadOnlyList<T> items, IReadOnlyList<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, items.Count);
        var rest = NextDouble() * weights.Sum();
        for (var i = 0; i < items.Count; i++)
        {
            rest -= weights[i];
            if (rest < 0)
            {
                return items[i];
            }
        }

        // Rounding can leave a little; it belongs to the last item that may be picked at all.
        return items[weights.Select((weight, index) => weight > 0 ? index : 0).Max()];
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = NextInt(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
